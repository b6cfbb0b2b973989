"""Without a terminal a line every 30 seconds says how far an ingest is, whatever it is doing."""

from ingest.build.progress import ProgressLines
from ingest.build.wording import progress
from ingest.cli.heartbeat import Heartbeat


def test_a_status_has_what_is_done_the_rate_and_the_time_left() -> None:
    now = 0.0
    said: list[str] = []
    lines = ProgressLines(said.append, progress, lambda: now)
    for second in range(31):
        now = float(second)
        lines.take("indexing", 10 * second, 6_000)
    # 10 a second: after 30 s 5,700 are left, which take 570 s, or 9.5 minutes.
    assert said[-1] == "Indexing: 300 of 6,000 documents · 10/s · 10 min left"


def test_a_status_is_worded_once_a_second_and_at_the_end() -> None:
    now = 0.0
    said: list[str] = []
    lines = ProgressLines(said.append, progress, lambda: now)
    for tenth in range(25):
        now = tenth / 10
        lines.take("indexing", tenth, 24)
    assert [line.split(" of ")[0] for line in said] == [
        "Indexing: 0",
        "Indexing: 10",
        "Indexing: 20",
        "Indexing: 24",
    ]


def test_the_latest_status_is_repeated_every_thirty_seconds() -> None:
    now = 0.0
    said: list[str] = []
    heartbeat = Heartbeat(said.append, lambda: now)
    for second in range(95):
        now = float(second)
        if second == 40:
            heartbeat.hear("Indexing: 9 of 9 documents · finishing")
        heartbeat.beat()
    # Nothing was heard after second 40, as while a graph is built.
    assert said == [
        "Starting · 0:30 min since the start",
        "Indexing: 9 of 9 documents · finishing · 1:00 min since the start",
        "Indexing: 9 of 9 documents · finishing · 1:30 min since the start",
    ]
    assert heartbeat.seconds_left() == 90 + 30 - 94

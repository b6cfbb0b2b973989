"""Without a terminal a line now and then says how far an ingest is."""

from ingest.build.progress import ProgressLines
from ingest.build.wording import progress


def test_a_line_comes_every_thirty_seconds_with_done_rate_and_time_left() -> None:
    now = 0.0
    said: list[str] = []
    lines = ProgressLines(said.append, progress, lambda: now)
    for second in range(91):
        now = float(second)
        lines.take("indexing", 10 * second, 6_000)
    # 10 a second: after 30 s 5,700 are left, which take 570 s, or 9.5 minutes.
    assert said[0] == "Indexing: 300 of 6,000 documents · 10/s · 10 min left"
    assert [line.split(" of ")[0] for line in said] == [
        "Indexing: 300",
        "Indexing: 600",
        "Indexing: 900",
    ]


def test_short_work_says_nothing() -> None:
    now = 0.0
    said: list[str] = []
    lines = ProgressLines(said.append, progress, lambda: now)
    for second in range(30):
        now = float(second)
        lines.take("reading", second, None)
    assert said == []

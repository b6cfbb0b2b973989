"""Real processes and real kills: what was served goes on being served."""

import json
import os
import random
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

import pytest

from ingest.build.summary import Summary
from search.errors import BuildRunning
from search.store.embedded.store import EdgeStore
from tests.fakes import build
from tests.ingest.helpers import companies, documents, generations, scores

ROOT = Path(__file__).parents[2]
OLD, NEW = companies("old", 100), companies("new", 300)
QUERY = "drones and oak"

INGEST = """
import sys
from pathlib import Path
from search.store.embedded import store as edge_store
from tests.fakes import build
from tests.ingest.helpers import companies

def reached(moment):
    if sys.argv[2] == "every":
        print(moment, flush=True)
    elif moment == sys.argv[2]:
        print(moment, flush=True)
        sys.stdin.readline()

def write(path, content, really=edge_store.write_durably):
    reached(f"before {path.name}")
    really(path, content)
    reached(f"after {path.name}")

edge_store.write_durably = write
build(
    edge_store.EdgeStore(Path(sys.argv[1])),
    companies("new", int(sys.argv[3])),
    batch_size=64,
    progress=lambda phase, done, total: reached(f"{phase} {done}"),
    unfinished=Path(sys.argv[1]) / "unfinished" / "sample.vectors",
)
print("done", flush=True)
"""

READER = """
import json, sys
from collections import Counter
from pathlib import Path
from search.retrieval import keyword
from search.store.embedded.store import EdgeStore

index = EdgeStore(Path(sys.argv[1])).open("sample")
print("open", flush=True)
for line in sys.stdin:
    found, _ = keyword.rank(index, index.vocabulary.query(Counter([line.strip()])), 1000)
    ids = [index.documents([hit.id])[hit.id].source_id for hit in found]
    print(json.dumps({"documents": len(list(index.scan())), "ids": sorted(ids)}), flush=True)
"""


class Process:
    """A script in a process of its own, spoken with by lines."""

    def __init__(self, popen: "subprocess.Popen[str]", stdin: IO[str], stdout: IO[str]) -> None:
        self._popen, self._stdin, self._stdout = popen, stdin, stdout

    def hear(self) -> str:
        return self._stdout.readline().strip()

    def say(self, line: str) -> None:
        self._stdin.write(line + "\n")
        self._stdin.flush()

    def kill(self) -> None:
        """SIGKILL: nothing in the process runs any more."""
        self._popen.kill()
        self._popen.wait()


@contextmanager
def process(script: str, store: EdgeStore, *arguments: str) -> Iterator[Process]:
    with subprocess.Popen(
        [sys.executable, "-c", script, str(store.root), *arguments],
        cwd=ROOT,
        env={**os.environ, "TMPDIR": str(store.root.parent)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as popen:
        assert popen.stdin and popen.stdout
        try:
            yield Process(popen, popen.stdin, popen.stdout)
        finally:
            popen.kill()


@pytest.fixture
def serving(embedded_store: EdgeStore) -> EdgeStore:
    """A store that serves the 100 old documents."""
    build(embedded_store, OLD)
    return embedded_store


def killed(store: EdgeStore, moment: str) -> None:
    """An ingest of the new documents that is killed at ``moment``."""
    with process(INGEST, store, moment, "300") as ingest:
        assert ingest.hear() == moment
        ingest.kill()


def killed_after(store: EdgeStore, lines: int, rows: int) -> None:
    """An ingest that is killed when it has said so many lines, wherever it is by then."""
    with process(INGEST, store, "every", str(rows)) as ingest:
        for _ in range(lines):
            if ingest.hear() == "done":
                break
        ingest.kill()


def unfinished(store: EdgeStore) -> Path:
    return store.root / "unfinished" / "sample.vectors"


def resume(store: EdgeStore, rows: list[dict[str, Any]] = NEW) -> Summary:
    """The same ingest once more, to its end."""
    return build(store, rows, batch_size=64, unfinished=unfinished(store))


def assert_complete(store: EdgeStore) -> None:
    """The new documents are served as if nothing had happened, and nothing else is kept."""
    assert documents(store).keys() == {row["id"] for row in NEW}
    assert generations(store) == {store.current("sample")}
    found = scores(store, QUERY)
    build(store, NEW, "uninterrupted")
    assert found == pytest.approx(scores(store, QUERY, "uninterrupted"), abs=1e-5)


@pytest.mark.parametrize(
    ("moment", "encoded_before"),
    [
        ("reading 150", 0),
        ("indexing 64", 64),  # the first batch is written
        ("indexing 300", 300),  # the last one is
        ("before manifest.json", 300),
        ("before CURRENT", 300),  # all that is missing is the switch
    ],
)
def test_a_killed_ingest_leaves_the_old_index_and_the_next_goes_on(
    serving: EdgeStore, moment: str, encoded_before: int
) -> None:
    before = scores(serving, QUERY)
    assert len(before) > 100
    killed(serving, moment)
    assert documents(serving).keys() == {row["id"] for row in OLD}
    assert scores(serving, QUERY) == before
    summary = resume(serving)
    assert (summary.read, summary.indexed, summary.removed) == (300, 300, 100)
    assert (summary.resumed, summary.encoded) == (encoded_before, 300 - encoded_before)
    assert summary.documents == 300
    assert not unfinished(serving).exists()
    assert_complete(serving)


def assert_survives(store: EdgeStore, rows: int, choose: random.Random, kills: int) -> None:
    """Kills at random moments; the served index answers always, and in the end all is there."""
    lines = rows + rows // 64 + 1
    for _ in range(kills):
        killed_after(store, choose.randrange(lines), rows)
        served = {key.rstrip("0123456789") for key in documents(store)}
        assert served in ({"old"}, {"new"})
    resume(store, companies("new", rows))
    assert len(documents(store)) == rows
    found = scores(store, QUERY)
    build(store, companies("new", rows), "uninterrupted")
    assert documents(store) == documents(store, "uninterrupted")
    assert found == pytest.approx(scores(store, QUERY, "uninterrupted"), abs=1e-5)


def test_killed_at_five_random_moments(serving: EdgeStore) -> None:
    assert_survives(serving, 300, random.Random(5), 5)


@pytest.mark.soak
def test_killed_at_fifty_random_moments_of_a_larger_ingest(serving: EdgeStore) -> None:
    assert_survives(serving, 5_000, random.Random(50), 50)


def test_an_ingest_killed_after_the_switch_serves_the_new_index(serving: EdgeStore) -> None:
    killed(serving, "after CURRENT")
    assert documents(serving).keys() == {row["id"] for row in NEW}
    summary = build(serving, NEW)
    assert (summary.unchanged, summary.removed, summary.encoded) == (300, 0, 0)
    assert_complete(serving)


def test_a_killed_first_ingest_leaves_no_dataset_and_the_next_completes(
    embedded_store: EdgeStore,
) -> None:
    killed(embedded_store, "before CURRENT")
    assert embedded_store.datasets() == []
    assert build(embedded_store, NEW).indexed == 300
    assert_complete(embedded_store)


@pytest.mark.soak
def test_killed_at_any_of_many_moments_nothing_is_lost(serving: EdgeStore) -> None:
    before = scores(serving, QUERY)
    moments = [f"reading {n}" for n in range(1, 301, 20)]
    moments += [f"indexing {n}" for n in (64, 128, 192, 256, 300)]
    moments += [f"before {name}" for name in ("vocabulary.json", "manifest.json", "CURRENT")]
    for moment in 2 * moments:
        killed(serving, moment)
        assert scores(serving, QUERY) == before
    build(serving, NEW)
    assert_complete(serving)


def test_killed_again_and_again_leftovers_do_not_pile_up(serving: EdgeStore) -> None:
    for moment in ("indexing 64", "before CURRENT"):
        killed(serving, moment)
    # The one being served and the one killed last.
    assert len(generations(serving)) == 2
    build(serving, NEW)
    assert_complete(serving)


def test_another_process_goes_on_reading_its_index_during_and_after_an_ingest(
    serving: EdgeStore,
) -> None:
    oak = [row["id"] for row in OLD if "oak" in row["description"]]
    expected = {"documents": 100, "ids": sorted(oak)}
    with process(READER, serving) as reader:
        assert reader.hear() == "open"
        with process(INGEST, serving, "indexing 128", "300") as ingest:
            assert ingest.hear() == "indexing 128"
            reader.say("oak")
            assert json.loads(reader.hear()) == expected
            ingest.say("go on")
            assert ingest.hear() == "done"
        assert documents(serving).keys() == {row["id"] for row in NEW}
        reader.say("oak")
        assert json.loads(reader.hear()) == expected
        assert len(generations(serving)) == 2  # the reader's is not taken from under it
    build(serving, NEW)
    assert_complete(serving)


def test_a_second_ingest_of_the_same_dataset_is_refused_while_one_is_at_work(
    serving: EdgeStore,
) -> None:
    with process(INGEST, serving, "indexing 128", "300") as first:
        assert first.hear() == "indexing 128"
        with pytest.raises(BuildRunning, match="sample"):
            build(serving, OLD[:7])
        assert documents(serving).keys() == {row["id"] for row in OLD}
        build(serving, OLD[:7], "another")  # another dataset is not held up
        first.say("go on")
        assert first.hear() == "done"
    assert_complete(serving)

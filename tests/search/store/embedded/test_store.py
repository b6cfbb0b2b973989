"""Generations of the embedded store: readers, writers, cleaning, space."""

import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from types import SimpleNamespace

import pytest

from search.errors import BuildRunning, DiskFull
from search.limits import EXACT_UP_TO
from search.store.embedded.store import EdgeStore
from tests.fakes import COMPANIES, FakeEncoder, build
from tests.search.helpers import id_of, rows_of
from tests.search.store.helpers import current_folder, generations

ROOT = Path(__file__).parents[4]
READ = """
import json, sys
from pathlib import Path
from search.store.embedded.store import EdgeStore
index = EdgeStore(Path(sys.argv[1])).open("sample")
hits, _ = index.keyword(index.vocabulary.query({"robot": 1.0}), 10)
print(json.dumps(sorted(index.documents(hit.id for hit in hits))))
"""


@pytest.fixture
def scratch(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where private copies go."""
    path = folder / "scratch"
    path.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(path))
    monkeypatch.setenv("TMPDIR", str(path))
    return path


def test_a_generation_nobody_reads_is_removed_once_replaced(embedded_store: EdgeStore) -> None:
    build(embedded_store, COMPANIES)
    build(embedded_store, COMPANIES)
    assert generations(embedded_store) == [embedded_store.current("sample")]


def test_a_generation_is_kept_as_long_as_somebody_reads_it(embedded_store: EdgeStore) -> None:
    build(embedded_store, COMPANIES)
    reader = embedded_store.open("sample")
    first = reader.manifest.generation
    build(embedded_store, COMPANIES)
    assert generations(embedded_store) == [first, embedded_store.current("sample")]
    assert len(list(reader.scan())) == 5
    del reader
    build(embedded_store, COMPANIES)
    assert generations(embedded_store) == [embedded_store.current("sample")]


def test_a_closed_reader_does_not_hold_its_generation(embedded_store: EdgeStore) -> None:
    build(embedded_store, COMPANIES)
    reader = embedded_store.open("sample")
    reader.close()
    build(embedded_store, COMPANIES)
    assert generations(embedded_store) == [embedded_store.current("sample")]


def test_another_process_reads_a_private_copy(embedded_store: EdgeStore, scratch: Path) -> None:
    build(embedded_store, COMPANIES)
    reader = embedded_store.open("sample")
    other = subprocess.run(
        [sys.executable, "-c", READ, str(embedded_store.root)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert json.loads(other.stdout) == sorted([id_of("agro"), id_of("drone")])
    assert list(scratch.iterdir()) == []
    assert len(list(reader.scan())) == 5


def test_a_second_reader_here_gets_a_copy_that_goes_with_it(
    embedded_store: EdgeStore, scratch: Path
) -> None:
    build(embedded_store, COMPANIES)
    first = embedded_store.open("sample")
    second = embedded_store.open("sample")
    assert len(list(scratch.iterdir())) == 1
    assert {document.id for document in second.scan()} == {row.id for row in first.scan()}
    del second
    assert list(scratch.iterdir()) == []


def test_leftovers_of_killed_builds_are_cleared_by_the_next(embedded_store: EdgeStore) -> None:
    build(embedded_store, COMPANIES)
    home = embedded_store.root / "sample"
    (home / "generations" / "20200101T000000000000-dead" / "shard").mkdir(parents=True)
    (home / "removed-20200101T000000000000-gone").mkdir()
    build(embedded_store, COMPANIES)
    assert generations(embedded_store) == [embedded_store.current("sample")]
    assert sorted(path.name for path in home.iterdir()) == ["CURRENT", "generations", "writer.lock"]


def test_a_stray_file_does_not_stop_a_build(embedded_store: EdgeStore) -> None:
    build(embedded_store, COMPANIES)
    (embedded_store.root / "sample" / "generations" / ".DS_Store").touch()
    (embedded_store.root / ".DS_Store").touch()
    assert not embedded_store.building("sample")
    assert build(embedded_store, COMPANIES).unchanged == 5
    assert embedded_store.datasets() == ["sample"]


def test_a_dataset_is_built_by_one_writer_at_a_time(embedded_store: EdgeStore) -> None:
    build(embedded_store, COMPANIES)
    with (
        embedded_store.build("sample", 32),
        pytest.raises(BuildRunning, match="sample"),
        embedded_store.build("sample", 32),
    ):
        pass
    assert build(embedded_store, COMPANIES).unchanged == 5


def test_a_generation_replaced_while_being_opened_is_passed_over(
    embedded_store: EdgeStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(embedded_store, rows_of(["old"]))
    old = embedded_store.current("sample")
    build(embedded_store, rows_of(["new"]))
    names = iter([old, embedded_store.current("sample")])
    monkeypatch.setattr(embedded_store, "current", lambda dataset: next(names))
    assert [document.name for document in embedded_store.open("sample").scan()] == ["new"]


@pytest.mark.parametrize("built_before", [False, True])
def test_a_build_that_does_not_fit_is_refused_before_it_begins(
    embedded_store: EdgeStore, monkeypatch: pytest.MonkeyPatch, built_before: bool
) -> None:
    if built_before:
        build(embedded_store, COMPANIES)
    little = SimpleNamespace(total=2**40, used=2**40 - 2**20, free=2**20)
    monkeypatch.setattr("search.store.embedded.store.shutil.disk_usage", lambda path: little)
    with pytest.raises(DiskFull, match="1 MiB are free"):
        build(embedded_store, COMPANIES)
    if built_before:
        assert len(list(embedded_store.open("sample").scan())) == 5
        assert generations(embedded_store) == [embedded_store.current("sample")]
    else:
        assert embedded_store.datasets() == []


def test_the_space_asked_for_grows_with_the_documents_and_their_text(
    embedded_store: EdgeStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    free = 10 * 2**30
    enough = SimpleNamespace(total=free, used=0, free=free)
    monkeypatch.setattr("search.store.embedded.store.shutil.disk_usage", lambda path: enough)
    with embedded_store.build("sample", 32) as writer:
        writer.reserve(100_000, 10 * 2**20)
        for documents, text in ((2_000_000, 0), (1, 4 * 2**30)):
            with pytest.raises(DiskFull):
                writer.reserve(documents, text)


def test_a_large_generation_gets_a_graph_and_answers_the_same(
    embedded_store: EdgeStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert EXACT_UP_TO == 50_000
    build(embedded_store, COMPANIES, "exact")
    monkeypatch.setattr("search.store.embedded.store.EXACT_UP_TO", 4)
    build(embedded_store, COMPANIES, "graph")
    vector = FakeEncoder().encode(["robots"])[0]
    exact, graph = embedded_store.open("exact"), embedded_store.open("graph")
    expected = dict(exact.neural(vector, 10))
    for mode in (True, False):
        assert dict(graph.neural(vector, 10, exact=mode)) == pytest.approx(expected, abs=1e-5)
    robots = graph.vocabulary.query({"robot": 1.0})
    (found, total), (expected_hits, _) = graph.keyword(robots, 10), exact.keyword(robots, 10)
    assert dict(found) == pytest.approx(dict(expected_hits))
    assert total == 2


def test_a_generation_can_be_moved_with_its_data_folder(
    embedded_store: EdgeStore, folder: Path
) -> None:
    build(embedded_store, COMPANIES)
    moved = EdgeStore(Path(shutil.move(embedded_store.root, folder / "moved")))
    assert len(list(moved.open("sample").scan())) == 5
    assert current_folder(moved).is_dir()

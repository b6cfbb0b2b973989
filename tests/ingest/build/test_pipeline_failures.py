"""Builds that cannot go on: the old index still serves, and the next run completes."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from ingest.build.pipeline import Build
from ingest.sources.catalog import local
from ingest.sources.files import Spool
from ingest.sources.protocols import Row
from search.errors import BuildError, IndexDamaged, SourceError
from search.store.embedded.store import EdgeStore
from search.store.protocols import Store
from search.types import Vector
from tests.fakes import COMPANIES, FakeEncoder, build
from tests.ingest.helpers import companies, documents, generations, scores

Rows = list[dict[str, Any]]
OLD = {"oak", "sofa", "agro", "drone", "pay"}


@pytest.fixture
def serving(store: Store) -> Store:
    """A store that already serves COMPANIES."""
    build(store, COMPANIES)
    return store


class Changing:
    """A source that reads differently the second time."""

    command = "file changing.jsonl"

    def __init__(self, *passes: Rows) -> None:
        self._passes = iter(passes)

    def rows(self) -> Iterator[Row]:
        return (Row(number, row) for number, row in enumerate(next(self._passes), start=1))


class Giving(FakeEncoder):
    """An encoder whose vectors are spoilt for one text."""

    def __init__(self, spoil: Callable[[Vector], Vector]) -> None:
        super().__init__()
        self._spoil = spoil

    def encode(self, texts: Sequence[str]) -> Vector:
        vectors = super().encode(texts)
        for place, text in enumerate(texts):
            if text.startswith("new 3\n"):
                vectors[place] = self._spoil(vectors[place])
        return vectors


class Stopping(FakeEncoder):
    """An encoder during whose second batch something happens."""

    def __init__(self, error: type[BaseException]) -> None:
        super().__init__()
        self._error = error

    def encode(self, texts: Sequence[str]) -> Vector:
        if self.encoded:
            raise self._error
        return super().encode(texts)


def row(id_: str, text: str) -> dict[str, Any]:
    return {"id": id_, "name": text}


@pytest.mark.parametrize(
    "second",
    [
        pytest.param([row("a", "red oak"), row("b", "new words")], id="a text with new terms"),
        pytest.param([row("a", "red oak"), row("b", "red red")], id="a text with known terms"),
        pytest.param([row("a", "red oak")], id="a row gone"),
        pytest.param([row("a", "red oak"), row("c", "elm")], id="another row"),
        pytest.param([row("a", "red oak"), {"id": "b"}], id="a row unusable"),
        pytest.param([], id="everything gone"),
    ],
)
def test_an_input_that_changes_between_the_passes_is_refused(serving: Store, second: Rows) -> None:
    source = Changing([row("a", "red oak"), row("b", "elm")], second)
    with pytest.raises(SourceError, match="changed"):
        Build(serving, FakeEncoder(), source, "sample").run()
    assert documents(serving).keys() == OLD


@pytest.mark.parametrize(
    "spoil",
    [
        pytest.param(lambda vector: vector * np.float32("nan"), id="NaN"),
        pytest.param(lambda vector: np.full_like(vector, np.inf), id="infinite"),
        pytest.param(lambda vector: vector * 0, id="zero"),
        pytest.param(lambda vector: vector * 2, id="not of length 1"),
    ],
)
def test_a_model_that_gives_unusable_vectors_is_refused_by_document(
    serving: Store, spoil: Callable[[Vector], Vector]
) -> None:
    with pytest.raises(BuildError, match="new3"):
        build(serving, companies("new", 5), encoder=Giving(spoil), batch_size=2)
    assert documents(serving).keys() == OLD


@pytest.mark.parametrize("rows", [[], [{"id": "a"}, {"name": [" "], "id": []}]])
def test_an_input_without_a_usable_row_is_refused(serving: Store, rows: Rows) -> None:
    with pytest.raises(SourceError, match=f"No usable row among {len(rows)}"):
        build(serving, rows)
    assert documents(serving).keys() == OLD


def test_a_first_build_without_a_usable_row_leaves_no_dataset(store: Store) -> None:
    with pytest.raises(SourceError):
        build(store, [{"id": "a"}])
    assert (store.datasets(), generations(store)) == ([], set())


@pytest.mark.parametrize("error", [KeyboardInterrupt, RuntimeError, MemoryError])
def test_an_interrupted_build_leaves_the_old_index_and_no_rubbish(
    serving: Store, error: type[BaseException]
) -> None:
    before = generations(serving), scores(serving, "robots")
    with pytest.raises(error):
        build(serving, companies("new", 20), encoder=Stopping(error), batch_size=8)
    assert (generations(serving), scores(serving, "robots")) == before
    summary = build(serving, companies("new", 20), batch_size=8)
    assert (summary.indexed, summary.removed, summary.encoded) == (20, 5, 20)
    build(serving, companies("new", 20), "fresh")
    assert documents(serving) == documents(serving, "fresh")
    assert scores(serving, "robots") == pytest.approx(scores(serving, "robots", "fresh"), abs=1e-5)


def test_an_interrupted_first_build_leaves_no_dataset(every_store: Store) -> None:
    with pytest.raises(KeyboardInterrupt):
        build(every_store, COMPANIES, encoder=Stopping(KeyboardInterrupt), batch_size=2)
    assert (every_store.datasets(), generations(every_store)) == ([], set())


def test_replaced_generations_do_not_pile_up(
    every_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A server keeps them for a minute, for apps that have not noticed the switch.
    monkeypatch.setattr("search.store.server.store._STILL_READ", timedelta(seconds=-1))
    for _ in range(4):
        build(every_store, COMPANIES)
    assert len(generations(every_store)) == 1


class Overtaken:
    """A source during whose first pass another build of the same dataset runs."""

    command = "file slow.jsonl"

    def __init__(self, other: Callable[[], object]) -> None:
        self._other: Callable[[], object] | None = other

    def rows(self) -> Iterator[Row]:
        other, self._other = self._other, None
        if other:
            other()
        return iter([Row(1, row("slow", "slow oak"))])


def test_of_two_builds_at_the_same_time_none_loses_what_the_other_added(every_store: Store) -> None:
    """One of them may be refused; what a successful one added must be there."""
    build(every_store, COMPANIES)
    added = set()

    def fast() -> None:
        with suppress(BuildError):
            build(every_store, [row("fast", "fast oak")], append=True)
            added.add("fast")

    with suppress(BuildError):
        Build(every_store, FakeEncoder(), Overtaken(fast), "sample", append=True).run()
        added.add("slow")
    assert added
    assert documents(every_store).keys() == OLD | added


def test_a_damaged_index_is_replaced_by_a_run_but_not_appended_to(
    embedded_store: EdgeStore, folder: Path
) -> None:
    build(embedded_store, COMPANIES)
    (manifest,) = folder.rglob("manifest.json")
    manifest.unlink()
    with pytest.raises(IndexDamaged):
        build(embedded_store, COMPANIES[:1], append=True)
    summary = build(embedded_store, COMPANIES[:2])
    assert (summary.indexed, summary.removed, summary.documents) == (2, 0, 2)
    assert documents(embedded_store).keys() == {"oak", "sofa"}


def test_values_nested_ever_deeper_are_indexed_or_rejected(store: Store, tmp_path: Path) -> None:
    """Parsing, checking and storing all recurse; none of them may end the run."""
    path = tmp_path / "rows.jsonl"
    lines = [f'{{"name": "n", "id": {n}, "x": {"[" * n}{"]" * n}}}' for n in range(0, 3_000, 60)]
    path.write_text("\n".join(lines))
    summary = Build(store, FakeEncoder(), local(path, Spool()), "sample").run()
    assert summary.read == 50
    assert summary.indexed + summary.rejected == 50
    assert summary.indexed > 0 and summary.rejected > 0
    assert len(documents(store)) == summary.indexed


def test_a_file_whose_name_is_not_utf8_is_indexed(store: Store, tmp_path: Path) -> None:
    path = Path(f"{tmp_path}/caf\udce9.jsonl")  # the byte E9, as Python decodes it
    path.write_text('{"name": "Oakery"}\n')
    summary = Build(store, FakeEncoder(), local(path, Spool()), "sample").run()
    assert summary.documents == len(documents(store)) == 1

"""A damaged generation is refused with the command that rebuilds it, or heals; it never lies."""

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from search.api.app import create_api
from search.errors import IndexDamaged
from search.service import SearchService
from search.store.embedded.store import EdgeStore
from tests.fakes import COMPANIES, FakeEncoder, build
from tests.search.helpers import serve
from tests.search.store.helpers import current_folder

Harm = Callable[[Path], Any]


def segment(folder: Path) -> Path:
    """The one segment of a small generation."""
    [path] = (folder / "shard" / "segments").iterdir()
    return path


def edit(path: Path, **changes: Any) -> None:
    """Changes fields of a JSON file."""
    path.write_text(json.dumps({**json.loads(path.read_bytes()), **changes}), "utf-8")


def lose_points(folder: Path) -> None:
    """The points and the log that could bring them back."""
    shutil.rmtree(folder / "shard" / "segments")
    shutil.rmtree(folder / "shard" / "wal")


def answers(store: EdgeStore) -> Any:
    """What a service says to two questions, and all its documents."""
    service = SearchService(store, FakeEncoder(), "sample")
    rankings = [
        service.search(q, mode, cities=cities)
        for q, cities in (("chairs robots", ["Berlin"]), ("robots and sofas on farms", []))
        for mode in ("neural", "keyword")
    ]
    found = [[(hit.document, hit.score) for hit in ranking.hits] for ranking in rankings]
    return found, service.facets(), [ranking.total for ranking in rankings]


HARMS: dict[str, Harm] = {
    "no shard": lambda folder: shutil.rmtree(folder / "shard"),
    "points lost": lose_points,
    "shard config": lambda folder: (folder / "shard" / "edge_config.json").write_text("{"),
    "segment config": lambda folder: (segment(folder) / "segment.json").write_text("{"),
    "payload": lambda folder: os.truncate(segment(folder) / "payload_storage" / "page_0.dat", 0),
    "vectors lost": lambda folder: (
        segment(folder) / "vector_storage-neural" / "vectors" / "status.dat"
    ).unlink(),
    "manifest count": lambda folder: edit(folder / "manifest.json", documents=6),
    "manifest cut": lambda folder: os.truncate(folder / "manifest.json", 20),
    "manifest empty": lambda folder: os.truncate(folder / "manifest.json", 0),
    "manifest gone": lambda folder: (folder / "manifest.json").unlink(),
    "manifest of another version": lambda folder: edit(folder / "manifest.json", format=99),
    "vocabulary changed": lambda folder: edit(folder / "vocabulary.json", terms=["oak"]),
    "vocabulary cut": lambda folder: os.truncate(folder / "vocabulary.json", 20),
    "vocabulary gone": lambda folder: (folder / "vocabulary.json").unlink(),
    "generation gone": shutil.rmtree,
    "pointer astray": lambda folder: (folder.parents[1] / "CURRENT").write_text("nowhere"),
    "pointer empty": lambda folder: (folder.parents[1] / "CURRENT").write_text(""),
    "pointer junk": lambda folder: (folder.parents[1] / "CURRENT").write_bytes(b"\xff\xfe"),
}


@pytest.mark.parametrize("harm", HARMS.values(), ids=HARMS)
def test_damage_is_refused_with_the_command_that_rebuilds(
    embedded_store: EdgeStore, harm: Harm
) -> None:
    build(embedded_store, COMPANIES)
    harm(current_folder(embedded_store))
    with pytest.raises(IndexDamaged, match=r"python -m ingest .*--dataset sample"):
        answers(embedded_store)


@pytest.mark.parametrize("harm", HARMS.values(), ids=HARMS)
def test_a_damaged_dataset_can_be_built_anew(embedded_store: EdgeStore, harm: Harm) -> None:
    build(embedded_store, COMPANIES)
    expected = answers(embedded_store)
    harm(current_folder(embedded_store))
    assert build(embedded_store, COMPANIES).documents == 5
    assert answers(embedded_store) == expected


def test_the_api_answers_503_for_a_damaged_dataset(embedded_store: EdgeStore) -> None:
    service = serve(embedded_store, COMPANIES)
    edit(current_folder(embedded_store) / "manifest.json", documents=6)
    answer = TestClient(create_api(lambda: service)).get("/search?q=oak")
    assert answer.status_code == 503
    assert "holds 5 of 6 documents" in answer.json()["detail"]


CUT = [
    "segments/*/mutable_id_tracker.mappings",
    "segments/*/mutable_id_tracker.versions",
    "segments/*/payload_storage/tracker.dat",
    "segments/*/payload_index/*-map/page_0.dat",
    "segments/*/vector_storage-keyword/store/page_0.dat",
    "segments/*/vector_storage-keyword/store/tracker.dat",
    "segments/*/vector_storage-neural/vectors/chunk_0.mmap",
    "segments/*/vector_storage-neural/deleted/flags_a.dat",
    "segments/*/version.info",
    "wal/open-1",
]


@pytest.mark.parametrize("pattern", CUT)
def test_a_truncated_file_is_refused_or_healed(embedded_store: EdgeStore, pattern: str) -> None:
    build(embedded_store, COMPANIES)
    expected = answers(embedded_store)
    paths = list((current_folder(embedded_store) / "shard").glob(pattern))
    assert paths
    for path in paths:  # each indexed field has a file of its own
        os.truncate(path, 0)
    try:
        found = answers(embedded_store)
    except IndexDamaged:
        return
    assert found == expected

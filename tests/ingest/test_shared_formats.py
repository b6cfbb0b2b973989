"""CSV and Parquet copies of bundled rows give the very index that JSON Lines give."""

import json
from pathlib import Path
from typing import Any

import pytest

from ingest.build.pipeline import Build
from ingest.documents.rows import FIELDS
from ingest.sources.catalog import SAMPLE, local
from ingest.sources.files import Spool
from search.store.embedded.store import EdgeStore
from search.types import SparseVector
from tests.fakes import FakeEncoder
from tests.ingest.conftest import Run
from tests.ingest.helpers import opened
from tests.ingest.tables import FORMATS

ROWS = [json.loads(line) for line in SAMPLE.read_text("utf-8").splitlines()[::4]]
"""A quarter of the sample: every term of every document is compared."""
SCALAR = [
    # A cell of CSV is text, which a number in JSON is not.
    {column: str(value) for column, value in row.items() if not isinstance(value, list | dict)}
    for row in ROWS
]


def index_of(store: EdgeStore, dataset: str) -> dict[str, Any]:
    """All that an index holds: documents, vectors, and every term's impact on every document."""
    with opened(store, dataset) as index:
        found = {document.id: document for document in index.scan()}
        impacts = {
            (term, hit.id): hit.score
            for number, term in enumerate(index.vocabulary.terms)
            for hit in index.keyword(SparseVector([number], [1.0]), len(found))[0]
        }
        manifest = index.manifest
        return {
            "documents": found,
            "vectors": {id_: v.tolist() for id_, v in index.vectors(found).items()},
            "impacts": impacts,
            "frequencies": index.vocabulary.frequencies,
            "statistics": (manifest.average_length, manifest.average_idf, manifest.terms),
            "vocabulary": manifest.vocabulary_sha256,
        }


def written(folder: Path) -> Path:
    """The sample's scalar columns in its own format."""
    path = folder / "expected.jsonl"
    path.write_bytes(FORMATS["jsonl"](SCALAR))
    return path


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The index of the sample's scalar columns in its own format."""
    folder = tmp_path_factory.mktemp("expected")
    store = EdgeStore(folder / "data")
    with Spool(folder) as spool:
        source = local(written(folder), spool)
        Build(
            store,
            FakeEncoder(),
            source,
            "expected",
            facets=source.facets,
            ranges=source.ranges,
        ).run()
    found = index_of(store, "expected")
    assert len(found["documents"]) == len(ROWS)
    assert len(found["impacts"]) > 1_000
    return found


@pytest.mark.parametrize("format_", ["csv", "tsv", "json", "parquet"])
def test_a_copy_of_the_sample_gives_an_identical_index(
    run: Run, embedded_store: EdgeStore, tmp_path: Path, expected: dict[str, Any], format_: str
) -> None:
    path = tmp_path / f"copy.{format_}"
    path.write_bytes(FORMATS[format_](SCALAR))
    status, out, _ = run("file", path, "--json")
    assert (status, json.loads(out)["indexed"]) == (0, len(ROWS))
    found = index_of(embedded_store, "copy")
    for part, value in expected.items():
        assert found[part] == value, part


def test_the_sample_is_scalar_but_for_what_is_kept_as_it_is() -> None:
    """So that the copies above are of all that the engines read."""
    for row, scalar in zip(ROWS, SCALAR, strict=True):
        assert {field for field in FIELDS if field in row} <= scalar.keys()


def test_a_copy_changes_nothing_in_an_index_that_is_there(
    run: Run, embedded_store: EdgeStore, tmp_path: Path, expected: dict[str, Any]
) -> None:
    assert run("file", written(tmp_path))[0] == 0
    for format_ in ("csv", "parquet"):
        path = tmp_path / f"copy.{format_}"
        path.write_bytes(FORMATS[format_](SCALAR))
        values = json.loads(run("file", path, "--dataset", "expected", "--replace", "--json")[1])
        assert (values["unchanged"], values["updated"], values["encoded"]) == (len(ROWS), 0, 0)
    assert index_of(embedded_store, "expected") == expected

"""What was exported builds the identical index: documents, ids, impacts, vectors."""

import doctest
import gzip
import json
import math
from itertools import count
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, Phase, assume, example, given, settings
from hypothesis import strategies as st

from ingest.build.pipeline import Build
from ingest.build.summary import Summary
from ingest.cli.export import export, to_row
from ingest.documents import further
from ingest.documents.columns import Columns
from ingest.documents.rows import FIELDS, RejectedRow, to_document
from ingest.sources.catalog import local
from ingest.sources.files import Spool
from search.export.files import json_line
from search.store.protocols import Index, Store
from search.types import SparseVector
from tests.fakes import FakeEncoder, build
from tests.ingest.documents.test_extra import HOSTILE, JSON
from tests.ingest.helpers import opened

NUMBER = count()
WORDS = st.lists(st.sampled_from("oak table robot farm the pay chairs C++".split()), max_size=6)
TEXT = st.text(max_size=20) | WORDS.map(" ".join)
VALUE = TEXT | st.integers() | st.floats() | st.none()
COLUMN = TEXT | st.sampled_from(["Name", "title", "url", "location", "source_id", "extra", "id "])
ROW = st.builds(
    lambda fields, extra: {**extra, **fields},
    st.dictionaries(st.sampled_from(FIELDS), VALUE),
    st.dictionaries(COLUMN, JSON | st.floats(), max_size=3),
)
"""Any row, most of them with text; fields may be numbers, missing or not there at all."""
CASES: dict[str, dict[str, Any]] = {
    "hostile": HOSTILE,
    "long derived id": {"name": "n" * 900, "link": "l" * 900},
    "infinite": {"name": "a", "x": math.inf, "y": -math.inf, "z": [math.inf]},
    "no number": {"name": "a", "x": math.nan, "city": math.nan, "id": math.nan},
    "number as text": {"id": 7.0, "name": 5, "description": 0.1, "city": -1e300},
    "a city in parts": {"name": "a", "city": "e\u0301\u0958 "},
    "line ends": {"name": "a\u2028b\x85c\rd\ne\x1c", "\u2029": "\x7f"},
    "nested": {"name": "a", "x": [[[[{"": [None, {"id": "b"}]}]]]]},
    "surrogate pair": {"id": "🚀", "name": "🚀"},
}


def accepted(row: dict[str, Any]) -> bool:
    """Whether a document can be made of the row."""
    try:
        to_document(row)
    except RejectedRow:
        return False
    return True


@pytest.mark.parametrize("row", CASES.values(), ids=CASES)
def test_these_documents_come_back_from_their_rows(row: dict[str, Any]) -> None:
    document = to_document(row)
    again = to_document(json.loads(json_line(to_row(document))))
    assert repr(again) == repr(document)


@given(ROW)
@settings(derandomize=True, database=None, deadline=None, max_examples=500)
def test_every_document_comes_back_from_its_row(row: dict[str, Any]) -> None:
    assume(accepted(row))
    document = to_document(row)
    exported = to_row(document)
    assert list(exported)[: len(FIELDS)] == list(FIELDS)
    assert repr(to_document(json.loads(json_line(exported)))) == repr(document)


def test_a_city_that_grows_too_long_is_left_out_at_once() -> None:
    """NFC makes two characters of U+0958; a third of 200 of them could not come back."""
    assert to_document({"name": "a", "city": "\u0958" * 100}).city == "\u0915\u093c" * 100
    long = "\u0958" * 101
    made = to_document({"name": "a", "city": long})
    assert (made.city, made.extra) == (None, {"city_": long})


def test_a_further_column_called_like_a_field_comes_back() -> None:
    """As it is when another column is taken for the field."""
    columns = Columns({"name": "firm", "city": "town"})
    row = {"firm": "Oakery", "name": "No. 7", "name_": 1, "city": ["x"], "town": "Berlin"}
    document = to_document(columns(row))
    assert document.name == "Oakery"
    assert document.extra == {"name__": "No. 7", "name_": 1, "city_": ["x"]}
    assert to_document(to_row(document)) == document


def test_the_example_of_renaming_holds() -> None:
    result = doctest.testmod(further)
    assert result.attempted and not result.failed


def test_nothing_is_left_to_guess(tmp_path: Path) -> None:
    """Without its empty fields, the file's further columns would be taken for some of them."""
    row = {"id": "a", "name": "Oakery", "title": "t", "url": "https://a.example", "town": "Berlin"}
    path = tmp_path / "one.jsonl"
    document = to_document(row)
    path.write_text(json_line(to_row(document)))
    with Spool(tmp_path) as spool:
        [read] = local(path, spool).rows()
    assert to_document(read.value) == document


@pytest.mark.parametrize("number", [math.inf, -math.inf, math.nan])
def test_a_further_column_that_would_be_null_is_left_out(number: float) -> None:
    assert to_document({"name": "a", "x": number, "y": None, "z": 1}).extra == {"z": 1}


def contents(index: Index) -> dict[str, Any]:
    """All that answers depend on: documents, vectors, vocabulary, impacts, statistics."""
    documents = {document.id: document for document in index.scan()}
    vectors = index.vectors(documents)
    built = index.manifest.to_dict()
    for name in ("dataset", "generation", "source", "built_at"):
        del built[name]
    return {
        "documents": {id_: repr(documents[id_]) for id_ in sorted(documents)},
        "vectors": {id_: np.asarray(vectors[id_]).tobytes() for id_ in sorted(vectors)},
        "vocabulary": index.vocabulary,
        "impacts": [
            sorted(index.keyword(SparseVector([term], [1.0]), len(documents))[0])
            for term in range(len(index.vocabulary.terms))
        ],
        "manifest": built,
    }


def ingest(store: Store, path: Path, dataset: str) -> Summary:
    """What ``python -m ingest file`` does, guessing and all."""
    with Spool(path.parent) as spool:
        return Build(store, FakeEncoder(), local(path, spool), dataset).run()


@given(rows=st.lists(ROW.filter(accepted), min_size=1, max_size=8))
@example(rows=list(CASES.values()))
@settings(
    derandomize=True,
    database=None,
    deadline=None,
    max_examples=12,
    phases=[Phase.explicit, Phase.generate],  # shrinking would take minutes
    suppress_health_check=list(HealthCheck),
)
def test_an_export_builds_the_identical_index(
    every_store: Store, tmp_path: Path, rows: list[dict[str, Any]]
) -> None:
    one, two = (f"d{next(NUMBER)}" for _ in range(2))
    first, second = tmp_path / "first.jsonl", tmp_path / "second.jsonl.gz"
    build(every_store, rows, one)
    export(every_store, one, first)
    summary = ingest(every_store, first, two)
    assert (summary.rejected, summary.duplicate) == (0, 0)
    with opened(every_store, one) as built, opened(every_store, two) as rebuilt:
        assert contents(rebuilt) == contents(built)
    export(every_store, two, second)
    assert gzip.decompress(second.read_bytes()) == first.read_bytes()

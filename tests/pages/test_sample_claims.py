"""What the sample's queries are said to show holds on the real index with the real model."""

import json
import re
import shutil
from pathlib import Path

import pytest

from ingest.sources.catalog import SAMPLE
from pages.ui.samples import POINTS, QUESTIONS
from search.embedding.encoders import open_encoder
from search.service import SearchService
from search.store.embedded.store import EdgeStore

pytestmark = pytest.mark.model
_ONLY_MEANING, _ONLY_WORDS, _BOTH = POINTS.values()
_SAYS = {
    "vegetarian": "plant-based meat",
    "jogging": "running",
    "eyesight": "blind|visually impaired|visual acuity",
    "prosthesis": "prosthetic",
}
"""What the text of a document says that a word without any document is about."""
_SAME_NEED = {
    "rocket launch": "ロケット 打ち上げ",
    "electric car": "voiture électrique",
    "electric scooter rental": "electic scooter rental",
}
"""A judged query that has the same relevant documents."""


@pytest.fixture(scope="module")
def service(sample: Path, tmp_path_factory: pytest.TempPathFactory) -> SearchService:
    """The sample; a copy, because an open index belongs to one process."""
    data = shutil.copytree(sample, tmp_path_factory.mktemp("claims") / "data")
    return SearchService(EdgeStore(data), open_encoder(), "sample")


def _grades(query: str) -> dict[str, int]:
    asked = _SAME_NEED.get(query, query)
    lines = SAMPLE.with_name("queries.jsonl").read_text("utf-8").splitlines()
    (judged,) = (q["_id"] for q in map(json.loads, lines) if q["text"] == asked)
    rows = (
        line.split("\t") for line in SAMPLE.with_name("qrels.tsv").read_text("utf-8").splitlines()
    )
    return {document: int(grade) for id_, document, grade in rows if id_ == judged}


def _top(service: SearchService, query: str, mode: str, k: int = 10) -> list[str]:
    return [hit.document.source_id for hit in service.search(query, mode, k=k).hits]


def _is_above_noise(service: SearchService, query: str) -> bool:
    reference = service.explain_query(query).reference
    return reference is not None and not reference.no_better


@pytest.mark.parametrize("query", _ONLY_MEANING)
def test_no_document_has_the_word_and_neural_still_knows(
    service: SearchService, query: str
) -> None:
    assert _top(service, query, "keyword") == []
    first = service.search(query, "neural", k=1).hits[0].document
    assert re.search(_SAYS[query], first.description, re.IGNORECASE)
    assert _is_above_noise(service, query)


@pytest.mark.parametrize("query", _ONLY_WORDS)
def test_what_has_the_exact_word_is_not_among_the_neural_ten(
    service: SearchService, query: str
) -> None:
    # As a phrase: a document with one of its words only would not make the point.
    exact = set(_top(service, f'"{query}"', "keyword"))
    assert exact
    assert _top(service, query, "keyword")[0] in exact
    assert not exact & set(_top(service, query, "neural"))


@pytest.mark.parametrize("query", _BOTH)
def test_each_engine_finds_what_the_other_lacks_and_hybrid_finds_most(
    service: SearchService, query: str
) -> None:
    relevant = {document for document, grade in _grades(query).items() if grade >= 2}
    neural, keyword, hybrid = (
        relevant & set(_top(service, query, mode)) for mode in ("neural", "keyword", "hybrid")
    )
    assert neural - keyword and keyword - neural
    assert len(hybrid) > max(len(neural), len(keyword))


@pytest.mark.parametrize("query", QUESTIONS)
def test_a_question_is_answered_within_the_first_three(service: SearchService, query: str) -> None:
    grades = [_grades(query).get(document, 0) for document in _top(service, query, "neural", 3)]
    assert grades[0] >= 1
    assert max(grades) == 3
    assert _is_above_noise(service, query)

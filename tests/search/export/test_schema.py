"""The promised JSON shapes."""

import json
from typing import Any

import pytest

from search.export import schema
from search.ranges import RangeField
from search.service import SearchService
from search.types import Comparison, Document, Facet, Hit, Ranking

DOCUMENT = Document(
    "id-1",
    "src-1",
    "Oakery",
    "Chairs.",
    None,
    "https://o",
    "o.png",
    "logo",
    {"tags": ["a", None]},
    {"tag": ["a", "b"]},
)
HIT = {
    "id": "id-1",
    "rank": 2,
    "score": 0.5,
    "name": "Oakery",
    "images": "o.png",
    "alt": "logo",
    "description": "Chairs.",
    "link": "https://o",
    "city": None,
    "extra": {"tags": ["a", None]},
    "facets": {"tag": ["a", "b"]},
    "numbers": {},
}


def ranking(mode: Any, hit: Hit, **facts: Any) -> Ranking:
    """A ranking of one hit."""
    return Ranking(mode, [hit], 7, False, embed_ms=1.23456, search_ms=0.5, **facts)


def test_a_ranking() -> None:
    facts = ranking("neural", Hit(DOCUMENT, 2, 0.5), truncated=True)
    assert schema.ranking_json(facts) == {
        "result": [HIT],
        "mode": "neural",
        "total": 7,
        "total_capped": False,
        "truncated": True,
        "readable": 1.0,
        "notes": [],
        "took_ms": {"embed": 1.235, "search": 0.5},
    }


def test_a_comparison() -> None:
    comparison = Comparison(
        neural=ranking("neural", Hit(DOCUMENT, 2, 0.5, other_rank=9)),
        keyword=Ranking("keyword", [], 1000, True, 0.0, 0.25),
        k=10,
        shared=0,
        rbo=None,
        mover=None,
        verdict="A sentence.",
    )
    assert schema.comparison_json(comparison) == {
        "neural": [{**HIT, "other_rank": 9}],
        "keyword": [],
        "overlap": {"k": 10, "shared": 0, "rbo": None},
        "verdict": "A sentence.",
        "total": {"neural": 7, "keyword": 1000},
        "total_capped": True,
        "truncated": False,
        "readable": 1.0,
        "notes": [],
        "took_ms": {"embed": 1.235, "neural": 0.5, "keyword": 0.25},
    }


def test_a_document_shows_its_source_id() -> None:
    expected = {name: value for name, value in HIT.items() if name not in ("rank", "score")}
    assert schema.document_json(DOCUMENT) == {**expected, "source_id": "src-1"}


def test_facets() -> None:
    cities = [Facet("Berlin", 2), Facet("Bonn", 1)]
    answer = schema.facets_json(
        {"city": cities, "tag": [Facet("a", 3)]},
        {
            "founded": RangeField("number", 1999.0, 2024.0, 7),
            "seen": RangeField("date", 0.0, 86_400.0, 2),
        },
    )
    assert answer == {
        "city": [{"value": "Berlin", "count": 2}, {"value": "Bonn", "count": 1}],
        "tag": [{"value": "a", "count": 3}],
        "founded": {"kind": "number", "min": 1999.0, "max": 2024.0, "count": 7},
        "seen": {"kind": "date", "min": "1970-01-01", "max": "1970-01-02", "count": 2},
    }
    assert schema.FacetsJson.model_validate_json(json.dumps(answer)).model_dump() == answer


@pytest.mark.parametrize("mode", ["neural", "keyword", "hybrid"])
def test_a_services_ranking_fits_its_declared_shape(companies: SearchService, mode: str) -> None:
    answer = schema.ranking_json(companies.search("chairs", mode))
    assert schema.RankingJson.model_validate_json(json.dumps(answer)).model_dump() == answer


def test_a_services_other_answers_fit_their_declared_shapes(companies: SearchService) -> None:
    hit = companies.search("chairs").hits[0]
    for shape, answer in (
        (schema.ComparisonJson, schema.comparison_json(companies.compare("chairs"))),
        (schema.FacetsJson, schema.facets_json(companies.all_facets(), {})),
        (schema.DocumentJson, schema.document_json(hit.document)),
        (schema.HealthJson, companies.health()),
    ):
        assert shape.model_validate_json(json.dumps(answer)).model_dump() == answer

"""The JSON of explanations: which fields there are, in which order, of which type."""

from typing import Any

import pytest
from pydantic import TypeAdapter

from search.explanation.model import Explanation, QueryExplanation, WordShares, as_json
from search.service import SearchService
from tests.search.helpers import id_of

SHARE: dict[str, Any] = {"start": "int", "end": "int", "share": "float"}
SENTENCE: dict[str, Any] = SHARE | {"text": "str"}
STANDING: dict[str, Any] = {
    "rank": "int",
    "of": "int",
    "of_capped": "bool",
    "score": "float",
    "cutoff": "float",
}
NEAR: dict[str, Any] = {"word": "str", "term": "str", "documents": "int"}
WORD: dict[str, Any] = {
    **{"word": "str", "start": "int", "end": "int", "term": "str", "documents": "int"},
    **{"near": [], "note": "str", "within": "NoneType"},
}
TERM: dict[str, Any] = {
    **{"term": "str", "query_weight": "float", "count": "int", "document_frequency": "int"},
    **{"idf": "float", "length_factor": "float", "impact": "float", "score": "float"},
    "places": [["int"]],
}
ROW: dict[str, Any] = {
    "label": "str",
    "value": "float",
    "gloss": "str",
    "kind": "str",
    "engine": "NoneType",
}
BREAKDOWN: dict[str, Any] = {
    **{"label": "str", "standing": "str", "meaning": "str", "notes": ["str"]},
    **{"rows": [ROW], "total": ROW, "decimals": "int"},
    **{"legend": "str", "ignored": "str", "formula": ["str"]},
}
EXPLANATION: dict[str, Any] = {
    "document": {
        **{"id": "str", "source_id": "str", "name": "str", "description": "str", "city": "str"},
        **{"link": "str", "images": "str", "alt": "str", "extra": {}, "facets": {}, "numbers": {}},
    },
    **{"text": "str", "k": "int", "listed": "bool", "summary": "str", "words": [WORD]},
    "neural": {
        **STANDING,
        **{"additive": "bool", "problem": "str", "words": [SENTENCE], "marks": "float"},
        **{"sentences": [SENTENCE], "strongest": SENTENCE, "closest": "NoneType"},
        **{"read": "int", "truncated": "bool", "readable": "float"},
    },
    "keyword": {
        **STANDING,
        **{"terms": [TERM], "missing": [WORD], "needed": {"terms": ["str"], "score": "float"}},
        **{"length": "int", "average_length": "float", "documents": "int"},
        **{"k1": "float", "b": "float"},
    },
    "hybrid": {
        **{"rank": "int", "score": "float", "rrf_k": "int"},
        "parts": [
            {"engine": "str", "rank": "int", "weight": "float", "reciprocal": "float"}
            | {"score": "float"}
        ],
    },
    "left_out": "str",
    "leads": dict.fromkeys(("neural", "keyword", "hybrid"), "str"),
    "breakdown": {
        "neural": BREAKDOWN,
        "keyword": BREAKDOWN | {"notes": ["str"]},
        "hybrid": BREAKDOWN | {"notes": [], "rows": [ROW | {"engine": "str"}]},
    },
}
QUERY: dict[str, Any] = {
    **{"words": [WORD | {"near": [NEAR]}], "truncated": "bool"},
    "reference": {
        **{"best": "float", "typical": "float", "unrelated": ["float"]},
        **{"as_good": "int", "no_better": "bool"},
    },
    **{"readable": "float", "suggestion": "str", "notes": []},
    "summary": ["str"],
    "labels": dict.fromkeys(("best", "this_query", "typical", "warning", "scale"), "str"),
}
WORDS = {
    "additive": "bool",
    "documents": [{"id": "str", "score": "float", "words": [SHARE], "strongest": [SHARE]}],
}


def shape(value: Any) -> Any:
    """Names in their order and types; of a list, the shape of its items, which is one."""
    if isinstance(value, dict):
        return {name: shape(inner) for name, inner in value.items()}
    if isinstance(value, list):
        shapes = [shape(item) for item in value]
        assert all(each == shapes[0] for each in shapes)
        return shapes[:1]
    return type(value).__name__


def in_order(value: Any) -> Any:
    """A shape whose comparison minds the order of names."""
    if isinstance(value, dict):
        return [(name, in_order(inner)) for name, inner in value.items()]
    return [in_order(item) for item in value] if isinstance(value, list) else value


def test_a_document(companies: SearchService) -> None:
    answer = as_json(companies.explain("chairs robots", id_of("oak"), k=1))
    assert in_order(shape(answer)) == in_order(EXPLANATION)


def test_a_query(companies: SearchService, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("search.explanation.explainer.FEWEST_DOCUMENTS", 1)
    assert in_order(shape(as_json(companies.explain_query("chiars")))) == in_order(QUERY)


def test_words(companies: SearchService) -> None:
    answer = as_json(companies.word_shares("chairs", [id_of("oak"), id_of("pay")]))
    assert in_order(shape(answer)) == in_order(WORDS)


@pytest.mark.parametrize("model", [Explanation, QueryExplanation, WordShares])
def test_the_schema_says_that_every_field_is_always_there(model: type) -> None:
    schema = TypeAdapter(model).json_schema(mode="serialization")
    for name, each in {model.__name__: schema, **schema["$defs"]}.items():
        if each["type"] == "object":
            assert set(each["required"]) == set(each["properties"]), name
            assert each["description"], name

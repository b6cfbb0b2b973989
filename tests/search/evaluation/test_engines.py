"""Names of engines."""

import pytest

from search.errors import InputError
from search.evaluation.engines import Engine, distinct, parse_engine, parse_engines
from search.retrieval.request import Fusion


def test_names_and_settings() -> None:
    assert parse_engine("hybrid:0.3:10") == Engine("hybrid:0.3:10", "hybrid", Fusion(0.3, 10))
    assert parse_engine("hybrid:0.3:10").label == "Hybrid 0.3, k = 10"
    assert [e.mode for e in parse_engines(["neural", "Full-Text", "hybrid"])] == [
        "neural",
        "keyword",
        "hybrid",
    ]
    assert parse_engine("hybrid").settings() == {
        "name": "hybrid",
        "mode": "hybrid",
        "weight": 0.5,
        "rrf_k": 60,
    }


@pytest.mark.parametrize(
    "name", ["", "bm25", "neural:0.5", "hybrid:2", "hybrid:x", "hybrid:0.5:0", "hybrid:1:2:3"]
)
def test_what_is_no_engine(name: str) -> None:
    with pytest.raises(InputError, match="engines: "):
        parse_engine(name)


def test_names_are_used_once() -> None:
    with pytest.raises(InputError, match="'keyword' is named twice"):
        parse_engines(["keyword", "full-text"])
    with pytest.raises(InputError, match="1 to 200 characters"):
        distinct([Engine(" ")])

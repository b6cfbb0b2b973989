"""Explanations as the API sends them, and what holds for each."""

import json
from typing import Any

from pydantic import BaseModel

from search.explanation.model import Explanation
from search.explanation.schema import ExplanationJson
from search.explanation.shapes import explanation_json
from search.service import SearchService


def as_json(model: type[BaseModel], answer: dict[str, Any]) -> dict[str, Any]:
    """An answer as the API sends it."""
    sent: dict[str, Any] = json.loads(model(**answer).model_dump_json())
    return sent


def explained(service: SearchService, q: str, id_: str, **asked: Any) -> dict[str, Any]:
    """An explanation as the API gives it, without its summary."""
    city = asked.pop("city", ())
    found = service.explain(q, id_, cities=city, **asked)
    answer = as_json(ExplanationJson, explanation_json(found))
    del answer["summary"]
    return answer


def assert_sums(found: Explanation, shown: dict[str, dict[str, float]]) -> None:
    """Every kind of parts sums to the score that a search shows, 0 where it shows none."""
    id_, parts = found.document.id, found.neural.parts
    assert parts, found.neural.problem
    assert close(found.neural.standing.score, shown["neural"][id_])
    assert close(parts.marks + sum(word.share for word in parts.words), shown["neural"][id_])
    assert close(parts.marks + sum(each.share for each in parts.sentences), shown["neural"][id_])
    assert close(parts.score, shown["neural"][id_])
    points = shown["keyword"].get(id_, 0.0)
    assert close(found.keyword.standing.score, points)
    assert close(sum(part.score for part in found.keyword.parts), points)
    assert bool(found.keyword.parts) == (id_ in shown["keyword"])
    assert close(sum(part.score for part in found.hybrid.parts), shown["hybrid"].get(id_, 0.0))
    assert close(found.hybrid.score, shown["hybrid"].get(id_, 0.0))


def close(one: float, other: float) -> bool:
    """Within 1e-5, or that share of it beyond 1."""
    return abs(one - other) <= 1e-5 * max(1.0, abs(other))

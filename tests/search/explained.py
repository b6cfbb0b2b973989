"""Explanations as the API sends them, and what holds for each."""

import json
from typing import Any

from search.explanation.model import Explanation, QueryExplanation, WordShares, as_json
from search.service import SearchService


def numbers(found: Explanation | QueryExplanation | WordShares) -> dict[str, Any]:
    """An explanation as the API sends it, without its sentences and labels."""
    sent: dict[str, Any] = json.loads(json.dumps(as_json(found)), object_hook=_without_prose)
    return sent


def _without_prose(values: dict[str, Any]) -> dict[str, Any]:
    prose = {"summary", "breakdown", "labels", "note", "notes", "left_out", "leads"}
    tested_apart = {"suggestion", "readable", "near"}
    return {name: value for name, value in values.items() if name not in prose | tested_apart}


def explained(service: SearchService, q: str, id_: str, **asked: Any) -> dict[str, Any]:
    """A document's explanation as the API sends it, without its sentences and labels."""
    city = asked.pop("city", ())
    return numbers(service.explain(q, id_, cities=city, **asked))


def assert_sums(found: Explanation, shown: dict[str, dict[str, float]]) -> None:
    """Every kind of parts sums to the score that a search shows, 0 where it shows none."""
    id_, neural = found.document.id, found.neural
    assert neural.additive, neural.problem
    assert close(neural.score, shown["neural"][id_])
    assert close(neural.marks + sum(word.share for word in neural.words), shown["neural"][id_])
    assert close(neural.marks + sum(each.share for each in neural.sentences), shown["neural"][id_])
    points = shown["keyword"].get(id_, 0.0)
    assert close(found.keyword.score, points)
    assert close(sum(part.score for part in found.keyword.terms), points)
    assert bool(found.keyword.terms) == (id_ in shown["keyword"])
    assert close(sum(part.score for part in found.hybrid.parts), shown["hybrid"].get(id_, 0.0))
    assert close(found.hybrid.score, shown["hybrid"].get(id_, 0.0))


def close(one: float, other: float) -> bool:
    """Within 1e-5, or that share of it beyond 1."""
    return abs(one - other) <= 1e-5 * max(1.0, abs(other))

"""Deterministic order: by descending score, equal scores by id, also across the cut."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from search.types import Scored


class ExactRank(NamedTuple):
    """A document's 1-based rank among all that an engine lists, and the score that ranked it."""

    rank: int
    score: float


Fetch = Callable[[int], list[Scored]]
"""Returns the best ``limit`` documents, equal scores in any order."""


def best(fetch: Fetch, depth: int) -> list[Scored]:
    """The best ``depth`` documents by descending score, equal scores by id.

    Fetches one more, and then more still until the score drops below that of the last one
    kept, so that a tie at the cut is always decided by id.
    """
    limit = depth + 1
    scored = fetch(limit)
    while len(scored) == limit and _tie_at_cut(scored, depth):
        limit *= 4
        scored = fetch(limit)
    return sorted(scored, key=lambda hit: (-hit.score, hit.id))[:depth]


def rank_among(hits: Sequence[Scored], id_: str, above: int = 0) -> ExactRank | None:
    """A document's rank among ``hits`` that follow ``above`` others; None if it is not there."""
    ordered = sorted(hits, key=lambda hit: (-hit.score, hit.id))
    found = (ExactRank(above + n, hit.score) for n, hit in enumerate(ordered, 1) if hit.id == id_)
    return next(found, None)


def _tie_at_cut(scored: list[Scored], depth: int) -> bool:
    scores = sorted((hit.score for hit in scored), reverse=True)
    return scores[-1] == scores[depth - 1]

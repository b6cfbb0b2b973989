"""Deterministic order: by descending score, equal scores by id, also across the cut."""

from collections.abc import Callable

from search.types import Scored

Fetch = Callable[[int], list[Scored]]
"""Returns the best ``limit`` documents, equal scores in any order."""


def best(fetch: Fetch, depth: int) -> list[Scored]:
    """The best ``depth`` documents in their one order.

    Fetches one more, and then more still until the score drops below that of the last one
    kept, so that a tie at the cut is always decided by id.
    """
    limit = depth + 1
    scored = fetch(limit)
    while len(scored) == limit and _tie_at_cut(scored, depth):
        limit *= 4
        scored = fetch(limit)
    return sorted(scored, key=lambda hit: (-hit.score, hit.id))[:depth]


def _tie_at_cut(scored: list[Scored], depth: int) -> bool:
    scores = sorted((hit.score for hit in scored), reverse=True)
    return scores[-1] == scores[depth - 1]

"""Where a score stands among all others, looked for in growing steps."""

from collections.abc import Callable, Sequence
from itertools import takewhile
from typing import Any, Protocol

from search.store.protocols import SAME, Around
from search.types import Scored

_FIRST_DEPTH, _DEEPER = 1000, 8
"""A search's cost grows with how many hits it may return: deep places are looked for in steps."""


class _Point(Protocol):
    @property
    def id(self) -> Any: ...
    @property
    def score(self) -> float: ...


def look_around(
    score: float, documents: int, search: Callable[[int, float], Sequence[_Point]]
) -> Around:
    """Where ``score`` stands; ``search`` takes a limit and a score that all hits exceed."""
    noise = SAME * max(1.0, abs(score))
    limit = min(_FIRST_DEPTH, documents)
    points = search(limit, score - noise)
    while len(points) == limit < documents:
        limit = min(limit * _DEEPER, documents)
        points = search(limit, score - noise)
    same = list(takewhile(lambda point: point.score <= score + noise, reversed(points)))
    return Around(len(points) - len(same), [Scored(str(point.id), point.score) for point in same])

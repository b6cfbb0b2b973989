"""Several judges: one grade of theirs for each document, and how far they agree."""

import math
import statistics
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from itertools import combinations
from typing import Literal, NamedTuple

from search.evaluation.model import Judgment

Rule = Literal["mean", "strict", "lenient"]
_RULES: dict[Rule, Callable[[Sequence[int]], int]] = {
    # Measures want whole grades; halves go up.
    "mean": lambda grades: math.floor(statistics.mean(grades) + 0.5),
    "strict": min,
    "lenient": max,
}


class Agreement(NamedTuple):
    """Two judges on the pairs that both graded.

    ``kappa`` is Cohen's, 1 for perfect agreement, 0 for no more than chance would give; None
    where there is nothing to compare, or both gave one and the same grade to everything.
    """

    left: str
    right: str
    pairs: int
    same: int
    kappa: float | None


def combine(judgments: Iterable[Judgment], rule: Rule = "mean") -> dict[str, dict[str, int]]:
    """One grade for each query and document; “can't tell” says nothing.

    ``mean`` is rounded to a whole grade, ``strict`` takes the lowest, ``lenient`` the highest.
    """
    given: defaultdict[str, defaultdict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for judgment in judgments:
        if judgment.grade is not None:
            given[judgment.query][judgment.document].append(judgment.grade)
    one = _RULES[rule]
    return {
        query: {document: one(grades) for document, grades in documents.items()}
        for query, documents in given.items()
    }


def agreements(judgments: Iterable[Judgment]) -> list[Agreement]:
    """Every two judges, by name."""
    by_judge: defaultdict[str, dict[tuple[str, str], int]] = defaultdict(dict)
    for judgment in judgments:
        if judgment.grade is not None:
            by_judge[judgment.judge][judgment.query, judgment.document] = judgment.grade
    return [
        _agreement(left, right, by_judge[left], by_judge[right])
        for left, right in combinations(sorted(by_judge), 2)
    ]


def _agreement(
    left: str, right: str, mine: dict[tuple[str, str], int], theirs: dict[tuple[str, str], int]
) -> Agreement:
    common = [(mine[pair], theirs[pair]) for pair in sorted(mine.keys() & theirs.keys())]
    same = sum(one == other for one, other in common)
    return Agreement(left, right, len(common), same, cohens_kappa(common))


def cohens_kappa(grades: Sequence[tuple[int, int]]) -> float | None:
    """Cohen 1960: (observed - expected) / (1 - expected) agreement; None where it is 0 / 0."""
    if not grades:
        return None
    total = len(grades)
    observed = sum(one == other for one, other in grades) / total
    left, right = (Counter(pair[side] for pair in grades) for side in (0, 1))
    expected = sum(left[grade] * right[grade] for grade in left) / total**2
    return None if expected == 1 else (observed - expected) / (1 - expected)

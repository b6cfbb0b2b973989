"""Parts of a query set on which engines may fare differently."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from search.evaluation.model import Query
from search.evaluation.result import SliceDifference, SliceResult
from search.evaluation.running import QueryFacts
from search.evaluation.statistics.bootstrap import paired_intervals

KIND = "Kind"
_RESAMPLES = 2_000
_MOST_KINDS = 30
_LENGTHS = ((1, "1 word"), (3, "2–3 words"), (6, "4–6 words"))
_Slices = dict[tuple[str, str], list[int]]


def slices(
    queries: Sequence[Query],
    facts: Mapping[str, QueryFacts],
    scores: NDArray[np.float64],
    engines: Sequence[str],
    seed: int = 0,
) -> list[SliceResult]:
    """The means of each slice, and the differences of each pair.

    Intervals are not corrected for the number of slices: they show where to look.

    Args:
        queries: those that are judged.
        facts: by query id.
        scores: of the primary measure, shape (engines, queries).
        engines: their names.
        seed: of the resampling.
    """
    weights = np.array([query.weight for query in queries])
    return [
        _slice(group, name, scores[:, members], weights[members], engines, seed)
        for (group, name), members in _members(queries, facts).items()
        if len(members) < len(queries)
    ]


def _members(queries: Sequence[Query], facts: Mapping[str, QueryFacts]) -> _Slices:
    """Positions of the queries of each slice, the slices in the order they are shown."""
    known = [facts.get(query.id) for query in queries]
    found: _Slices = {}
    kinds = sorted({query.kind for query in queries if query.kind})[:_MOST_KINDS]
    for kind in kinds:
        found[KIND, kind] = [at for at, query in enumerate(queries) if query.kind == kind]
    lengths = [_length(each.words) if each else "" for each in known]
    for _, name in (*_LENGTHS, (0, _LONG)):
        found["Length", name] = [i for i, length in enumerate(lengths) if length == name]
    found["Words", "with a word that no document has"] = _having(known, lambda f: f.unknown)
    found["Words", "with a rare word"] = _having(known, lambda f: f.rare)
    found["Words", "without rare or unknown words"] = _having(
        known, lambda f: not (f.rare or f.unknown)
    )
    found["Filter", "with a filter"] = [at for at, query in enumerate(queries) if query.filter]
    return {key: members for key, members in found.items() if members}


_LONG = "7 or more words"


def _length(words: int) -> str:
    return next((name for most, name in _LENGTHS if words <= most), _LONG)


def _having(known: Iterable[QueryFacts | None], wanted: Callable[[QueryFacts], bool]) -> list[int]:
    return [position for position, facts in enumerate(known) if facts and wanted(facts)]


def _slice(
    group: str,
    name: str,
    scores: NDArray[np.float64],
    weights: NDArray[np.float64],
    engines: Sequence[str],
    seed: int,
) -> SliceResult:
    means = np.average(scores, axis=1, weights=weights)
    pairs = list(combinations(range(len(engines)), 2))
    differences: list[SliceDifference] = []
    if pairs:
        scaled = np.array([scores[a] - scores[b] for a, b in pairs]) * (weights / weights.mean())
        intervals = paired_intervals(scaled, seed, _RESAMPLES)
        differences = [
            SliceDifference(engines[a], engines[b], float(row.mean()), *(interval or (None, None)))
            for (a, b), row, interval in zip(pairs, scaled, intervals, strict=True)
        ]
    by_engine = {engine: float(mean) for engine, mean in zip(engines, means, strict=True)}
    return SliceResult(group, name, scores.shape[1], by_engine, differences)

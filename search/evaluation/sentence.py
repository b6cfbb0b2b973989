"""The sentence above the table: who wins, by how much, how sure, and where others win."""

from collections.abc import Sequence

from search.evaluation.result import EngineResult, PairResult, SliceResult
from search.labels import number

_DECIMALS = 3
_MOST_SLICES = 3


def sentence(
    primary: str,
    queries: int,
    engines: Sequence[EngineResult],
    pairs: Sequence[PairResult],
    slices: Sequence[SliceResult],
) -> str:
    """What may be said about the engines; nothing is called better without enough evidence."""
    judged = f"{queries:,} judged {'query' if queries == 1 else 'queries'}"
    if not queries:
        return "No query of this set is judged yet, so there is nothing to measure."
    best = max(engines, key=lambda engine: engine.means[primary])
    value = number(best.means[primary], _DECIMALS)
    if len(engines) == 1:
        return f"{best.label} has a mean {primary} of {value} over {judged}."
    name = best.name
    seen = (pair if pair.left == name else pair.turned() for pair in pairs)
    against = [pair for pair in seen if pair.left == name]
    labels = {engine.name: engine.label for engine in engines}
    parts = [_standing(best, value, primary, judged, against, labels)]
    if elsewhere := _others_win(best.name, slices, labels):
        parts.append(elsewhere)
    return " ".join(parts)


def _standing(
    best: EngineResult,
    value: str,
    primary: str,
    judged: str,
    against: Sequence[PairResult],
    labels: dict[str, str],
) -> str:
    said = {
        "better": "is better than",
        "no meaningful difference": "does not differ meaningfully from",
        "not enough evidence": "cannot be told apart from",
    }
    clauses = [
        f"{words} {_listed(found, labels)}"
        for verdict, words in said.items()
        if (found := [pair for pair in against if pair.verdict == verdict])
    ]
    first = f"{best.label} has the highest {primary}, {value} over {judged}"
    return f"{first}, and {'; it '.join(clauses)}."


def _listed(pairs: Sequence[PairResult], labels: dict[str, str]) -> str:
    named = [f"{labels[pair.right]} ({_difference(pair)})" for pair in pairs]
    return " and ".join([", ".join(named[:-1]), named[-1]]) if len(named) > 1 else named[0]


def _difference(pair: PairResult) -> str:
    by = f"{'+' if pair.difference > 0 else ''}{number(pair.difference, _DECIMALS)}"
    if pair.low is None or pair.high is None:
        return f"{by}, too few queries for an interval"
    return f"{by}, 95 % interval {number(pair.low, _DECIMALS)} to {number(pair.high, _DECIMALS)}"


def _others_win(best: str, slices: Sequence[SliceResult], labels: dict[str, str]) -> str:
    """Slices on which the interval of another engine's lead over the best one is above 0."""
    found = []
    for part in slices:
        for difference in part.differences:
            if difference.low is None or difference.high is None:
                continue
            if difference.left == best and difference.high < 0:
                found.append((difference.right, part, -difference.difference))
            elif difference.right == best and difference.low > 0:
                found.append((difference.left, part, difference.difference))
    found.sort(key=lambda one: -one[2])
    named = [
        f"{labels[engine]} on {_slice(part)} (+{number(lead, _DECIMALS)}, {part.queries} queries)"
        for engine, part, lead in found[:_MOST_SLICES]
    ]
    return f"Elsewhere others lead: {'; '.join(named)}." if named else ""


def _slice(part: SliceResult) -> str:
    return f"“{part.name}”" if part.group == "Kind" else f"queries {_phrase(part)}"


def _phrase(part: SliceResult) -> str:
    return part.name if part.name.startswith("with") else f"of {part.name}"

"""The sentence claims no more than the evidence shows."""

from search.evaluation.result import EngineResult, PairResult, SliceDifference, SliceResult
from search.evaluation.sentence import sentence
from search.evaluation.statistics.verdicts import Verdict


def engine(name: str, mean: float) -> EngineResult:
    return EngineResult(name, name.title(), {}, {"nDCG@10": mean}, {}, 0, None)


def pair(left: str, right: str, difference: float, verdict: Verdict) -> PairResult:
    low, high = difference - 0.01, difference + 0.01
    return PairResult(
        left, right, difference, low, high, 0.01, 0.01, 5, 1, 2, 0.3, verdict, 0.1, 99
    )


def test_better_unclear_and_elsewhere() -> None:
    part = SliceResult("Kind", "name", 12, {}, [SliceDifference("b", "a", 0.2, 0.1, 0.3)])
    said = sentence(
        "nDCG@10",
        300,
        [engine("b", 0.5), engine("a", 0.7), engine("c", 0.69)],
        [
            pair("b", "a", -0.2, "worse"),
            pair("a", "c", 0.01, "not enough evidence"),
            pair("b", "c", -0.19, "worse"),
        ],
        [part],
    )
    assert said == (
        "A has the highest nDCG@10, 0.700 over 300 judged queries, and is better than B (+0.200, "
        "95 % interval 0.190 to 0.210); it cannot be told apart from C (+0.010, 95 % interval "
        "0.000 to 0.020). Elsewhere others lead: B on “name” (+0.200, 12 queries)."
    )


def test_no_meaningful_difference() -> None:
    said = sentence(
        "nDCG@10",
        900,
        [engine("a", 0.7), engine("b", 0.7)],
        [pair("a", "b", 0.0, "no meaningful difference")],
        [],
    )
    assert "and does not differ meaningfully from B (0.000, 95 %" in said


def test_one_engine() -> None:
    said = sentence("nDCG@10", 1, [engine("a", 0.7)], [], [])
    assert said == "A has a mean nDCG@10 of 0.700 over 1 judged query."

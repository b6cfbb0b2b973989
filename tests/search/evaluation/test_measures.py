"""Measures are those of ir-measures, by its names."""

from math import log2

import ir_measures
import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.errors import InputError
from search.evaluation.measures import USUAL, by_query, condensed, parse_measures

GRADES = {"q": {"a": 3, "b": 1, "c": 0}, "nothing": {"a": 1}}


def test_values_by_hand() -> None:
    found = by_query(["nDCG@10", "RR@10", "P@2", "Judged@10"], GRADES, {"q": ["x", "a", "b"]})
    best = 3 + 1 / log2(3)
    assert found["nDCG@10"]["q"] == pytest.approx((3 / log2(3) + 1 / log2(4)) / best)
    assert found["RR@10"] == {"q": 1 / 2, "nothing": 0}
    assert found["P@2"]["q"] == 1 / 2
    assert found["Judged@10"]["q"] == pytest.approx(2 / 3)


@pytest.mark.parametrize(
    "name", ["", "nDCG@", "best@10", "ERR@10", "NumQ", "__import__('os')", "nDCG(x=1)@3", "INST"]
)
def test_what_is_no_measure(name: str) -> None:
    with pytest.raises(InputError, match="measure: there is no "):
        parse_measures([name])


def test_the_number_of_measures_is_bounded() -> None:
    with pytest.raises(InputError, match="choose 1 to 30"):
        parse_measures(f"P@{cutoff}" for cutoff in range(1, 40))


documents = st.sampled_from("abcdefgh")
grades = st.dictionaries(
    st.sampled_from(["q1", "q2", "q3"]),
    st.dictionaries(documents, st.integers(0, 3), min_size=1),
    min_size=1,
)
rankings = st.dictionaries(
    st.sampled_from(["q1", "q2", "q4"]), st.lists(documents, unique=True, max_size=8)
)


@given(grades, rankings)
def test_condensed_lists_are_judged_documents_only(
    grades: dict[str, dict[str, int]], rankings: dict[str, list[str]]
) -> None:
    names = ["nDCG@3", "P@3"]
    found = by_query(names, grades, condensed(grades, rankings))
    own = by_query(["nDCG(judged_only=True)@3", "P(judged_only=True)@3"], grades, rankings)
    assert list(found.values()) == [pytest.approx(of) for of in own.values()]


@given(grades, rankings)
def test_every_judged_query_has_every_measure(
    grades: dict[str, dict[str, int]], rankings: dict[str, list[str]]
) -> None:
    found = by_query(USUAL, grades, rankings)
    qrels = [
        ir_measures.Qrel(query, document, grade)
        for query, judged in grades.items()
        for document, grade in judged.items()
    ]
    run = [
        ir_measures.ScoredDoc(query, document, 1 / rank)
        for query, ranking in rankings.items()
        for rank, document in enumerate(ranking, start=1)
    ]
    measures = [ir_measures.parse_measure(name) for name in USUAL]
    aggregated = ir_measures.calc_aggregate(measures, qrels, run)
    for measure, name in zip(measures, USUAL, strict=True):
        assert found[name].keys() == grades.keys()
        assert sum(found[name].values()) / len(grades) == pytest.approx(aggregated[measure])

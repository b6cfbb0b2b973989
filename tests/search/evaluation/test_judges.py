"""Several judges of the same documents."""

import pytest

from search.evaluation.judges import Rule, agreements, cohens_kappa, combine
from search.evaluation.model import Judgment

GIVEN = [
    Judgment("q", "a", 3, "Ann"),
    Judgment("q", "a", 2, "Ben"),
    Judgment("q", "b", 0, "Ann"),
    Judgment("q", "b", None, "Ben"),
    Judgment("q", "c", None, "Ann"),
]


@pytest.mark.parametrize(("rule", "grade"), [("mean", 3), ("strict", 2), ("lenient", 3)])
def test_one_grade_of_several(rule: Rule, grade: int) -> None:
    assert combine(GIVEN, rule) == {"q": {"a": grade, "b": 0}}  # (3 + 2) / 2 = 2.5, up


def test_agreement_is_on_what_both_graded() -> None:
    assert agreements(GIVEN) == [("Ann", "Ben", 1, 0, 0.0)]


def test_cohens_kappa() -> None:
    # Cohen's own kind of table: 20 + 15 of 50 the same; expected (25·30 + 25·20) / 50² = 0.5.
    grades = [(1, 1)] * 20 + [(1, 0)] * 5 + [(0, 1)] * 10 + [(0, 0)] * 15
    assert cohens_kappa(grades) == pytest.approx((0.7 - 0.5) / (1 - 0.5))
    assert cohens_kappa([(1, 1)]) is None
    assert cohens_kappa([]) is None

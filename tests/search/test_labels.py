"""How scores and counts are written."""

import pytest

from search.labels import (
    ENGINE_LABELS,
    ENGINE_NAMES,
    SCORE_DECIMALS,
    count_text,
    number,
    score_text,
)
from search.types import MODES, Mode


def test_every_engine_has_a_label_a_name_and_decimals() -> None:
    for each in (ENGINE_LABELS, ENGINE_NAMES, SCORE_DECIMALS):
        assert tuple(each) == MODES


@pytest.mark.parametrize(
    ("value", "decimals", "written"),
    [
        (0.5, 3, "0.500"),
        (-0.5, 3, "−0.500"),
        (-0.0004, 3, "0.000"),
        (-0.0, 2, "0.00"),
        (12.345, 0, "12"),
    ],
)
def test_numbers_have_a_minus_sign_and_no_negative_zero(
    value: float, decimals: int, written: str
) -> None:
    assert number(value, decimals) == written


@pytest.mark.parametrize(
    ("mode", "written"), [("neural", "1.235"), ("keyword", "1.23"), ("hybrid", "1.2346")]
)
def test_scores_have_the_decimals_of_their_engine(mode: Mode, written: str) -> None:
    assert score_text(mode, 1.23456) == written


def test_counts() -> None:
    assert (count_text(0), count_text(1234)) == ("0", "1,234")
    assert count_text(1000, capped=True) == "1,000+"

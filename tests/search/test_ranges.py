"""How ranges of numbers and dates are written."""

import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search import ranges
from search.errors import InputError
from search.ranges import Range, RangeKind, date_ends, parse_range, value_text

DAY = 86_400.0
NUMBERS = st.floats(allow_nan=False, allow_infinity=False)


def test_the_examples_in_the_module_hold() -> None:
    result = doctest.testmod(ranges)
    assert result.attempted and not result.failed


@pytest.mark.parametrize(
    ("kind", "text", "low", "high"),
    [
        ("number", "2010..2020", 2010, 2020),
        ("number", " -2.5 .. 1e3 ", -2.5, 1000),
        ("number", "10..", 10, None),
        ("number", "..10", None, 10),
        ("number", "10", 10, 10),
        ("date", "1970..1970", 0, 365 * DAY - 0.001),
        ("date", "1970-02", 31 * DAY, (31 + 28) * DAY - 0.001),
        ("date", "1972-02..", 2 * 365 * DAY + 31 * DAY, None),
        ("date", "..1970-12-31", None, 365 * DAY - 0.001),
        ("date", "1970-01-01T02:00+01:00", 3600, 3600),
    ],
)
def test_a_range_includes_both_of_its_ends(
    kind: RangeKind, text: str, low: float | None, high: float | None
) -> None:
    assert parse_range("f", kind, text) == Range(low, high)


@pytest.mark.parametrize(
    ("kind", "text", "said"),
    [
        ("number", "..", "write a range such as 10..20"),
        ("number", "2020..2010", "“2020” is above “2010”"),
        ("number", "ten..20", "“ten” is no number"),
        ("number", "1,5", "“1,5” is no number"),
        ("number", "nan..", "“nan” is no number"),
        ("number", "1e999", "“1e999” is no number"),
        ("number", "٣", "no number"),
        ("date", "2020-13", "“2020-13” is no date"),
        ("date", "yesterday..", "“yesterday” is no date"),
        ("date", "0000", "“0000” is no date"),
        ("date", "..", "write a range such as 2020-01"),
    ],
)
def test_a_range_that_cannot_be_read_is_refused_with_its_field(
    kind: RangeKind, text: str, said: str
) -> None:
    with pytest.raises(InputError, match=f"^filter price: .*({said})"):
        parse_range("price", kind, text)


@given(NUMBERS)
def test_a_number_is_written_as_it_is_read(value: float) -> None:
    assert parse_range("f", "number", value_text("number", value)) == Range(value, value)


@given(st.integers(-62_135_596_800, 253_402_300_799))
def test_a_date_is_written_as_it_is_read(seconds: int) -> None:
    first, last = date_ends(value_text("date", seconds))
    assert first == seconds
    assert last - first == (pytest.approx(DAY - 0.001) if seconds % DAY == 0 else 0)

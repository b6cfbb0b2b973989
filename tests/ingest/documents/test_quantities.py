"""Numbers and dates as tables write them, and which columns of them become ranges."""

import doctest
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.documents import quantities
from ingest.documents.filters import filter_columns
from ingest.documents.quantities import Quantity, numbers_of, quantity_of

DAY = 86_400.0


def test_the_examples_in_the_module_hold() -> None:
    result = doctest.testmod(quantities)
    assert result.attempted and not result.failed


@pytest.mark.parametrize(
    ("values", "numbers"),
    [
        (["1,234.5", "12"], [1234.5, 12]),
        (["1.234,5 €", "1.000"], [1234.5, 1000]),
        (["1 200,5", "CHF 3"], [1200.5, 3]),
        (["$1,200", "12%", "-3", "−4"], [1200, 12, -3, -4]),
        ([2010, 1.5, "7"], [2010, 1.5, 7]),
        (["1970-01-02", "1970"], [DAY, 0]),
        (["31/01/1970", "01/02/1970"], [30 * DAY, 31 * DAY]),
        (["01/31/1970", "02/01/1970"], [30 * DAY, 31 * DAY]),
        (["2.1.1970", "02.01.1970 12:00"], [DAY, 1.5 * DAY]),
        (["January 2, 1970"], [DAY]),
        (["1970-01-02T01:00:00+01:00"], [DAY]),
    ],
)
def test_numbers_and_dates_are_read_as_the_column_writes_them(
    values: list[Any], numbers: list[float]
) -> None:
    quantity = quantity_of([*values, None, "N/A", "-", "unknown"])
    assert quantity
    assert [numbers_of(value, quantity) for value in values] == [([n], "") for n in numbers]


@pytest.mark.parametrize(
    "values",
    [["01067", "10115"], ["a", "1"], [True, False], ["+49 30 123"], ["1-2"], ["x"], [], ["N/A"]],
)
def test_codes_texts_and_truth_values_are_neither(values: list[Any]) -> None:
    assert quantity_of(values) is None


def test_a_value_of_another_kind_is_left_out_with_the_reason() -> None:
    point = Quantity("number", "point")
    assert numbers_of(["1", "about 5", 2], point) == ([1, 2], "not a number like the others")
    assert numbers_of(list(range(101)), point) == (list(range(100)), "more than 100 values")
    assert numbers_of(10**400, point) == ([], "not a number like the others")
    assert numbers_of("N/A", point) == ([], "")


@given(st.integers(-(10**12), 10**12), st.sampled_from(["point", "comma"]))
def test_separated_thousands_are_the_number(number: int, style: str) -> None:
    written = f"{number:,}".replace(",", "," if style == "point" else ".")
    assert Quantity("number", style).number(written) == number


def guessed(column: str, values: list[Any]) -> str:
    """The kind of filter that is guessed: value, number or date; empty for none."""
    found = filter_columns([column], [{column: value} for value in values], said=False)
    kinds = [each.quantity.kind if each.quantity else "value" for each in found.values()]
    return kinds[0] if kinds else ""


@pytest.mark.parametrize(
    ("column", "values", "kind"),
    [
        ("founded", [1990 + n % 7 for n in range(20)], "number"),
        ("price", [f"{n}.99" for n in range(20)], "number"),
        ("number of employees", [10 * n * n for n in range(20)], "number"),
        ("posted", [f"2024-05-{n + 1:02}" for n in range(20)], "date"),
        ("row", list(range(20)), ""),
        ("company_id", [7 * n for n in range(20)], ""),
        ("house number", [n % 9 for n in range(20)], ""),
        ("n", list(range(5, 25)), ""),
        ("x", [100_000 + 37 * n for n in range(20)], ""),
        ("lat", [50 + n / 10 for n in range(20)], ""),
        ("zip", ["01067", "10115", "20095", "50667"] * 5, ""),
        ("active", [0, 1] * 10, ""),
    ],
)
def test_ranges_are_guessed_for_amounts_years_and_dates_and_not_for_ids(
    column: str, values: list[Any], kind: str
) -> None:
    assert guessed(column, values) == kind


def test_a_named_column_of_numbers_is_a_range_whatever_it_is_called() -> None:
    found = filter_columns(["zip"], [{"zip": 10115}, {"zip": 20095}], said=True)
    assert found["zip"].quantity == Quantity("number", "point")

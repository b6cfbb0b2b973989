"""Which columns of numbers and dates measure something, so that a range of them is of use."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from ingest.documents.known_names import words
from ingest.documents.quantities import Quantity, numbers_of

_FEWEST = 8
"""With fewer values, nothing is known of what a column is."""
_FEWEST_DIFFERENT = 3
_LONG_CODE = 1e5
"""Whole numbers from here on that never repeat are rather ids than amounts."""
_CODES = frozenset(
    "id ids uuid guid code zip zipcode postcode postal plz cp cap phone tel telephone telefon fax "
    "mobile lat latitude lon lng long longitude isbn issn ean gtin upc asin sku barcode index "
    "row line position rank key hash version timestamp unix epoch cik lei".split()
)
"""Numbers of columns with one of these words are names of things, or places."""
_NUMBERS = frozenset("no nr num number nummer numero numéro n°".split())
"""A “house number” is none, a “number of employees” is an amount."""


def measures(column: str, values: Sequence[Any], quantity: Quantity | None) -> bool:
    """Whether the numbers of a column are amounts, years, dates or marks, and no ids or codes."""
    named = words(column)
    if not quantity or _CODES.intersection(named) or (named and named[-1] in _NUMBERS):
        return False
    found = [number for value in values for number in numbers_of(value, quantity)[0]]
    if len(found) < _FEWEST or len(set(found)) < _FEWEST_DIFFERENT:
        return False
    return quantity.kind == "date" or not _are_ids(found)


def is_switch(values: Sequence[Any]) -> bool:
    """Whether the values are 0 and 1 only: yes and no, not amounts."""
    return {str(value).strip() for value in values} <= {"0", "1", "0.0", "1.0", ""}


def _are_ids(numbers: Sequence[float]) -> bool:
    """Whole numbers that count the rows, or long ones that never repeat."""
    if not all(number.is_integer() for number in numbers):
        return False
    if all(after == before + 1 for before, after in pairwise(numbers)):
        return True
    return len(set(numbers)) == len(numbers) and min(numbers) >= _LONG_CODE

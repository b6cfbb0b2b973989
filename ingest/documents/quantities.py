"""Numbers and dates as tables write them."""

import math
import re
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any, NamedTuple

from ingest.documents.missing import DASHES, WORDS, is_null
from ingest.documents.values import plain
from search.ranges import RangeKind, date_ends

_NEARLY_ALL = 0.95
"""The share of values that must be numbers or dates of one style; the others are left out."""
MOST_NUMBERS = 100
"""Values of one document that are kept."""
_BLANKS = " \u00a0\u202f'’"
_MONEY = re.compile(r"[$€£¥₹%]|\b(?:USD|EUR|GBP|CHF|JPY|INR|CAD|AUD)\b")
_WHOLE = r"[-−]?(?:0|[1-9]\d*|[1-9]\d{0,2}(?:%s\d{3})+)"
_POINT = re.compile(_WHOLE % rf"[,{_BLANKS}]" + r"(?:\.\d+)?(?:[eE][-+]?\d+)?|\.\d+", re.ASCII)
_COMMA = re.compile(_WHOLE % rf"[.{_BLANKS}]" + r"(?:,\d+)?", re.ASCII)
_BETWEEN_DIGITS = re.compile(rf"[{_BLANKS}]")
_DATES = (
    *("%Y/%m/%d", "%d.%m.%Y", "%d/%m/%Y", "%m/%d/%Y", "%d-%m-%Y", "%d.%m.%y", "%m/%d/%y"),
    *("%d %B %Y", "%d %b %Y", "%B %d, %Y", "%b %d, %Y", "%d-%b-%Y"),
)
_TIMES = ("", " %H:%M", " %H:%M:%S")
_CODE = re.compile(r"0\d+", re.ASCII)
Read = Callable[[Any], float]
"""Gives a value's number. Raises ValueError."""


class Quantity(NamedTuple):
    """How a column writes numbers or dates: “point” or “comma”, “iso” or a format of strptime."""

    kind: RangeKind
    style: str

    def number(self, value: Any) -> float | None:
        """A value's number, or its date in seconds; None where it is missing.

        >>> Quantity("number", "comma").number("1.234,50 €")
        1234.5
        >>> Quantity("date", "%d.%m.%Y").number("02.01.1970")
        86400.0

        Raises:
            ValueError: it is neither missing nor a number or a date of this style.
        """
        value = plain(value)
        if _is_missing(value):
            return None
        found = (
            _read_number(value, self.style)
            if self.kind == "number"
            else _read_date(value, self.style)
        )
        if not math.isfinite(found):
            raise ValueError(value)
        return found


_STYLES = (
    *(Quantity("number", style) for style in ("point", "comma")),
    *(Quantity("date", style) for style in ("iso", *_DATES)),
)


def quantity_of(values: Sequence[Any]) -> Quantity | None:
    """What nearly all values are that are not missing; None if they are neither.

    Numbers that begin with a zero, such as postal codes, are texts.
    """
    present = [value for value in map(plain, values) if not _is_missing(value)]
    if not present or any(isinstance(v, str) and _CODE.fullmatch(v.strip()) for v in present):
        return None
    # Reading dates is slow, and most columns are plain text.
    if sum(map(_has_digit, present)) < _NEARLY_ALL * len(present):
        return None
    fitting = {each: sum(_fits(each, value) for value in present) for each in _STYLES}
    best = max(_STYLES, key=lambda each: fitting[each])  # of equals the first
    return best if fitting[best] >= _NEARLY_ALL * len(present) else None


def numbers_of(value: Any, quantity: Quantity) -> tuple[list[float], str]:
    """The different numbers of a value or of a list, and why some are left out, if they are."""
    found: dict[float, None] = {}
    problem = ""
    unwrapped = plain(value)
    for item in unwrapped if isinstance(unwrapped, list) else [unwrapped]:
        try:
            number = quantity.number(item)
        except ValueError:
            problem = f"not a {quantity.kind} like the others"
            continue
        if number is not None:
            found.setdefault(number)
    if len(found) > MOST_NUMBERS:
        problem = f"more than {MOST_NUMBERS} values"
    return list(found)[:MOST_NUMBERS], problem


def _has_digit(value: Any) -> bool:
    return not isinstance(value, str) or any(map(str.isdecimal, value))


def _fits(quantity: Quantity, value: Any) -> bool:
    with suppress(ValueError):
        return quantity.number(value) is not None
    return False


def _is_missing(value: Any) -> bool:
    if is_null(value):
        return True
    return isinstance(value, str) and (value.strip() in DASHES or value.strip().casefold() in WORDS)


def _read_number(value: Any, style: str) -> float:
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise ValueError(value)
    if not isinstance(value, str):
        try:
            return float(value)
        except OverflowError:
            raise ValueError(value) from None
    text = _MONEY.sub("", value).strip()
    if not (_POINT if style == "point" else _COMMA).fullmatch(text):
        raise ValueError(value)
    text = _BETWEEN_DIGITS.sub("", text).replace("−", "-")
    text = text.replace(",", "") if style == "point" else text.replace(".", "").replace(",", ".")
    return float(text)


def _read_date(value: Any, style: str) -> float:
    if not isinstance(value, str):
        raise ValueError(value)
    text = value.strip()
    if style == "iso":
        return date_ends(text)[0]
    for time in _TIMES:
        with suppress(ValueError):
            moment = datetime.strptime(text, style + time).replace(tzinfo=UTC)
            return date_ends(moment.isoformat())[0]
    raise ValueError(value)

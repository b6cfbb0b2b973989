"""Ranges of numbers and dates: how they are written, and what lies in them.

A date is the number of seconds since 1970-01-01 in UTC, which every store can compare.
"""

import math
import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal

from search.errors import InputError

RangeKind = Literal["number", "date"]
BETWEEN = ".."
"""Stands between the ends of a written range."""
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_PART_OF_DATE = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?", re.ASCII)
_NUMBER = re.compile(r"[-+]?(\d+(\.\d*)?|\.\d+)([eE][-+]?\d+)?", re.ASCII)
_DAY = 86_400.0


@dataclass(frozen=True, slots=True)
class Range:
    """Numbers from ``low`` to ``high``, both included; None for an open end."""

    low: float | None = None
    high: float | None = None

    def __contains__(self, value: float) -> bool:
        above = self.low is None or value >= self.low
        return above and (self.high is None or value <= self.high)


@dataclass(frozen=True, slots=True)
class RangeField:
    """What the documents of a dataset have in a field of numbers or dates.

    ``low`` and ``high`` are the least and the greatest value, ``count`` the number of documents
    that have one.
    """

    kind: RangeKind
    low: float
    high: float
    count: int


def parse_range(field: str, kind: RangeKind, text: str) -> Range:
    """The range that a text such as ``2010..2020``, ``2010..``, ``..2020`` or ``2010`` says.

    A year, a month or a day stands for all of it, at either end.

    >>> parse_range("price", "number", "-1.5..20"), parse_range("price", "number", "7")
    (Range(low=-1.5, high=20.0), Range(low=7.0, high=7.0))
    >>> parse_range("day", "date", "1970-01-02..")
    Range(low=86400.0, high=None)

    Raises:
        InputError: an end is no number or date, both are missing, or they are in the wrong order.
    """
    low, between, high = (part.strip() for part in text.partition(BETWEEN))
    if not between:
        high = low
    if not (low or high):
        raise InputError(f"filter {field}: {_example(kind)}.")
    found = Range(
        _ends(field, kind, low)[0] if low else None,
        _ends(field, kind, high)[1] if high else None,
    )
    if found.low is not None and found.high is not None and found.low > found.high:
        raise InputError(f"filter {field}: “{low}” is above “{high}”; write the smaller end first.")
    return found


def date_ends(text: str) -> tuple[float, float]:
    """The first and the last moment of a year, a month, a day or a time in ISO 8601, in seconds.

    A time without an offset is in UTC.

    >>> date_ends("1970"), date_ends("1970-01-01T00:01Z")
    ((0.0, 31535999.999), (60.0, 60.0))

    Raises:
        ValueError: it is none of these.
    """
    text = text.strip()
    if found := _PART_OF_DATE.fullmatch(text):
        year = int(found[1])
        month, day = (int(part) if part else None for part in found.groups()[1:])
        first = datetime(year, month or 1, day or 1, tzinfo=UTC)
        return _seconds(first), _seconds(_last(year, month, day))
    moment = datetime.fromisoformat(text)
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return _seconds(moment), _seconds(moment)


def date_text(seconds: float) -> str:
    """A date as ``2024-01-31``, with the time where it is not midnight.

    >>> date_text(86400.0), date_text(60.0)
    ('1970-01-02', '1970-01-01T00:01:00+00:00')
    """
    moment = _EPOCH + timedelta(seconds=seconds)
    return moment.date().isoformat() if seconds % _DAY == 0 else moment.isoformat()


def value_text(kind: RangeKind, value: float) -> str:
    """A number or a date as it is written in a range.

    >>> value_text("number", 2010.0), value_text("number", 0.5), value_text("date", 0.0)
    ('2010', '0.5', '1970-01-01')
    """
    if kind == "date":
        return date_text(value)
    return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)


def _last(year: int, month: int | None, day: int | None) -> datetime:
    """The last moment of a year, of one of its months or of a day."""
    if month is None:
        return _last(year, 12, None)
    day = day or monthrange(year, month)[1]
    return datetime(year, month, day, 23, 59, 59, 999_000, tzinfo=UTC)


def _ends(field: str, kind: RangeKind, text: str) -> tuple[float, float]:
    try:
        return date_ends(text) if kind == "date" else _number(text)
    except ValueError:
        raise InputError(f"filter {field}: “{text}” is no {kind}; {_example(kind)}.") from None


def _number(text: str) -> tuple[float, float]:
    """Raises ValueError."""
    value = float(text) if _NUMBER.fullmatch(text) else math.nan
    if not math.isfinite(value):
        raise ValueError(text)
    return value, value


def _seconds(moment: datetime) -> float:
    return round((moment - _EPOCH).total_seconds(), 3)


def _example(kind: RangeKind) -> str:
    if kind == "date":
        return "write a range such as 2020-01..2021-06, 2020.. or ..2021-06-30"
    return "write a range such as 10..20, 10.. or ..20"

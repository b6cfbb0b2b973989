"""The records of CSV and its kin, each either whole or with what is wrong with it.

Read with the standard library's csv module, not with pandas: pandas fills short rows up without
a word, hands over long ones without their place, and replaces what cannot be decoded. Here every
row that does not fit comes out with its line and its reason, and every cell exactly as it is.
"""

import csv
import re
from collections import deque
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from ingest.formats.dialect import Dialect
from ingest.formats.encodings import Line, is_readable, undecodable
from ingest.sources.protocols import MAX_ROW, TOO_LONG

BROKEN_QUOTES = "quotes that do not match"
MAX_CELLS = 10_000
TOO_MANY = f"more than {MAX_CELLS:,} fields"
_ESCAPE = re.compile(r"\\([nrt])")
_ESCAPED = {"n": "\\\n", "r": "\\\r", "t": "\\\t"}

csv.field_size_limit(MAX_ROW)  # for the whole process; the module's own is 128 KiB


class Record(NamedTuple):
    """Fields of the record that begins at line ``number``, and its text if within bounds.

    With a ``problem`` the cells, if there are any, are not to be used as values. ``apart`` says
    that a blank line comes before it.
    """

    number: int
    cells: list[str]
    text: str | None
    problem: str | None = None
    apart: bool = False


def records(
    lines: Iterator[Line], dialect: Dialect, encoding: str, width: int | None = None
) -> Iterator[Record]:
    """All records with content; blank lines do not count.

    With ``width``, the number of columns, a quote that breaks a line of that many fields, or would
    swallow several of them, is read as a character.
    """
    feed, apart = _Feed(lines, dialect), False
    for read, broken in _read(feed, dialect, width):
        text, cells, problem = feed.text(), read, broken
        if text is not None and not is_readable(text):
            problem = problem or undecodable(encoding)
        if dialect.wrapped and len(cells) == 1:
            cells = next(csv.reader([cells[0]], delimiter=dialect.delimiter), [])
        if len(cells) > MAX_CELLS:
            cells, problem = [], TOO_MANY
        if problem or len(cells) > 1 or (text and text.strip()):
            yield Record(feed.number, cells, text, problem, apart)
            apart = False
        else:
            apart = True


def _read(
    feed: "_Feed", dialect: Dialect, width: int | None
) -> Iterator[tuple[list[str], str | None]]:
    """Cells of the next record or what is wrong with it; the feed has its lines."""
    reader = csv.reader(feed, strict=True, **_options(dialect))
    while True:
        feed.begin()
        cells: list[str] = []
        problem = None
        try:
            cells = next(reader)
        except StopIteration:
            return
        except _TooLong:
            problem = TOO_LONG
        except csv.Error:
            problem = BROKEN_QUOTES
        if (
            width
            and (problem or len(feed.taken) > 1)
            and feed.swallows(width, broken=bool(problem))
        ):
            cells, problem = feed.first_line_alone(), None
        elif problem:
            feed.end_broken()
        yield cells, problem


def _options(dialect: Dialect) -> dict[str, Any]:
    return {
        "delimiter": dialect.delimiter,
        "quotechar": dialect.quote or None,
        "quoting": csv.QUOTE_MINIMAL if dialect.quote else csv.QUOTE_NONE,
        "escapechar": "\\" if dialect.escapes else None,
        "skipinitialspace": dialect.skip_blanks,
    }


class _TooLong(Exception):
    """A line or a record goes on beyond the bound."""


class _Feed:
    """The lines that csv.reader takes for one record; some may be given back."""

    def __init__(self, lines: Iterator[Line], dialect: Dialect) -> None:
        self._lines, self._dialect = lines, dialect
        self._back: deque[Line] = deque()
        self.taken: list[Line] = []
        self._size = 0
        sign = re.escape(dialect.delimiter)
        self._null = re.compile(rf"(?:(?<={sign})|^)\\N(?={sign}|[\r\n]*\Z)")

    def __iter__(self) -> "_Feed":
        return self

    def __next__(self) -> str:
        line = self._back.popleft() if self._back else next(self._lines)
        self.taken.append(line)
        self._size += len(line.text or "")
        if line.text is None or self._size > MAX_ROW:
            raise _TooLong
        return self._unescaped(line.text) if self._dialect.escapes else line.text

    def _unescaped(self, text: str) -> str:
        r"""Csv takes "\n" for an "n", and "\N" stands for a missing value."""
        if "\\" not in text:
            return text
        parts = self._null.sub("", text).split("\\\\")  # each holds no escaped backslash
        return "\\\\".join(_ESCAPE.sub(lambda found: _ESCAPED[found[1]], part) for part in parts)

    @property
    def number(self) -> int:
        """The record's first line."""
        return self.taken[0].number

    def text(self) -> str | None:
        """The record as it stands in the file."""
        parts = [line.text for line in self.taken if line.text is not None]
        return "".join(parts) if len(parts) == len(self.taken) else None

    def begin(self) -> None:
        """Another record."""
        self.taken, self._size = [], 0

    def swallows(self, width: int, *, broken: bool) -> bool:
        """Whether every line of the record is a row by itself when quotes are characters."""
        if width == 1 or self.taken[0].text is None:
            return False
        # A text of several lines hardly ever has the delimiters of a row in each.
        lines = [line for line in self.taken if line.text is None or line.text.strip()]
        split = [self._plain(line) for line in lines[:_LOOKED_AT]]
        if any(len(cells) != width or any(map(_is_prose, cells[1:])) for cells in split):
            return False
        return broken or len(split) != 2 or width > 2 or _same_kind([cells[0] for cells in split])

    def first_line_alone(self) -> list[str]:
        """The cells of the record's first line, quotes and all; the others are given back."""
        self._give_back()
        return self._plain(self.taken[0])

    def _plain(self, line: Line) -> list[str]:
        text = (line.text or "").rstrip("\r\n")
        cells = text.split(self._dialect.delimiter)
        return [cell.strip(" ") for cell in cells] if self._dialect.skip_blanks else cells

    def _give_back(self) -> None:
        self._back.extendleft(reversed(self.taken[1:]))
        del self.taken[1:]

    def end_broken(self) -> None:
        """Takes as many lines as a record with broken quotes has, so that the next begins right.

        That is up to where the number of quotes is even. Where it never is, one quote is too
        many, and only the first line is given up.
        """
        try:
            quotes = sum(map(self._quotes, self.taken))
            while quotes % 2:
                next(self)
                quotes += self._quotes(self.taken[-1])
        except _NO_EVEN_END:
            self._give_back()

    def _quotes(self, line: Line) -> int:
        return line.text.count(self._dialect.quote) if line.text and self._dialect.quote else 0


_NO_EVEN_END = (StopIteration, _TooLong)
_LOOKED_AT = 50


def _is_prose(cell: str) -> bool:
    return cell.startswith(" ")


def _same_kind(first: Sequence[str]) -> bool:
    """Whether two lines begin alike: with a number each, as rows with ids do."""
    return all(cell.strip().isdigit() for cell in first)

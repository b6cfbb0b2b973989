"""The records of CSV and its kin, each either whole or with what is wrong with it.

Read with the standard library's csv module, not with pandas: pandas fills short rows up without
a word, hands over long ones without their place, and replaces what cannot be decoded. Here every
row that does not fit comes out with its line and its reason, and every cell exactly as it is.
"""

import csv
from collections import deque
from collections.abc import Iterator
from typing import NamedTuple

from ingest.formats.encodings import Line, is_readable, undecodable
from ingest.sources.protocols import MAX_ROW, TOO_LONG

BROKEN_QUOTES = "quotes that do not match"

csv.field_size_limit(MAX_ROW)  # for the whole process; the module's own is 128 KiB


class Record(NamedTuple):
    """Fields of the record that begins at line ``number``, and its text if within bounds.

    With a ``problem`` there are no cells.
    """

    number: int
    cells: list[str]
    text: str | None
    problem: str | None = None


def records(lines: Iterator[Line], delimiter: str, encoding: str) -> Iterator[Record]:
    """All records with content; blank lines do not count."""
    feed = _Feed(lines)
    reader = csv.reader(feed, delimiter=delimiter, strict=True)
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
            feed.end_broken()
        except csv.Error:
            problem = BROKEN_QUOTES
            feed.end_broken()
        text = feed.text()
        if text is not None and not is_readable(text):
            cells, problem = [], undecodable(encoding)
        if problem or len(cells) > 1 or (text and text.strip()):
            yield Record(feed.number, cells, text, problem)


class _TooLong(Exception):
    """A line or a record goes on beyond the bound."""


class _Feed:
    """The lines that csv.reader takes for one record; some may be given back."""

    def __init__(self, lines: Iterator[Line]) -> None:
        self._lines = lines
        self._back: deque[Line] = deque()
        self._taken: list[Line] = []
        self._size = 0

    def __iter__(self) -> "_Feed":
        return self

    def __next__(self) -> str:
        line = self._back.popleft() if self._back else next(self._lines)
        self._taken.append(line)
        self._size += len(line.text or "")
        if line.text is None or self._size > MAX_ROW:
            raise _TooLong
        return line.text

    @property
    def number(self) -> int:
        """The record's first line."""
        return self._taken[0].number

    def text(self) -> str | None:
        """The record as it stands in the file."""
        parts = [line.text for line in self._taken if line.text is not None]
        return "".join(parts) if len(parts) == len(self._taken) else None

    def begin(self) -> None:
        """Another record."""
        self._taken, self._size = [], 0

    def end_broken(self) -> None:
        """Takes as many lines as a record with broken quotes has, so that the next begins right.

        That is up to where the number of quotes is even. Where it never is, one quote is too
        many, and only the first line is given up.
        """
        try:
            quotes = sum(_quotes(line) for line in self._taken)
            while quotes % 2:
                next(self)
                quotes += _quotes(self._taken[-1])
        except _NO_EVEN_END:
            self._back.extendleft(reversed(self._taken[1:]))
            del self._taken[1:]


_NO_EVEN_END = (StopIteration, _TooLong)


def _quotes(line: Line) -> int:
    return line.text.count('"') if line.text else 0

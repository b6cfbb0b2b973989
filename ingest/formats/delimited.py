"""CSV and its kin: the first record names the columns."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import count

from ingest.formats.encodings import lines_of, text_of
from ingest.formats.records import Record, records
from ingest.sources.files import Input
from ingest.sources.protocols import Row
from search.errors import InputError, SourceError

_SEPARATOR_HINT = re.compile(r"sep=(.)", re.IGNORECASE)
_LONGEST_NAME = 200


@dataclass(frozen=True)
class Delimited:
    """Text with one record a line; quoted fields may hold delimiters and line ends.

    Every cell stays the text it is ("NA", "007" and " x " too); an empty one is a missing value.
    """

    delimiter: str
    encoding: str = "utf-8"

    @property
    def description(self) -> str:
        """See Format.description."""
        sign = {"\t": "tab", " ": "space"}.get(self.delimiter, f"“{self.delimiter}”")
        return f"CSV, {sign} between fields, {self.encoding}"

    def columns(self, file: Input) -> list[str]:
        """See Format.columns."""
        with text_of(file.open(), self.encoding, newline="") as text:
            return _names(records(lines_of(text), self.delimiter, self.encoding), file.name)

    def rows(self, file: Input) -> Iterator[Row]:
        """See Format.rows."""
        with text_of(file.open(), self.encoding, newline="") as text:
            found = records(lines_of(text), self.delimiter, self.encoding)
            names = _names(found, file.name)
            for record in found:
                yield _row(record, names)


def _row(record: Record, names: list[str]) -> Row:
    number, cells, text, problem = record
    if problem:
        return Row(number, text, problem)
    if len(cells) != len(names):
        return Row(number, text, f"{len(names):,} fields expected, {len(cells):,} found")
    return Row(number, {n: cell for n, cell in zip(names, cells, strict=True) if cell})


def known_delimiter(text: str) -> str:
    """The character that ``text`` stands for. Raises InputError."""
    sign = "\t" if text in ("tab", r"\t") else text
    if len(sign) != 1 or sign in '"\r\n':
        raise InputError("--delimiter: use one character, or the word tab.")
    return sign


def separator_hint(line: str | None) -> str | None:
    """The delimiter that Excel's own first line "sep=;" tells, if this is that line."""
    found = _SEPARATOR_HINT.fullmatch((line or "").strip("\r\n"))
    return found[1] if found else None


def unique_names(names: Iterable[str]) -> list[str]:
    """Trimmed, blank ones named and repeated ones numbered, the way pandas does."""
    found: dict[str, None] = {}
    for place, name in enumerate(names):
        base = unique = name.strip() or f"Unnamed: {place}"
        numbers = count(1)
        while unique in found:
            unique = f"{base}.{next(numbers)}"
        found[unique] = None
    return list(found)


def _names(found: Iterator[Record], file: str) -> list[str]:
    first = next(found, None)
    if first and separator_hint(first.text):
        first = next(found, None)
    if first is None:
        raise SourceError(f"{file} is empty; its first line must name the columns.")
    if first.problem:
        raise SourceError(
            f"{file} does not begin with the names of its columns: "
            f"line {first.number} is unusable ({first.problem})."
        )
    data = next((cell for cell in first.cells if _is_data(cell)), None)
    if data is not None:
        raise SourceError(
            f"{file} does not begin with the names of its columns but with “{data[:40]}”; "
            "add a first line that names them."
        )
    return unique_names(first.cells)


def _is_data(cell: str) -> bool:
    return "://" in cell or len(cell) > _LONGEST_NAME

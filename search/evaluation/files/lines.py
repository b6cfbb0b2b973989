"""Bytes to lines and cells, with the number of each line."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Literal, NamedTuple

from search.errors import InputError
from search.export.files import unguarded
from search.limits import MAX_EVALUATION_BYTES

_MEGABYTE = 1024 * 1024
_DELIMITERS = "\t,;"


class Line(NamedTuple):
    """One line or row of a file; ``number`` is 1-based, of its last line."""

    number: int
    cells: list[str]


def read_bytes(path: Path) -> bytes:
    """A file's content. Raises InputError when it cannot be read or is too large."""
    try:
        size = path.stat().st_size
        if size > MAX_EVALUATION_BYTES:
            limit = MAX_EVALUATION_BYTES // _MEGABYTE
            raise InputError(f"{path}: {size // _MEGABYTE:,} MB are too many; use up to {limit}.")
        return path.read_bytes()
    except OSError as error:
        raise InputError(f"{path}: {error.strerror or error}.") from None


def text_of(content: bytes, name: str) -> str:
    """UTF-8 text without a byte order mark. Raises InputError for other encodings."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise wrong(name, line, "it is not UTF-8; save the file as UTF-8") from None


def wrong(name: str, line: int, problem: str) -> InputError:
    """The error for a line that cannot be used."""
    return InputError(f"{name}, line {line:,}: {problem.removesuffix('.')}.")


def table(text: str, name: str) -> Iterator[Line]:
    """The rows of a CSV or TSV; empty lines are left out.

    The delimiter is the tab, comma or semicolon that the first line has most of.
    """
    first = text.lstrip("\r\n").partition("\n")[0]
    delimiter = max(_DELIMITERS, key=first.count)
    # A quote inside a TSV's cell is mostly an inch sign or speech: tabs need no quoting.
    quoting: Literal[0, 3] = csv.QUOTE_NONE if delimiter == "\t" else csv.QUOTE_MINIMAL
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, quoting=quoting)
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                yield Line(reader.line_num, [unguarded(cell.strip()) for cell in row])
    except csv.Error as error:
        raise wrong(name, reader.line_num, str(error)) from None


def columns(header: Sequence[str], names: Mapping[str, Sequence[str]]) -> dict[str, int]:
    """Where each column stands, by its canonical name, whatever it is called in the file."""
    given = [cell.strip().lower().replace("_", "-") for cell in header]
    return {
        name: given.index(alias)
        for name, aliases in names.items()
        for alias in [next((alias for alias in aliases if alias in given), None)]
        if alias is not None
    }


def cell(row: Sequence[str], position: int | None) -> str:
    """The cell there, empty where the row is short or the column absent."""
    return row[position] if position is not None and position < len(row) else ""

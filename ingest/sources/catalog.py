"""The sources that ``python -m ingest`` knows by name."""

import shlex
import sys
from collections.abc import Mapping
from contextlib import closing
from dataclasses import replace
from itertools import chain, islice
from pathlib import Path
from typing import Any

from ingest.documents.columns import Columns, listed
from ingest.documents.guess import ROWS, guess
from ingest.documents.rows import FIELDS
from ingest.formats.detect import AS_FOUND, Reading, detect
from ingest.formats.dialect import known_delimiter, known_quote
from ingest.formats.encodings import known_encoding
from ingest.formats.json_files import JsonArray
from ingest.formats.json_lines import JsonLines
from ingest.sources.file_source import FileSource, named_errors
from ingest.sources.files import Input, Spool
from ingest.sources.protocols import Row
from ingest.sources.yc import yc_record
from search.errors import InputError, SourceError

SAMPLE = Path(__file__).parents[1] / "sample" / "startups.jsonl"
STDIN = "-"
COLUMN_FLAGS = {
    field: f"--{'image' if field == 'images' else field}-column"
    for field in FIELDS
    if field != "alt"
}
"""The flags that name a column, by the field it fills."""
CRUNCHBASE = Columns(
    {
        "id": "uuid",
        "name": "name",
        "description": "short_description",
        "city": "city",
        "link": "homepage_url",
        "images": "logo_url",
    }
)
"""The columns of Crunchbase's export ``organizations.csv``."""


def sample() -> FileSource:
    """The bundled start-ups."""
    return FileSource(Input.file(SAMPLE), JsonLines(), "sample")


def startups(path: Path, command: str) -> FileSource:
    """The tutorial's start-ups, downloaded to ``path``."""
    return FileSource(Input.file(path), JsonLines(), command)


def yc(path: Path, command: str) -> FileSource:
    """Y Combinator's companies, downloaded to ``path``."""
    return FileSource(Input.file(path), JsonArray(), command, yc_record)


def crunchbase(path: Path, spool: Spool) -> FileSource:
    """Crunchbase's export of organizations. Raises SourceError when ``path`` is another file."""
    source = opened(path, spool, f"crunchbase {_quoted(path)}")
    columns = source.columns() or []
    missing = [column for column in CRUNCHBASE.by_field.values() if column not in columns]
    if missing:
        raise SourceError(
            f"{source.file.name} is not Crunchbase's organizations.csv: it has no column "
            f"{listed(missing)}. For another table use: python -m ingest file"
        )
    return replace(source, shape=CRUNCHBASE, about=(*source.about, *CRUNCHBASE.lines(columns)))


def local(
    path: Path,
    spool: Spool,
    given: Mapping[str, str] | None = None,
    encoding: str | None = None,
    delimiter: str | None = None,
    quote: str | None = None,
    header_line: int | None = None,
    sheet: str | None = None,
) -> FileSource:
    """Anyone's table; ``given`` are the columns by field that the user named, "" for none.

    The others say how the file is to be read where the guess is wrong, see Reading. Raises
    SourceError, or InputError when a flag's value cannot be used.
    """
    given = given or {}
    flags = {COLUMN_FLAGS[field]: column for field, column in given.items()}
    reading = Reading(
        None if encoding is None else known_encoding(encoding),
        None if delimiter is None else known_delimiter(delimiter),
        None if quote is None else known_quote(quote),
        header_line,
        sheet,
    )
    said = {
        "--encoding": reading.encoding,
        "--delimiter": delimiter,
        "--quote": quote,
        "--header-line": None if header_line is None else str(header_line),
        "--sheet": sheet,
    }
    flags |= {name: text for name, text in said.items() if text is not None}
    words = [f"{name} {shlex.quote(text)}" for name, text in flags.items()]
    command = " ".join([f"file {_quoted(path)}", *words])
    return _guessed(opened(path, spool, command, reading), given)


def opened(path: Path, spool: Spool, command: str, reading: Reading = AS_FOUND) -> FileSource:
    """A table with its format, its columns not yet sorted. Raises SourceError or InputError."""
    name = "standard input" if str(path) == STDIN else str(path)
    with named_errors(name):
        file, format_ = detect(_input(path, name, spool), spool, reading)
    return FileSource(file, format_, command, about=(f"{name}: {format_.description}",))


def _input(path: Path, name: str, spool: Spool) -> Input:
    """The file, or a copy of what can be read only once."""
    if str(path) == STDIN:
        if sys.stdin is None:  # closed by whoever started the process
            raise SourceError("Standard input is closed; give a file.")
        return spool.keep(sys.stdin.buffer, name)
    if path.is_fifo():
        with open(path, "rb") as pipe:
            return spool.keep(pipe, name)
    if path.exists() and not path.is_file() and not path.is_dir():
        raise SourceError(f"{name} is not a file.")
    return Input.file(path)


def _guessed(source: FileSource, given: Mapping[str, str]) -> FileSource:
    columns, first = beginning(source)
    for field, column in given.items():
        if column and column not in columns and not _has_column(source, column):
            raise InputError(
                f"{COLUMN_FLAGS[field]}: {source.file.name} has no column “{column}”; "
                f"it has {listed(columns)}."
            )
    found = guess(columns, first, given)
    texts = {found.by_field.get("name"), found.by_field.get("description")}
    if columns and first and not texts.intersection([*columns, *given.values()]):
        raise SourceError(
            f"No column of {source.file.name} looks like a name or a description; say which one "
            f"with --name-column or --description-column: it has {listed(columns)}."
        )
    about = (*source.about, *(found.lines(columns) if columns else ()))
    return replace(source, shape=found, about=about)


def beginning(source: FileSource) -> tuple[list[str], list[dict[str, Any]]]:
    """All columns that the file states or its first rows have, and these rows."""
    with closing(source.raw_rows()) as raw:
        first = [row.value for row in islice(raw, ROWS) if _is_table_row(row)]
    return source.columns() or list(dict.fromkeys(chain.from_iterable(first))), first


def _has_column(source: FileSource, column: str) -> bool:
    """Whether any row of a file that does not state its columns has this one."""
    if source.columns() is not None:
        return False
    with closing(source.raw_rows()) as raw:
        return any(column in row.value for row in raw if _is_table_row(row))


def _is_table_row(row: Row) -> bool:
    return not (row.problem or row.aside) and isinstance(row.value, dict)


def _quoted(path: Path) -> str:
    return shlex.quote(str(path).encode("utf-8", "backslashreplace").decode())

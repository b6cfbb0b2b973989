"""The sources that ``python -m ingest`` knows by name."""

import shlex
import sys
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from itertools import chain, islice
from pathlib import Path, PurePath
from typing import Any

from ingest.documents.columns import (
    CARD_FLAG,
    COLUMN_FLAGS,
    FILTER_FLAG,
    MERGE_FLAG,
    SEPARATOR_FLAG,
    TEXT_FLAG,
    Columns,
    FilterColumn,
    listed,
)
from ingest.documents.guess import ROWS, guess
from ingest.documents.nouns import noun_of_column, noun_of_name
from ingest.documents.quantities import Quantity
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
from search.nouns import Noun

SAMPLE = Path(__file__).parents[1] / "sample" / "startups.jsonl"
STDIN = "-"
STARTUPS, COMPANIES = Noun("start-up", "start-ups"), Noun("company", "companies")
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


@dataclass(frozen=True)
class Choices:
    """What the user said of a table's columns.

    ``columns`` are by field, "" for a field that has none; ``texts`` are searched beside the name;
    ``filters`` are columns to filter by, None to guess them and [""] for none; ``merge_by`` joins
    the rows that have the same value there; ``language`` is the one to take of texts by language;
    ``keep_missing`` keeps “N/A” and the like as values. ``separator`` stands between several values
    of a filter's cell, "" if nothing does and None to find out; ``card`` are columns to show on
    cards, None for the first few and [""] for none.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    texts: Sequence[str] = ()
    filters: Sequence[str] | None = None
    merge_by: str = ""
    language: str | None = None
    keep_missing: bool = False
    separator: str | None = None
    card: Sequence[str] | None = None

    def flags(self) -> list[tuple[str, str]]:
        """As the command line has them."""
        return [
            *((COLUMN_FLAGS[name], column) for name, column in self.columns.items()),
            *((TEXT_FLAG, column) for column in self.texts),
            *((FILTER_FLAG, column) for column in self.filters or ()),
            *((CARD_FLAG, column) for column in self.card or ()),
            *([] if self.separator is None else [(SEPARATOR_FLAG, self.separator or "none")]),
            *([(MERGE_FLAG, self.merge_by)] if self.merge_by else ()),
            *([("--take-language", self.language)] if self.language else ()),
        ]

    def named(self) -> list[tuple[str, str]]:
        """Every column that was named, with its flag."""
        others = ("--take-language", SEPARATOR_FLAG)
        return [pair for pair in self.flags() if pair[1] and pair[0] not in others]


def sample() -> FileSource:
    """The bundled start-ups."""
    founded = FilterColumn("founded", quantity=Quantity("number", "point"))
    shape = Columns(facets={"sector": FilterColumn("sector"), "founded": founded})
    return FileSource(Input.file(SAMPLE), JsonLines(), "sample", shape, noun=STARTUPS)


def startups(path: Path, command: str) -> FileSource:
    """The tutorial's start-ups, downloaded to ``path``."""
    return FileSource(Input.file(path), JsonLines(), command, noun=STARTUPS)


def yc(path: Path, command: str) -> FileSource:
    """Y Combinator's companies, downloaded to ``path``."""
    return FileSource(Input.file(path), JsonArray(), command, yc_record, noun=COMPANIES)


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
    about = (*source.about, *CRUNCHBASE.lines(columns))
    return replace(source, shape=CRUNCHBASE, about=about, noun=COMPANIES)


def local(
    path: Path,
    spool: Spool,
    choices: Choices | None = None,
    encoding: str | None = None,
    delimiter: str | None = None,
    quote: str | None = None,
    header_line: int | None = None,
    sheet: str | None = None,
) -> FileSource:
    """Anyone's table; ``choices`` are the columns that the user named.

    The others say how the file is to be read where the guess is wrong, see Reading. Raises
    SourceError, or InputError when a flag's value cannot be used.
    """
    choices = choices or Choices()
    reading = reading_of(encoding, delimiter, quote, header_line, sheet)
    said = {
        "--encoding": reading.encoding,
        "--delimiter": delimiter,
        "--quote": quote,
        "--header-line": None if header_line is None else str(header_line),
        "--sheet": sheet,
    }
    flags = choices.flags()
    flags += [(name, text) for name, text in said.items() if text is not None]
    words = [_flag(name, text) for name, text in flags]
    words += ["--keep-missing"] if choices.keep_missing else []
    command = " ".join([f"file {_quoted(path)}", *words])
    return _guessed(opened(path, spool, command, reading), choices)


def reading_of(
    encoding: str | None = None,
    delimiter: str | None = None,
    quote: str | None = None,
    header_line: int | None = None,
    sheet: str | None = None,
) -> Reading:
    """How a file is to be read, from what the user said. Raises InputError."""
    return Reading(
        None if encoding is None else known_encoding(encoding),
        None if delimiter is None else known_delimiter(delimiter),
        None if quote is None else known_quote(quote),
        header_line,
        sheet,
    )


def _flag(name: str, text: str) -> str:
    """A value that looks like a flag itself is joined by "="."""
    return f"{name}{'=' if text.startswith('-') else ' '}{shlex.quote(text)}"


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


def _guessed(source: FileSource, choices: Choices) -> FileSource:
    columns, first = beginning(source)
    for flag, column in choices.named():
        if column not in columns and not _has_column(source, column):
            raise InputError(
                f"{flag}: {source.file.name} has no column “{column}”; it has {listed(columns)}."
            )
    filters = None if choices.filters is None else [name for name in choices.filters if name]
    card = None if choices.card is None else tuple(name for name in choices.card if name)
    found = replace(
        guess(columns, first, choices.columns, choices.texts, filters, choices.separator),
        flagged=True,
        language=choices.language,
        keep_missing=choices.keep_missing,
        card=card,
    )
    if choices.merge_by:  # every document has another value there
        facets = {
            name: each
            for name, each in found.facets.items()
            if filters is not None or each.column != choices.merge_by
        }
        found = replace(found, key="", facets=facets)
    texts = {found.by_field.get("name"), found.by_field.get("description"), *found.texts}
    if columns and first and not texts.intersection([*columns, *choices.columns.values()]):
        raise SourceError(
            f"No column of {source.file.name} looks like a name or a description; say which one "
            f"with --name-column or --description-column: it has {listed(columns)}."
        )
    about = (*source.about, *(found.lines(columns) if columns else ()))
    noun = noun_of_name(PurePath(source.file.name).name) or noun_of_column(
        found.by_field.get("name", "")
    )
    return replace(source, shape=found, merge_by=choices.merge_by, about=about, noun=noun)


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

"""What somebody has chosen for a table, and the same as arguments of ``python -m ingest file``."""

import argparse
import shlex
from collections.abc import Mapping, Sequence
from contextlib import redirect_stderr
from dataclasses import dataclass, field
from io import StringIO

from ingest.cli.arguments import parser
from ingest.documents.columns import (
    CARD_FLAG,
    COLUMN_FLAGS,
    FILTER_FLAG,
    MERGE_FLAG,
    SEPARATOR_FLAG,
    TEXT_FLAG,
)


@dataclass(frozen=True)
class ReadingChoices:
    """How the file is read; "" and None are found out."""

    encoding: str = ""
    delimiter: str = ""
    quote: str = ""
    header_line: int | None = None
    sheet: str = ""

    def arguments(self) -> list[str]:
        """The flags for what is chosen."""
        texts = {
            "--encoding": self.encoding,
            "--delimiter": self.delimiter,
            "--quote": self.quote,
            "--header-line": "" if self.header_line is None else str(self.header_line),
            "--sheet": self.sheet,
        }
        return [f"{flag}={text}" for flag, text in texts.items() if text]


@dataclass(frozen=True)
class TableChoices:
    """All that can be chosen.

    ``columns`` are by field, "" for a field that has none; a field that is not among them is
    guessed, and so are ``filters`` and ``card`` that are None. ``separator`` stands between several
    values of a filter, ``noun`` is what the documents are called; both are guessed if empty.
    ``language`` is of the texts, for stems and stop words, ``take_language`` the one to take of
    texts by language.
    """

    reading: ReadingChoices = ReadingChoices()
    columns: Mapping[str, str] = field(default_factory=dict)
    texts: Sequence[str] = ()
    filters: Sequence[str] | None = None
    merge_by: str = ""
    keep_missing: bool = False
    strip_html: bool = False
    fix_text: bool = False
    language: str = ""
    take_language: str = ""
    separator: str = ""
    card: Sequence[str] | None = None
    noun: str = ""

    def arguments(self) -> list[str]:
        """The flags for what is chosen; "=" keeps columns like "--x" from being flags."""
        switches = {
            "--keep-missing": self.keep_missing,
            "--strip-html": self.strip_html,
            "--fix-text": self.fix_text,
        }
        texts = {
            MERGE_FLAG: self.merge_by,
            "--language": self.language,
            "--take-language": self.take_language,
            SEPARATOR_FLAG: self.separator,
            "--noun": self.noun,
        }
        filters = () if self.filters is None else self.filters or ("",)
        card = () if self.card is None else self.card or ("",)
        return [
            *self.reading.arguments(),
            *(f"{COLUMN_FLAGS[name]}={column}" for name, column in self.columns.items()),
            *(f"{TEXT_FLAG}={column}" for column in self.texts),
            *(f"{FILTER_FLAG}={column}" for column in filters),
            *(f"{CARD_FLAG}={column}" for column in card),
            *(f"{flag}={text}" for flag, text in texts.items() if text),
            *(flag for flag, is_on in switches.items() if is_on),
        ]


def choices_of(source: str) -> TableChoices | None:
    """The choices that a manifest's source was built with; None if it is no table of one's own."""
    try:
        arguments = shlex.split(source)
        with redirect_stderr(StringIO()):
            options = parser().parse_args(arguments)
    except (ValueError, SystemExit):
        return None
    return _chosen(options) if options.command == "file" else None


def _chosen(options: argparse.Namespace) -> TableChoices:
    said = vars(options)
    columns = {
        name: said[flag.removeprefix("--").replace("-", "_")] for name, flag in COLUMN_FLAGS.items()
    }
    filters = options.filter_column
    return TableChoices(
        ReadingChoices(
            options.encoding or "",
            options.delimiter or "",
            options.quote or "",
            options.header_line,
            options.sheet or "",
        ),
        {name: column for name, column in columns.items() if column is not None},
        tuple(options.text_column or ()),
        None if filters is None else tuple(filter(None, filters)),
        options.merge_by,
        options.keep_missing,
        options.strip_html,
        options.fix_text,
        options.language or "",
        options.take_language or "",
        options.value_separator or "",
        None if options.card_column is None else tuple(filter(None, options.card_column)),
        options.noun or "",
    )

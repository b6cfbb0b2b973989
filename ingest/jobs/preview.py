"""What a table holds and what would become of its rows, before anything is built."""

from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from ingest.build.admission import Admission
from ingest.build.summary import Summary
from ingest.cli.arguments import Place, parser, source_of
from ingest.documents.guess import guess
from ingest.formats.base import Format
from ingest.formats.delimited import Delimited
from ingest.formats.workbook import Workbook
from ingest.jobs.choices import ReadingChoices, TableChoices
from ingest.sources.catalog import beginning, opened, reading_of
from ingest.sources.files import Spool
from search.errors import SourceError

ROWS = 200
"""How many rows are tried."""


@dataclass(frozen=True)
class Preview:
    """The beginning of a table as it is read, and what its columns are taken for.

    ``format`` says in words how it is read. ``guessed`` are columns by field, ``filters`` and
    ``unread`` columns of the guess (see Columns), ``key`` is the column by which rows without
    texts continue others, "" if none do. ``data_line`` is the line that looks like data where
    names of columns were expected, 0 where nothing is in doubt.
    """

    format: str
    columns: Sequence[str]
    rows: Sequence[Mapping[str, Any]]
    guessed: Mapping[str, str]
    filters: Sequence[str] = ()
    unread: Sequence[str] = ()
    key: str = ""
    sheets: Sequence[str] = ()
    is_delimited: bool = False
    data_line: int = 0


def preview(path: Path, spool: Spool, reading: ReadingChoices | None = None) -> Preview:
    """Reads the beginning of a table. Raises SourceError or InputError."""
    chosen = reading or ReadingChoices()
    source = opened(
        path,
        spool,
        "",
        reading_of(
            chosen.encoding or None,
            chosen.delimiter or None,
            chosen.quote or None,
            chosen.header_line,
            chosen.sheet or None,
        ),
    )
    columns, rows = beginning(source)
    if not columns:
        raise SourceError(f"{path} has no columns: it is empty, or no table.")
    found = guess(columns, rows, {})
    return Preview(
        source.format.description,
        columns,
        rows,
        {field: column for field, column in found.by_field.items() if column in columns},
        [facet.column for facet in found.facets.values()],
        found.unread,
        found.key,
        _sheets(source.format),
        isinstance(source.format, Delimited),
        source.format.outline.data_line if isinstance(source.format, Delimited | Workbook) else 0,
    )


def trial(path: Path, spool: Spool, choices: TableChoices) -> Summary:
    """What becomes of the first rows, told by the very step that a build begins with.

    Nothing is stored; ``indexed`` is the number of documents. Raises SourceError or InputError.
    """
    options = parser().parse_args(["file", str(path), *choices.arguments()])
    source = source_of(options, Place(path.parent, spool, lambda done, total: None))
    summary = Summary("")
    admission = Admission(summary)
    with closing(source.rows()) as rows:
        summary.indexed = sum(admission.document(row) is not None for row in islice(rows, ROWS))
    return summary


def _sheets(format_: Format) -> Sequence[str]:
    return (format_.sheet, *format_.others) if isinstance(format_, Workbook) else ()

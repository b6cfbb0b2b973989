"""What a table holds and how it would be read, before anything is built."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ingest.documents.columns import COLUMN_FLAGS
from ingest.documents.guess import guess
from ingest.sources.catalog import beginning, opened
from ingest.sources.files import Spool
from search.errors import SourceError


@dataclass(frozen=True)
class Preview:
    """``format`` in words, all ``columns``, the first rows, and the guessed column by field."""

    format: str
    columns: Sequence[str]
    rows: Sequence[Mapping[str, Any]]
    guessed: Mapping[str, str]


def preview(path: Path, spool: Spool) -> Preview:
    """Reads the beginning of a table. Raises SourceError."""
    source = opened(path, spool, "")
    columns, rows = beginning(source)
    if not columns:
        raise SourceError(f"{path} has no columns: it is empty, or no table.")
    found = guess(columns, rows, {}).by_field
    guessed = {field: column for field, column in found.items() if column in columns}
    return Preview(source.format.description, columns, rows, guessed)


def column_arguments(chosen: Mapping[str, str]) -> list[str]:
    """The flags of ``python -m ingest file`` for columns by field, "" for none."""
    return [f"{COLUMN_FLAGS[field]}={column}" for field, column in chosen.items()]

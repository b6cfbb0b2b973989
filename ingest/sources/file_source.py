"""A file as a source: its bytes, the format they are in, and which column is what."""

from collections.abc import Generator, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field

from ingest.documents.cleaning import clean
from ingest.documents.columns import Columns, FilterColumn, Shape
from ingest.documents.continued import merged
from ingest.formats.base import Format
from ingest.sources.files import Damaged, Input, reason
from ingest.sources.protocols import Row
from search.errors import SourceError
from search.nouns import Noun
from search.ranges import RangeKind

Rows = Generator[Row, None, None]
"""Closing it closes the file."""


@dataclass(frozen=True)
class FileSource:
    """Rows of a file, sorted into the fields of a document.

    ``read_as`` is what ``python -m ingest`` was told; ``about`` is for whoever watches it. Rows
    with the same value in ``merge_by`` that follow each other become one. ``noun`` is what they
    are, where that is known.
    """

    file: Input
    format: Format
    read_as: str
    shape: Shape = field(default_factory=Columns)
    cleanups: tuple[str, ...] = ()
    limit: int | None = None
    merge_by: str = ""
    about: tuple[str, ...] = ()
    noun: Noun | None = None

    @property
    def command(self) -> str:
        """See Source.command."""
        flags = [f"--{name}" for name in self.cleanups]
        flags += [f"--limit {self.limit}"] if self.limit else []
        return " ".join([self.read_as, *flags])

    @property
    def facets(self) -> tuple[str, ...]:
        """The fields that documents can be filtered by their values, beside the city."""
        return tuple(name for name, each in self._filters.items() if not each.quantity)

    @property
    def ranges(self) -> dict[str, RangeKind]:
        """The fields that documents can be filtered by ranges."""
        filters = self._filters.items()
        return {name: each.quantity.kind for name, each in filters if each.quantity}

    @property
    def card(self) -> list[str] | None:
        """The further columns that cards show, None for the first few."""
        return self.shape.card_fields if isinstance(self.shape, Columns) else None

    @property
    def _filters(self) -> Mapping[str, FilterColumn]:
        return self.shape.facets if isinstance(self.shape, Columns) else {}

    def columns(self) -> list[str] | None:
        """All columns, if the file states them. Raises SourceError."""
        with named_errors(self.file.name):
            return self.format.columns(self.file)

    def rows(self) -> Rows:
        """See Source.rows."""
        with closing(self.raw_rows()) as rows:
            limited = self._limited(rows)
            for row in merged(limited, self.merge_by) if self.merge_by else limited:
                plain = row.problem or row.aside or not isinstance(row.value, dict)
                yield row if plain else self._shaped(row)

    def _limited(self, rows: Rows) -> Rows:
        """The first ``limit`` rows, and the lines among them that are no rows."""
        left = self.limit
        for row in rows:
            if left == 0:
                return
            left = left if left is None or row.aside else left - 1
            yield row

    def raw_rows(self) -> Rows:
        """The rows as they are in the file, all of them."""
        place = "at its beginning"
        try:
            for row in self.format.rows(self.file):
                place = f"after {row.place}"
                yield row
        except (OSError, Damaged) as error:
            raise _unreadable(self.file.name, error, place) from error

    def _shaped(self, row: Row) -> Row:
        record = self.shape(row.value)
        if not self.cleanups:
            return row._replace(value=record)
        cleaned = clean(record, self.cleanups)
        return row._replace(value=cleaned, cleaned=cleaned.cleaned)


@contextmanager
def named_errors(name: str) -> Iterator[None]:
    """Turns what reading ``name`` may raise into SourceError."""
    try:
        yield
    except (OSError, Damaged) as error:
        raise _unreadable(name, error, "at its beginning") from error


def _unreadable(name: str, error: Exception, place: str) -> SourceError:
    if isinstance(error, Damaged):
        return SourceError(f"{name} is cut off or damaged {place}: {error}.")
    return SourceError(f"{name} cannot be read: {reason(error)}.")

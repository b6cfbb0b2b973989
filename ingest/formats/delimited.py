"""CSV and its kin, read in a dialect and with an outline that were found or said."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from ingest.formats.dialect import Dialect, separator_hint
from ingest.formats.encodings import lines_of, text_of
from ingest.formats.outline import Outline
from ingest.formats.records import Record, records
from ingest.formats.table import rows_of
from ingest.sources.files import Input
from ingest.sources.protocols import Row


@dataclass(frozen=True)
class Delimited:
    r"""Text with one record a line; quoted fields may hold delimiters and line ends.

    Every cell stays the text it is ("NA", "007" and " x " too); an empty one and `\N` are
    missing values.
    """

    dialect: Dialect
    encoding: str = "utf-8"
    outline: Outline = field(default_factory=lambda: Outline(()))

    @property
    def description(self) -> str:
        """See Format.description."""
        return ", ".join([f"CSV, {self.dialect.description}, {self.encoding}", *self.outline.said])

    def columns(self, file: Input) -> list[str]:
        """See Format.columns."""
        return list(self.outline.names)

    def rows(self, file: Input) -> Iterator[Row]:
        """See Format.rows."""
        with self._records(file) as found:
            yield from rows_of(found, self.outline)

    @contextmanager
    def _records(self, file: Input) -> Iterator[Iterator[Record]]:
        with text_of(file.open(), self.encoding, newline="") as text:
            width = len(self.outline.names)
            found = records(lines_of(text), self.dialect, self.encoding, width)
            yield (record for record in found if not _is_hint(record))


def _is_hint(record: Record) -> bool:
    return record.number == 1 and separator_hint(record.text) is not None

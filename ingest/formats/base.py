"""What a format promises."""

from collections.abc import Iterator
from typing import Protocol

from ingest.sources.files import Input
from ingest.sources.protocols import Row


class Format(Protocol):
    """How the bytes of a file become rows."""

    @property
    def description(self) -> str:
        """For people, such as "CSV, “;” between fields, cp1252"."""
        ...

    def columns(self, file: Input) -> list[str] | None:
        """Names of all columns, if the format states them apart from the rows.

        Raises SourceError, OSError or Damaged, as ``rows`` does.
        """
        ...

    def rows(self, file: Input) -> Iterator[Row]:
        """Every row."""
        ...

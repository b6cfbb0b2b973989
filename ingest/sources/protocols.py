"""Where rows come from. A source can be read more than once: a build makes two passes."""

from collections.abc import Iterator
from typing import Any, Literal, NamedTuple, Protocol

MAX_ROW = 10 * 1024 * 1024
"""Characters of a row; a longer one is passed over, so that memory stays bounded."""
TOO_LONG = f"longer than {MAX_ROW // 2**20} MiB"


class Row(NamedTuple):
    """One row as read, where it stands, and why it cannot be used if that is known already.

    ``number`` is 1-based: the line a row begins at, or where lines say nothing (Parquet, a JSON
    array) the row itself; ``unit`` says which. With a ``problem``, ``value`` is the text that was
    read, if there was any within bounds. ``cleaned`` names the clean-ups that changed the row,
    ``merged`` counts the further rows that were joined into this one. ``aside`` is what stands
    there instead of a row, such as "repeated header": it is counted by itself, never as a row.
    """

    number: int
    value: Any
    problem: str | None = None
    unit: Literal["line", "row"] = "line"
    cleaned: tuple[str, ...] = ()
    aside: str | None = None
    merged: int = 0

    @property
    def place(self) -> str:
        """Such as "line 17"."""
        return f"{self.unit} {self.number}"


class Source(Protocol):
    """Rows that can be read again from the start."""

    @property
    def command(self) -> str:
        """What to give ``python -m ingest`` to read this source again."""
        ...

    def rows(self) -> Iterator[Row]:
        """Every row, also those that cannot be parsed. Raises SourceError."""
        ...

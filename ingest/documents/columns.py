"""Which column of a table is which field of a document, and what becomes of the others."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ingest.documents.rows import FIELDS, Record

Shape = Callable[[dict[str, Any]], Record]
"""Turns a row's values by column into a document's."""
_SHOWN = 12
_SHOWN_NAME = 60


@dataclass(frozen=True)
class Columns:
    """Columns by the field they fill; each further column is kept in ``extra``."""

    by_field: Mapping[str, str] = field(default_factory=lambda: {name: name for name in FIELDS})

    def __call__(self, row: dict[str, Any]) -> Record:
        """The row as a document's values."""
        used = self.by_field.values()
        return Record(
            {name: row[column] for name, column in self.by_field.items() if column in row},
            {column: value for column, value in row.items() if column not in used},
            row,
        )

    def lines(self, columns: Sequence[str]) -> list[str]:
        """For people: what is taken for what, and which columns are only kept."""
        taken = {name: column for name, column in self.by_field.items() if column in columns}
        others = [column for column in columns if column not in taken.values()]
        lines = [
            ", ".join(f"{name} ← {column}" for name, column in taken.items()),
            f"kept as extra: {listed(others)}" if others else "",
        ]
        return [line for line in lines if line]


def listed(columns: Sequence[str]) -> str:
    """The first of them for people, and how many more there are."""
    shown = ", ".join(column[:_SHOWN_NAME] for column in columns[:_SHOWN])
    more = len(columns) - _SHOWN
    return f"{shown} and {more:,} more" if more > 0 else shown

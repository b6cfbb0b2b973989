"""Which column of a table is which field of a document, and what becomes of the others."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ingest.documents.further import beside_fields
from ingest.documents.missing import is_absent
from ingest.documents.quantities import Quantity
from ingest.documents.rows import FIELDS, Record
from ingest.documents.values import plain

Shape = Callable[[dict[str, Any]], Record]
"""Turns a row's values by column into a document's."""
COLUMN_FLAGS = {
    field: f"--{'image' if field == 'images' else field}-column"
    for field in FIELDS
    if field != "alt"
}
"""The flags that name a column, by the field it fills."""
TEXT_FLAG, FILTER_FLAG, CARD_FLAG = "--text-column", "--filter-column", "--card-column"
MERGE_FLAG, SEPARATOR_FLAG = "--merge-by", "--value-separator"
_SHOWN = 12
_SHOWN_NAME = 60


@dataclass(frozen=True)
class FilterColumn:
    """A column whose values documents can be filtered by.

    With a ``separator``, a text holds several values. With a ``quantity``, they are numbers or
    dates, which ranges filter.
    """

    column: str
    separator: str = ""
    quantity: Quantity | None = None

    def values(self, row: Mapping[str, Any]) -> Any:
        """The row's value or values."""
        value = plain(row.get(self.column))
        return value.split(self.separator) if self.separator and isinstance(value, str) else value


@dataclass(frozen=True)
class Columns:
    """Columns by the field they fill; each further column is kept in ``extra``.

    ``texts`` are columns that follow the description's as paragraphs of it, ``facets`` those that
    documents can be filtered by, which are kept in ``extra`` as well. ``unread`` are long texts
    that nobody searches, ``key`` is a column by which rows without texts continue others.
    ``flagged`` says that the command line can name columns. Of texts by language, the one in
    ``language`` is taken. ``card`` are the further columns that cards show, None for the first few.
    """

    by_field: Mapping[str, str] = field(default_factory=lambda: {name: name for name in FIELDS})
    texts: tuple[str, ...] = ()
    facets: Mapping[str, FilterColumn] = field(default_factory=dict)
    unread: tuple[str, ...] = ()
    key: str = ""
    flagged: bool = False
    language: str | None = None
    keep_missing: bool = False
    card: tuple[str, ...] | None = None
    _used: frozenset[str] = field(init=False)
    _labels: Mapping[str, str] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_used", frozenset((*self.by_field.values(), *self.texts)))
        labels = {name: self._label(name, column) for name, column in self.by_field.items()}
        object.__setattr__(self, "_labels", labels)

    def __call__(self, row: dict[str, Any]) -> Record:
        """The row as a document's values."""
        fields = {name: row[column] for name, column in self.by_field.items() if column in row}
        if self.texts:
            texts = [fields.get("description"), *(row.get(column) for column in self.texts)]
            fields["description"] = [text for text in texts if not is_absent(text)]
        return Record(
            fields,
            {column: value for column, value in row.items() if column not in self._used},
            row,
            self._labels,
            {name: each.values(row) for name, each in self.facets.items() if not each.quantity},
            self.by_field,
            self.key if self.key and not is_absent(row.get(self.key)) else "",
            (),
            self.language,
            self.keep_missing,
            {
                name: (each.quantity, each.values(row))
                for name, each in self.facets.items()
                if each.quantity
            },
        )

    @property
    def card_fields(self) -> list[str] | None:
        """The names that the columns on cards have in ``extra``."""
        return None if self.card is None else list(beside_fields(dict.fromkeys(self.card), FIELDS))

    def lines(self, columns: Sequence[str]) -> list[str]:
        """For people: what is taken for what, and which columns are only kept."""
        taken = {name: column for name, column in self.by_field.items() if column in columns}
        others = [column for column in columns if column not in self._used]
        lines = [
            ", ".join(f"{name} ← {column}" for name, column in taken.items()),
            f"searched as well: {listed(self.texts)}" if self.texts else "",
            f"filters: {listed(self._filters())}" if self.facets else "",
            f"also shown on cards: {listed(others)}" if others else "",
        ]
        if self.unread and self.flagged:
            flags = " ".join(f"{TEXT_FLAG} “{column[:_SHOWN_NAME]}”" for column in self.unread)
            lines.append(f"long text that is not searched: {listed(self.unread)}; add {flags}")
        if self.key and self.flagged:
            lines.append(
                f"rows without texts continue the row with the same “{self.key}”; "
                f"{MERGE_FLAG} “{self.key}” joins them"
            )
        return [line for line in lines if line]

    def _filters(self) -> list[str]:
        return [
            f"{each.column} (range of {each.quantity.kind}s)" if each.quantity else each.column
            for each in self.facets.values()
        ]

    def _label(self, name: str, column: str) -> str:
        """What to call a field's column in a message, with the flag that names another."""
        flag = f" ({COLUMN_FLAGS[name]})" if self.flagged and name in COLUMN_FLAGS else ""
        if column == name:
            return name
        return f"“{column[:_SHOWN_NAME]}”{flag}"


def listed(columns: Sequence[str]) -> str:
    """The first of them for people, and how many more there are."""
    # A column's name may run over several lines, a message may not.
    shown = ", ".join(" ".join(column[:_SHOWN_NAME].split()) for column in columns[:_SHOWN])
    more = len(columns) - _SHOWN
    return f"{shown} and {more:,} more" if more > 0 else shown

"""From a row to a document, or the reason why not. Text is kept as it is."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from ingest.documents.facet_values import facet_values
from ingest.documents.further import beside_fields, storable
from ingest.documents.identity import given_id, row_digest
from ingest.documents.missing import is_placeholder
from ingest.documents.quantities import Quantity, numbers_of
from ingest.documents.values import JOINED, Unusable, kind, plain, text_of
from search.names import document_id
from search.text.normalization import clean_city, is_unicode
from search.types import Document

LONGEST = {
    "name": 1_000,
    "description": 200_000,
    "city": 200,
    "link": 4_000,
    "images": 4_000,
    "alt": 4_000,
}
FIELDS = ("id", *LONGEST)
"""What a document takes from a row."""
_MAY_BE_MISSING = ("city", "link", "images")
"""Fields in which a placeholder such as “N/A” is no value."""
_LONGEST_EXAMPLE = 60


class RejectedRow(ValueError):
    """Why a row cannot become a document; the message names the column."""


class LeftOut(NamedTuple):
    """A value that its document goes without: which and why, and the value's beginning."""

    reason: str
    example: str


Note = Callable[[LeftOut], None]


class Record(NamedTuple):
    """A row sorted into a document's fields and what is beside them; ``row`` is as read.

    ``labels`` says what to call a field in a message, ``facets`` are values by facet field,
    ``numbers`` values of fields that ranges filter, with the way they are written;
    ``columns`` the columns that fields were taken from. ``continues`` is the column by which a
    row without texts belongs to an earlier one, ``cleaned`` the clean-ups that changed the row.
    """

    fields: dict[str, Any]
    extra: dict[str, Any]
    row: Any
    labels: Mapping[str, str] = {}
    facets: Mapping[str, Any] = {}
    columns: Mapping[str, str] = {}
    continues: str = ""
    cleaned: tuple[str, ...] = ()
    language: str | None = None
    keep_missing: bool = False
    numbers: Mapping[str, tuple[Quantity, Any]] = {}


def to_document(row: Any, note: Note = lambda left_out: None) -> Document:
    """The document that a row or record describes. Raises RejectedRow.

    A row needs a usable name or description. Any other value that cannot be used is left out of
    its field, kept in ``extra`` where it can be stored, and told to ``note``.
    """
    if not isinstance(row, dict | Record):
        raise RejectedRow(f"expected an object, found {kind(row)}")
    return _Reading(row if isinstance(row, Record) else _sorted(row), note).document()


def _sorted(row: dict[str, Any]) -> Record:
    """By the fields' own names."""
    fields = {name: row[name] for name in FIELDS if name in row}
    return Record(fields, {name: v for name, v in row.items() if name not in FIELDS}, row)


class _Reading:
    """One record being read; remembers what was left out of its field."""

    def __init__(self, record: Record, note: Note) -> None:
        self._record, self._note = record, note
        self._kept: dict[str, Any] = {}
        self._problems: dict[str, str] = {}

    def document(self) -> Document:
        fields = {name: self._field(name) for name in LONGEST}
        if not fields["name"].strip() and not fields["description"].strip():
            raise RejectedRow(self._no_text())
        source_id = self._source_id()
        return Document(
            id=document_id(source_id),
            source_id=source_id,
            name=fields["name"],
            description=fields["description"],
            city=clean_city(fields["city"]),
            link=fields["link"],
            images=fields["images"],
            alt=fields["alt"],
            extra=self._extra(),
            facets=self._facets(),
            numbers=self._numbers(),
        )

    def _field(self, name: str) -> str:
        """The field's text, "" where there is none or where it cannot be used."""
        value = self._record.fields.get(name)
        try:
            text = text_of(value, name, self._record.language)
            _check(name, text)
        except Unusable as problem:
            self._leave_out(name, str(problem), value)
            return ""
        if name in _MAY_BE_MISSING and self._placeholder(text):
            self._note(LeftOut(f"{self._label(name)}: stands for a missing value", text))
            return ""
        if self._is_reduced(name, value):
            self._kept[self._column(name)] = value
        return text

    def _placeholder(self, text: str) -> bool:
        return not self._record.keep_missing and bool(text) and is_placeholder(text)

    def _is_reduced(self, name: str, value: Any) -> bool:
        """Whether there is more in the value than the field took."""
        value = plain(value)
        items = value if isinstance(value, list) else [value]
        several = len(items) > 1 and name not in JOINED
        return several or any(isinstance(plain(item), dict) for item in items)

    def _leave_out(self, name: str, problem: str, value: Any) -> None:
        reason = f"{self._label(name)}: {problem}"
        self._problems[name] = reason
        self._kept[self._column(name)] = value
        self._note(LeftOut(reason, shown(value)))

    def _label(self, name: str) -> str:
        return self._record.labels.get(name, name)

    def _column(self, name: str) -> str:
        return self._record.columns.get(name, name)

    def _no_text(self) -> str:
        """Why there is nothing to search."""
        problems = [self._problems[n] for n in ("name", "description") if n in self._problems]
        if problems:
            return "; ".join(problems)
        record = self._record
        names = [record.columns.get(name, "") for name in ("name", "description")]
        columns = [
            column if column == name else f"“{column}”"
            for name, column in zip(("name", "description"), names, strict=True)
            if column
        ]
        said = " and ".join(columns or ("name", "description"))
        empty = "is empty" if len(columns) == 1 else "are both empty"
        if record.continues:
            return (
                f"{said} {empty}: it continues the row with the same “{record.continues}” "
                f"(--merge-by {record.continues} joins them)"
            )
        if record.cleaned:
            return f"{said} {empty} after --{' and --'.join(record.cleaned)}"
        return f"{said} {empty}"

    def _source_id(self) -> str:
        """The row's own id, else a digest of all of it."""
        value = self._record.fields.get("id")
        try:
            if (own := given_id(value)) is not None:
                return own
        except Unusable as problem:
            self._leave_out("id", str(problem), value)
        try:
            return row_digest(self._record.row)
        except RecursionError:
            raise RejectedRow("nested too deeply") from None

    def _extra(self) -> dict[str, Any]:
        columns = {**self._record.extra, **self._kept}
        kept, left_out = storable(beside_fields(columns, FIELDS))
        for name, problem in left_out.items():
            self._note(LeftOut(f"further column {printable_name(name)}: {problem}", ""))
        return kept

    def _facets(self) -> dict[str, list[str]]:
        found = {}
        for field, value in self._record.facets.items():
            values, problem = facet_values(value, self._record.language)
            if problem:
                self._note(LeftOut(f"filter “{field}”: {problem}", shown(value)))
            if values:
                found[field] = values
        return found

    def _numbers(self) -> dict[str, list[float]]:
        found = {}
        for field, (quantity, value) in self._record.numbers.items():
            numbers, problem = numbers_of(value, quantity)
            if problem:
                self._note(LeftOut(f"filter “{field}”: {problem}", shown(value)))
            if numbers:
                found[field] = numbers
        return found


def _check(name: str, text: str) -> None:
    """Raises Unusable."""
    # NFC takes some characters apart, so what was short enough may not be afterwards.
    length = max(len(text), len(clean_city(text) or "")) if name == "city" else len(text)
    if length > LONGEST[name]:
        raise Unusable(f"longer than {LONGEST[name]:,} characters")
    if not is_unicode(text):
        raise Unusable("not valid Unicode (a lone surrogate)")


def shown(value: Any) -> str:
    """The beginning of a value for people."""
    text = value if isinstance(value, str) else repr(value)
    return text if len(text) <= _LONGEST_EXAMPLE else f"{text[:_LONGEST_EXAMPLE]}…"


def printable_name(name: str) -> str:
    """A column's name in quotes, not too long."""
    return f"“{name[:_LONGEST_EXAMPLE]}”"

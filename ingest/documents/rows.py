"""From a row to a document, or the reason why not. Text is kept as it is."""

import hashlib
import json
import math
from collections.abc import Mapping
from typing import Any, NamedTuple
from uuid import NAMESPACE_URL, uuid5

from search.text.normalization import clean_city, is_unicode
from search.types import Document

_LONGEST = {
    "name": 1_000,
    "description": 200_000,
    "city": 200,
    "link": 4_000,
    "images": 4_000,
    "alt": 4_000,
}
FIELDS = ("id", *_LONGEST)
"""What a document takes from a row."""
LONGEST_ID = 500
_LONGEST_EXTRA = 200_000
_DEEPEST_EXTRA = 100


class RejectedRow(ValueError):
    """Why a row cannot become a document; the message begins with the field's name."""


class Record(NamedTuple):
    """A row sorted into a document's fields and what is beside them; ``row`` is as read."""

    fields: dict[str, Any]
    extra: dict[str, Any]
    row: Any


def to_document(row: Any) -> Document:
    """The document that a row or record describes. Raises RejectedRow.

    A row needs a name or a description; further columns are kept in ``extra``.
    """
    if not isinstance(row, dict | Record):
        raise RejectedRow(f"expected an object, found {_kind(row)}")
    record = row if isinstance(row, Record) else _sorted(row)
    fields = {name: _text(record.fields, name) for name in _LONGEST}
    if not fields["name"].strip() and not fields["description"].strip():
        raise RejectedRow("name and description are both empty")
    source_id = _source_id(record.fields, fields)
    return Document(
        id=str(uuid5(NAMESPACE_URL, source_id)),
        source_id=source_id,
        name=fields["name"],
        description=fields["description"],
        city=_city(fields["city"]),
        link=fields["link"],
        images=fields["images"],
        alt=fields["alt"],
        extra=_extra(record.extra),
    )


def _sorted(row: dict[str, Any]) -> Record:
    """By the fields' own names."""
    fields = {name: row[name] for name in FIELDS if name in row}
    return Record(fields, {name: v for name, v in row.items() if name not in FIELDS}, row)


def _text(row: dict[str, Any], name: str) -> str:
    value = row.get(name)
    if _missing(value):
        return ""
    if isinstance(value, bool) or not isinstance(value, str | int | float) or value == math.inf:
        raise RejectedRow(f"{name}: expected text, found {_kind(value)}")
    text = str(value)
    if len(text) > _LONGEST[name]:
        raise RejectedRow(f"{name}: longer than {_LONGEST[name]:,} characters")
    return _unicode(name, text)


def _city(text: str) -> str | None:
    city = clean_city(text)
    if city and len(city) > _LONGEST["city"]:  # NFC takes some characters apart
        raise RejectedRow(f"city: longer than {_LONGEST['city']:,} characters")
    return city


def _source_id(row: dict[str, Any], fields: dict[str, str]) -> str:
    value = row.get("id")
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if not _missing(value) and str(value).strip():
        if isinstance(value, bool) or not isinstance(value, str | int):
            raise RejectedRow(f"id: expected text or a whole number, found {_kind(value)}")
        if len(str(value)) > LONGEST_ID:
            raise RejectedRow(f"id: longer than {LONGEST_ID} characters")
        return _unicode("id", str(value))
    if fields["link"].strip() and fields["name"].strip():
        return f"{fields['link']} {fields['name']}"
    content = json.dumps(fields, sort_keys=True)
    return hashlib.sha256(content.encode()).hexdigest()


def beside_fields(columns: Mapping[str, Any]) -> dict[str, Any]:
    """Further columns under names that no field has: one called like a field gets underscores.

    >>> beside_fields({"name": 1, "name_": 2, "city": 3, "size": 4})
    {'name__': 1, 'name_': 2, 'city_': 3, 'size': 4}
    """
    renamed: dict[str, Any] = {}
    for name, value in columns.items():
        column = str(name)
        while column in FIELDS or (column != name and column in columns):
            column += "_"
        renamed[column] = value
    return renamed


def _extra(columns: dict[str, Any]) -> dict[str, Any]:
    values = {str(name): finite(value) for name, value in columns.items()}
    extra = beside_fields({name: value for name, value in values.items() if value is not None})
    text = json.dumps(extra, ensure_ascii=False)
    if len(text) > _LONGEST_EXTRA:
        raise RejectedRow(f"further columns: longer than {_LONGEST_EXTRA:,} characters together")
    _unicode("further columns", text)
    return extra


def finite(value: Any, depth: int = 0) -> Any:
    """``value`` as JSON has it: NaN and infinities become null. Raises RejectedRow."""
    if depth > _DEEPEST_EXTRA:
        raise RejectedRow(f"further columns: nested more than {_DEEPEST_EXTRA} deep")
    if isinstance(value, float) and not math.isfinite(value):
        return None
    if isinstance(value, list):
        return [finite(item, depth + 1) for item in value]
    if isinstance(value, dict):
        return {name: finite(item, depth + 1) for name, item in value.items()}
    return value


def _missing(value: Any) -> bool:
    return value is None or (isinstance(value, float) and math.isnan(value))


def _unicode(name: str, text: str) -> str:
    if not is_unicode(text):
        raise RejectedRow(f"{name}: not valid Unicode (a lone surrogate)")
    return text


def _kind(value: Any) -> str:
    names = {list: "a list", dict: "an object", bool: "true or false", str: "text"}
    return names.get(type(value), "null" if value is None else "a number")

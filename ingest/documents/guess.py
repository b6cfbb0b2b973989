"""Guesses which column is which field: by name, then by what is in it."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from ingest.documents.columns import Columns
from ingest.documents.rows import FIELDS

ROWS = 100
"""How many rows are looked at."""
# Each in the order of preference; compared without case and punctuation.
_NAMES = {
    "id": "id uuid guid permalink slug",
    "name": "name title company organization organisation company_name organization_name "
    "organisation_name startup startup_name product product_name",
    "description": "description short_description long_description text abstract summary body "
    "content company_description about one_liner",
    "city": "city location hq_city town headquarters hq headquarters_city city_name",
    "link": "link url website homepage homepage_url website_url web_site company_url",
    "images": "images logo logo_url image image_url thumbnail thumbnail_url picture",
    "alt": "alt alt_text image_alt",
}
_MOST = 0.8
_URL = re.compile(r"https?://\S+", re.IGNORECASE)
_IMAGE = re.compile(r"https?://\S+\.(png|jpe?g|gif|svg|webp|avif|ico|bmp)([?#]\S*)?", re.IGNORECASE)
_LONGEST_NAME = 80
_SHORTEST = 20


def guess(
    columns: Sequence[str], rows: Sequence[dict[str, Any]], given: Mapping[str, str]
) -> Columns:
    """Columns by field; ``given`` are those the user named, "" for a field that has none."""
    found = {field: column for field, column in given.items() if column}
    for field in FIELDS:
        if field not in given and (column := _by_name(field, columns, found)):
            found[field] = column
    for field, look in _LOOKS.items():
        if field not in given and field not in found:
            free = {c: _texts(c, rows) for c in columns if c not in found.values()}
            texts = {column: values for column, values in free.items() if values}
            if column := look(texts, len(rows), "name" in found):
                found[field] = column
    for field in FIELDS:  # rows after those looked at may have the field by its own name
        if field not in given and field not in found and field not in found.values():
            found[field] = field
    return Columns({field: found[field] for field in FIELDS if field in found})


def _by_name(field: str, columns: Sequence[str], found: Mapping[str, str]) -> str | None:
    free = {_bare(column): column for column in reversed(columns) if column not in found.values()}
    names = map(_bare, _NAMES[field].split())
    return next((free[name] for name in names if name in free), None)


def _bare(name: str) -> str:
    return re.sub(r"[\W_]+", "", name.casefold())


def _texts(column: str, rows: Sequence[dict[str, Any]]) -> list[str]:
    values = (row.get(column) for row in rows)
    return [value for value in values if isinstance(value, str) and value.strip()]


Texts = Mapping[str, list[str]]


def _images(texts: Texts, rows: int, named: bool) -> str | None:
    return next((column for column, values in texts.items() if _mostly(_IMAGE, values)), None)


def _link(texts: Texts, rows: int, named: bool) -> str | None:
    return next((column for column, values in texts.items() if _mostly(_URL, values)), None)


def _description(texts: Texts, rows: int, named: bool) -> str | None:
    """The longest text of several words, or of a script that may do without spaces."""
    lengths = {
        column: sum(map(len, values)) / len(values)
        for column, values in texts.items()
        if 2 * sum(" " in v.strip() or not v.isascii() for v in values) >= len(values)
        and not _mostly(_URL, values)
    }
    # Beside a name that is found for sure, a short text is rather a category than a description.
    long_enough = {c for c, length in lengths.items() if length >= _SHORTEST or not named}
    return max(long_enough, key=lambda column: lengths[column], default=None)


def _name(texts: Texts, rows: int, named: bool) -> str | None:
    """The first short text that nearly every row has and hardly any shares with another."""
    for column, values in texts.items():
        short = sum(len(value) <= _LONGEST_NAME for value in values)
        words = sum(any(map(str.isalpha, value)) for value in values)
        if (
            min(short, words, len(set(values))) >= 0.9 * len(values)
            and len(values) >= 0.9 * rows
            and not _mostly(_URL, values)
        ):
            return column
    return None


def _mostly(pattern: re.Pattern[str], values: list[str]) -> bool:
    return sum(bool(pattern.fullmatch(v.strip())) for v in values) >= _MOST * len(values)


_LOOKS: dict[str, Callable[[Texts, int, bool], str | None]] = {
    "images": _images,
    "link": _link,
    "description": _description,
    "name": _name,
}

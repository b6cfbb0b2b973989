"""Which columns documents can be filtered by, and how their values are parted."""

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from ingest.documents.columns import FilterColumn
from ingest.documents.facet_values import facet_values
from ingest.documents.measures import is_switch, measures
from ingest.documents.profile import Profile
from ingest.documents.quantities import quantity_of
from ingest.documents.rows import FIELDS
from ingest.documents.values import plain
from search.errors import InputError

_MOST_GUESSED, _MOST_RANGES = 8, 4
_FEWEST_ROWS = 8
"""With fewer, nothing is known of how often a value repeats."""
_LONGEST_VALUE = 40
_SEPARATORS = ("|", ";", ",")
_LONGEST_SEPARATOR = 5
_LONGEST_FIELD = 60
_CLEARLY, _MOVING, _SURELY = 0.7, 0.3, 3
"""Of values between commas: the share that repeats, the share of those that stand first as well as
later, and how often a value must occur for its neighbours to tell something."""


def filter_columns(
    columns: Sequence[str],
    rows: Sequence[Mapping[str, Any]],
    *,
    said: bool,
    separator: str | None = None,
) -> dict[str, FilterColumn]:
    """Filters by the field's name; of columns that nobody named, those that are of use.

    These are columns of short repeating values, and ranges of numbers and dates that measure
    something. ``separator`` stands between several values of one text, "" if nothing does; None
    to find out.
    """
    found: dict[str, FilterColumn] = {}
    left = {True: _MOST_RANGES, False: _MOST_GUESSED}
    for column in columns:
        values = [plain(row[column]) for row in rows if row.get(column) is not None]
        chosen = _filter_column(column, values, separator)
        is_range = chosen.quantity is not None
        useful = measures(column, values, chosen.quantity) if is_range else _repeats(chosen, rows)
        if said or (useful and left[is_range]):
            left[is_range] -= 1
            found[_unique(field_name(column), found)] = chosen
    return found


def _filter_column(column: str, values: Sequence[Any], separator: str | None) -> FilterColumn:
    quantity = quantity_of([each for value in values for each in _items(value)])
    if quantity and not is_switch(values):
        return FilterColumn(column, quantity=quantity)
    return FilterColumn(column, _separator(values) if separator is None else separator)


def _items(value: Any) -> Sequence[Any]:
    return value if isinstance(value, list) else [value]


def known_separator(text: str) -> str:
    """The sign that ``--value-separator`` names, "" for none. Raises InputError."""
    if text == "none":
        return ""
    if not text.strip() or len(text) > _LONGEST_SEPARATOR:
        raise InputError(
            "--value-separator: give the sign between the values, such as “;”, or none."
        )
    return text


def field_name(column: str) -> str:
    """A column's name as the field of a filter: lower case, words joined by underscores.

    >>> field_name("Job Type"), field_name("Größe (cm)"), field_name("a.b:c")
    ('job_type', 'größe_cm', 'a_b_c')
    """
    normal = unicodedata.normalize("NFC", column).lower()
    joined = re.sub(r"[^\w\u0300-\u036f\u0900-\u0dff]+", "_", normal).strip("_")
    return joined[:_LONGEST_FIELD] or "field"


def _unique(field: str, found: Mapping[str, Any]) -> str:
    while field in found or field in FIELDS:
        field += "_"
    return field


def _separator(values: Sequence[Any]) -> str:
    """The sign between several values of one text: parted, they repeat more than whole."""
    texts = [value for value in values if isinstance(value, str) and value.strip()]
    for separator in _SEPARATORS:
        parted = [[part.strip() for part in text.split(separator)] for text in texts]
        if not any(len(parts) > 1 for parts in parted):
            continue
        all_parts = [part for parts in parted for part in parts]
        short = all(0 < len(part) <= _LONGEST_VALUE for part in all_parts)
        # Different ones among all, as a share: fewer when parted.
        repeat = len(set(all_parts)) * len(texts) < len(set(texts)) * len(all_parts)
        if short and repeat and (separator != "," or _are_alike(parted)):
            return separator
    return ""


def _are_alike(parted: Sequence[Sequence[str]]) -> bool:
    """Whether the parts are values of one kind, as in "oak, elm", not places as in "Paris, France".

    Most of them then repeat, many of those stand first in one text and later in another, and none
    has the same neighbour wherever it stands.
    """
    counts = Counter(part for parts in parted for part in set(parts))
    often = {part for part, count in counts.items() if count > 1}
    first = {parts[0] for parts in parted}
    later = {part for parts in parted for part in parts[1:]}
    repeated = sum(counts[part] for part in often)
    return (
        repeated >= _CLEARLY * counts.total()
        and len(first & later & often) >= _MOVING * len(often)
        and not any(_has_companion(part, parted) for part in often if counts[part] >= _SURELY)
    )


def _has_companion(part: str, parted: Sequence[Sequence[str]]) -> bool:
    """Whether the part always follows the same other one, or is always followed by it."""
    before: set[str] = set()
    after: set[str] = set()
    for parts in parted:
        for place, other in enumerate(parts):
            if other == part:
                before.add(parts[place - 1] if place else "")
                after.add(parts[place + 1] if place + 1 < len(parts) else "")
    return any(len(others) == 1 and others != {""} for others in (before, after))


def _repeats(column: FilterColumn, rows: Sequence[Mapping[str, Any]]) -> bool:
    found = [facet_values(column.values(row))[0] for row in rows]
    values = [value for row in found for value in row]
    filled = sum(map(bool, found))
    look = Profile(len(values), tuple(values))
    return (
        filled >= max(_FEWEST_ROWS, 0.3 * len(rows))
        and 2 <= len(set(values)) <= 0.5 * len(values)
        and all(len(value) <= _LONGEST_VALUE for value in values)
        and not (look.is_links or look.is_pictures or look.is_numbers)
    )

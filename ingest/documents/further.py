"""Columns that no field takes: which of them can be stored beside a document."""

import json
import math
from collections.abc import Collection, Mapping
from typing import Any

from search.text.normalization import is_unicode

LONGEST_EXTRA = 200_000
"""Characters of all further columns of a row together, as JSON."""
_DEEPEST = 100


def beside_fields(columns: Mapping[str, Any], fields: Collection[str]) -> dict[str, Any]:
    """Further columns under names that no field has: one called like a field gets underscores.

    >>> beside_fields({"name": 1, "name_": 2, "city": 3, "size": 4}, ("name", "city"))
    {'name__': 1, 'name_': 2, 'city_': 3, 'size': 4}
    """
    renamed: dict[str, Any] = {}
    for name, value in columns.items():
        column = str(name)
        while column in fields or (column != name and column in columns):
            column += "_"
        renamed[column] = value
    return renamed


def storable(columns: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, str]]:
    """The columns that can be stored, absent values left out; and why the others cannot.

    Where all are too long together, the longest go first.
    """
    kept: dict[str, Any] = {}
    sizes: dict[str, int] = {}
    left_out: dict[str, str] = {}
    for name, raw in columns.items():
        try:
            value = finite(raw)
            if value is None:
                continue
            text = json.dumps({name: value}, ensure_ascii=False)
        except (TooDeep, RecursionError):
            left_out[name] = f"nested more than {_DEEPEST} deep"
            continue
        if is_unicode(text):
            kept[name], sizes[name] = value, len(text)
        else:
            left_out[name.encode(errors="replace").decode()] = "not valid Unicode"
    total = sum(sizes.values())
    for name in sorted(sizes, key=lambda name: -sizes[name]):
        if total <= LONGEST_EXTRA:
            break
        total -= sizes[name]
        del kept[name]
        left_out[name] = f"all together are longer than {LONGEST_EXTRA:,} characters"
    return kept, left_out


class TooDeep(ValueError):
    """A value that is nested too deeply to be stored."""


def finite(value: Any, depth: int = 0) -> Any:
    """``value`` as JSON has it: NaN and infinities become null. Raises TooDeep."""
    if depth > _DEEPEST:
        raise TooDeep(f"nested more than {_DEEPEST} deep")
    if isinstance(value, float) and not math.isfinite(value):
        return None
    if isinstance(value, list):
        return [finite(item, depth + 1) for item in value]
    if isinstance(value, dict):
        return {name: finite(item, depth + 1) for name, item in value.items()}
    return value

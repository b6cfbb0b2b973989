"""Rows that continue the row before: product variants, further pictures, wrapped cells."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from ingest.documents.missing import is_absent
from ingest.documents.values import Unusable, plain, scalar_text
from ingest.sources.protocols import Row

_UNIQUE = 0.9
"""The share of different values among rows that are not continued by chance."""


def continuation_key(
    columns: Sequence[str], rows: Sequence[Mapping[str, Any]], searched: Sequence[str]
) -> str:
    """The column by which rows without a searched text belong to the row before; "" if none.

    It is the first one in which every such row has the value of the row before it.
    """
    pairs = [
        (before, row)
        for before, row in pairwise(rows)
        if searched and all(is_absent(row.get(column)) for column in searched)
    ]
    if not pairs:
        return ""
    heads = [row for row in rows if not all(is_absent(row.get(column)) for column in searched)]
    return next((column for column in columns if _is_key(column, heads, pairs)), "")


def _is_key(
    column: str,
    heads: Sequence[Mapping[str, Any]],
    pairs: Sequence[tuple[Mapping[str, Any], Mapping[str, Any]]],
) -> bool:
    """Whether every pair agrees on a value, and hardly two rows with texts share one."""
    agree = all(
        before.get(column) == row.get(column) and not is_absent(row.get(column))
        for before, row in pairs
    )
    return agree and len({repr(row.get(column)) for row in heads}) >= _UNIQUE * len(heads)


def merged(rows: Iterator[Row], key: str) -> Iterator[Row]:
    """Rows next to each other that have the same ``key``, or none of their own, as one row.

    A column with several different values becomes a list of them. ``Row.merged`` counts the rows
    that a row took in.
    """
    current: Row | None = None
    for row in rows:
        if current and _continues(current, row, key):
            current = _joined(current, row)
            continue
        if current:
            yield current
        current = row
    if current:
        yield current


def _continues(current: Row, row: Row, key: str) -> bool:
    if not _is_table(current) or not _is_table(row):
        return False
    mine = _key(row.value.get(key))
    return mine is None or mine == _key(current.value.get(key))


def _is_table(row: Row) -> bool:
    return row.problem is None and row.aside is None and isinstance(row.value, dict)


def _key(value: Any) -> str | None:
    value = plain(value)
    if is_absent(value):
        return None
    try:
        return scalar_text(value).strip()
    except Unusable:
        return repr(value)


def _joined(first: Row, second: Row) -> Row:
    values = dict(first.value)
    for column, value in second.value.items():
        if is_absent(value):
            continue
        before = values.get(column)
        if is_absent(before):
            values[column] = value
            continue
        items = before if isinstance(before, list) else [before]
        new = [v for v in (value if isinstance(value, list) else [value]) if v not in items]
        if new:
            values[column] = [*items, *new]
    return first._replace(value=values, merged=first.merged + 1 + second.merged)

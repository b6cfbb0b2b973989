"""Reading query sets: text, CSV and TSV, JSON Lines as BEIR has them, TREC topics."""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from html import unescape
from typing import Any, NamedTuple

from search.errors import InputError
from search.evaluation.files.lines import Line, cell, columns, table, text_of, wrong
from search.evaluation.model import Query, QuerySet, checked_query
from search.filters import Filter
from search.limits import MAX_FILTER_VALUES, MAX_QUERIES
from search.retrieval.request import facet_values
from search.types import CITY

COLUMNS = {
    "id": ("id", "-id", "query-id", "qid"),
    "query": ("query", "text", "q", "title"),
    "kind": ("kind", "type", "slice", "category"),
    "weight": ("weight", "count", "frequency"),
    "filter": ("filter",),
    "city": ("city",),
}
"""What the columns of a table of queries may be called; "_" and "-" are the same there."""
_TOPIC = re.compile(
    r"<top>(?P<old>.*?)</top>|<topic\s[^>]*number=[\"']?(?P<id>[^\"'>\s]+)[^>]*>(?P<new>.*?)</topic>",
    re.DOTALL | re.IGNORECASE,
)
_NUMBER = re.compile(r"<num>\s*(?:Number:)?\s*([^\s<]+)", re.IGNORECASE)
_TITLE = re.compile(r"<(?:title|query)>\s*(?:Topic:)?\s*([^<]*)", re.IGNORECASE)


class _Numbered(NamedTuple):
    line: int
    query: Query


def read_queries(content: bytes, name: str) -> QuerySet:
    """The queries of a file, whose format its content tells.

    Args:
        content: UTF-8. JSON Lines have ``_id`` or ``id``, ``text`` or ``query``, and perhaps
            ``kind``, ``weight``, ``filter`` (values by field) and ``city``, also inside
            ``metadata``. Tables have columns of these names; filters are written
            ``city:Berlin;sector:Food``. A TSV without a header holds ids and queries. Plain text
            is a query a line; one that is repeated weighs as often as it stands there.
        name: the file's, for messages and for the set.

    Raises:
        InputError: a line cannot be used, or there is no query.
    """
    text = text_of(content, name)
    start = text.lstrip()
    if re.match(r"<(\?xml|top|!--)", start, re.IGNORECASE):
        found = list(_topics(text, name))
    elif start.startswith("{"):
        found = list(_json_lines(text, name))
    else:
        found = list(_table_or_text(text, name))
    return QuerySet(name, tuple(_distinct(found, name)))


def _distinct(found: Iterable[_Numbered], name: str) -> Iterator[Query]:
    lines: dict[str, int] = {}
    for line, query in found:
        if query.id in lines:
            first = lines[query.id]
            raise wrong(name, line, f"id: {query.id!r} is the id of the query in line {first:,}")
        if len(lines) == MAX_QUERIES:
            raise wrong(name, line, f"a query set holds up to {MAX_QUERIES:,} queries")
        lines[query.id] = line
        yield query
    if not lines:
        raise InputError(f"{name}: there is no query in it.")


def _table_or_text(text: str, name: str) -> Iterator[_Numbered]:
    header = next(table(text, name), None)
    at = columns(header.cells, COLUMNS) if header else {}
    if header and "query" in at:
        return _rows(table(text, name), at, name)
    if header and len(header.cells) == 2 and "\t" in text.lstrip("\r\n").partition("\n")[0]:
        return _pairs(table(text, name), name)
    return _plain(text, name)


def _rows(lines: Iterator[Line], at: Mapping[str, int], name: str) -> Iterator[_Numbered]:
    next(lines)
    for position, (number, row) in enumerate(lines, start=1):
        values = {column: cell(row, place) for column, place in at.items()}
        values["id"] = values.get("id") or f"q{position}"
        yield _Numbered(number, _query(values, name, number))


def _pairs(lines: Iterator[Line], name: str) -> Iterator[_Numbered]:
    for number, row in lines:
        values = {"id": cell(row, 0), "query": cell(row, 1)}
        yield _Numbered(number, _query(values, name, number))


def _plain(text: str, name: str) -> Iterator[_Numbered]:
    lines = [(number, line.strip()) for number, line in enumerate(text.splitlines(), start=1)]
    counts = Counter(line for _, line in lines if line)
    first = {line: number for number, line in reversed(lines) if line}
    for position, (line, count) in enumerate(counts.items(), start=1):
        values = {"id": f"q{position}", "query": line, "weight": count}
        yield _Numbered(first[line], _query(values, name, first[line]))


def _json_lines(text: str, name: str) -> Iterator[_Numbered]:
    position = 0
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        position += 1
        try:
            value = json.loads(line)
        except (ValueError, RecursionError):
            raise wrong(name, number, "it is not valid JSON") from None
        if not isinstance(value, dict):
            raise wrong(name, number, "expected an object with “_id” and “text”")
        yield _Numbered(number, _query(_members(value, position), name, number))


def _members(value: dict[str, Any], position: int) -> dict[str, Any]:
    metadata = value.get("metadata")
    every = {**(metadata if isinstance(metadata, dict) else {}), **value}
    by_name = {key.lower().replace("_", "-"): member for key, member in every.items()}
    found = {
        name: by_name[alias]
        for name, aliases in COLUMNS.items()
        for alias in [next((alias for alias in aliases if alias in by_name), None)]
        if alias is not None
    }
    found.setdefault("id", f"q{position}")
    return found


def _topics(text: str, name: str) -> Iterator[_Numbered]:
    for topic in _TOPIC.finditer(text):
        number = text.count("\n", 0, topic.start()) + 1
        body = topic["old"] or topic["new"] or ""
        id_ = topic["id"] or (m[1] if (m := _NUMBER.search(body)) else "")
        title = _TITLE.search(body)
        if not id_ or not title:
            raise wrong(name, number, "a topic needs a number and a title (or query)")
        values = {"id": unescape(id_), "query": " ".join(unescape(title[1]).split())}
        yield _Numbered(number, _query(values, name, number))


def _query(values: Mapping[str, Any], name: str, line: int) -> Query:
    """The query that values by name make, which are text or whatever JSON has."""
    try:
        return checked_query(
            _text(values, "id"),
            _text(values, "query"),
            _text(values, "kind"),
            _weight(values.get("weight", 1)),
            _filter(values.get("filter"), values.get("city")),
        )
    except InputError as error:
        raise wrong(name, line, str(error)) from None


def _text(values: Mapping[str, Any], field: str) -> str:
    value = values.get(field)
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise InputError(f"{field}: expected text.")
    return str(value)


def _weight(value: Any) -> float:
    if value in ("", None):
        return 1.0
    try:
        if isinstance(value, bool):
            raise TypeError
        return float(value)
    except (TypeError, ValueError, OverflowError):
        raise InputError("weight: expected a number.") from None


def _filter(filter_: Any, city: Any) -> Filter:
    """From ``{"field": ["value"]}`` or ``field:value;field:value``, and cities beside it."""
    if isinstance(filter_, str) and filter_.strip().startswith("{"):
        try:
            filter_ = json.loads(filter_)
        except ValueError:
            raise InputError("filter: it is not valid JSON.") from None
    if not filter_:
        values: dict[str, list[str]] = {}
    elif isinstance(filter_, str):
        values = facet_values([part for part in filter_.split(";") if part.strip()], ":")
    elif isinstance(filter_, dict):
        values = {str(field): _values(wanted) for field, wanted in filter_.items()}
    else:
        raise InputError("filter: write field:value;field:value.")
    if city:
        values[CITY] = [*values.get(CITY, []), *_values(city)]
    if sum(map(len, values.values())) > MAX_FILTER_VALUES:
        raise InputError(f"filter: use up to {MAX_FILTER_VALUES} values.")
    return Filter.of(
        {
            field.strip(): [v.strip() for v in wanted if v.strip()]
            for field, wanted in values.items()
        }
    )


def _values(wanted: Any) -> list[str]:
    values = [wanted] if isinstance(wanted, str) else wanted
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        raise InputError("filter: a value is text, or a list of texts.")
    return values

"""Queries with what they are for, and grades of documents."""

import hashlib
import json
import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from search.errors import InputError
from search.filters import NO_FILTER, Filter
from search.limits import MAX_LABEL, MAX_QUERIES, MAX_TEXT

MAX_WEIGHT = 1e9
MIN_GRADE, MAX_GRADE = -100, 100
"""Grades as files may have them; those given on the screen are 0 to 3."""


@dataclass(frozen=True, slots=True)
class Query:
    """A query of a set; ``kind`` names the slice it belongs to, empty for none.

    ``weight`` is how much it counts in a mean, for instance how often it was asked.
    """

    id: str
    text: str
    kind: str = ""
    weight: float = 1.0
    filter: Filter = NO_FILTER

    def to_dict(self) -> dict[str, Any]:
        """As JSON-ready values, without those that are as by default."""
        values: dict[str, Any] = {"id": self.id, "text": self.text}
        if self.kind:
            values["kind"] = self.kind
        if self.weight != 1.0:
            values["weight"] = self.weight
        if self.filter:
            values["filter"] = {name: list(wanted) for name, wanted in self.filter.fields}
        return values


def checked_query(
    id_: str, text: str, kind: str = "", weight: float = 1.0, filter: Filter = NO_FILTER
) -> Query:
    """A query whose parts can be used.

    Raises:
        InputError: one cannot; the message begins with its name.
    """
    id_, text, kind = id_.strip(), text.strip(), kind.strip()
    for name, value in (("id", id_), ("kind", kind)):
        if len(value) > MAX_LABEL:
            raise InputError(f"{name}: use at most {MAX_LABEL} characters.")
    if not id_:
        raise InputError("id: it is empty.")
    if not text:
        raise InputError("query: it is empty.")
    if len(text) > MAX_TEXT:
        raise InputError(f"query: {len(text):,} characters are too many; use up to {MAX_TEXT:,}.")
    if not (math.isfinite(weight) and 0 < weight <= MAX_WEIGHT):
        raise InputError(f"weight: use a number above 0, up to {MAX_WEIGHT:,.0f}.")
    return Query(id_, text, kind, weight, filter)


@dataclass(frozen=True)
class QuerySet:
    """Queries with different ids, in their order."""

    name: str
    queries: tuple[Query, ...]

    def __post_init__(self) -> None:
        """Raises InputError for too many queries and for an id that is used twice."""
        if len(self.queries) > MAX_QUERIES:
            raise InputError(
                f"queries: {len(self.queries):,} are too many; a set holds up to {MAX_QUERIES:,}."
            )
        if len(self.by_id) < len(self.queries):
            counts = Counter(query.id for query in self.queries)
            twice = max(counts, key=counts.__getitem__)
            raise InputError(f"queries: the id {twice!r} is used twice.")

    def __len__(self) -> int:
        """How many queries."""
        return len(self.queries)

    def __iter__(self) -> Iterator[Query]:
        """The queries in order."""
        return iter(self.queries)

    @cached_property
    def by_id(self) -> dict[str, Query]:
        """From id to query."""
        return {query.id: query for query in self.queries}

    @cached_property
    def weighted(self) -> bool:
        """Whether some queries count more than others."""
        return len({query.weight for query in self.queries}) > 1

    @cached_property
    def digest(self) -> str:
        """SHA-256 of everything but the name."""
        return digest([query.to_dict() for query in self.queries])

    def only(self, ids: Iterable[str]) -> "QuerySet":
        """The queries with these ids, in the set's order."""
        wanted = frozenset(ids)
        return QuerySet(self.name, tuple(q for q in self.queries if q.id in wanted))


class Judgment(NamedTuple):
    """A judge's grade of one document for one query; None for “can't tell”."""

    query: str
    document: str
    grade: int | None
    judge: str = ""
    note: str = ""


Grades = Mapping[str, Mapping[str, int]]
"""By query id, the grade of each judged document by its source id; above 0 is relevant."""


def digest(value: Any) -> str:
    """SHA-256 of JSON-ready values in hexadecimal."""
    content = json.dumps(value, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(content.encode()).hexdigest()

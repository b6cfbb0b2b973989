"""Query sets of datasets, with their judgments."""

import json
import sqlite3
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import NamedTuple

from search.errors import InputError, QuerySetNotFound
from search.evaluation.model import Judgment, Query, QuerySet, digest
from search.evaluation.storage.database import Database
from search.filters import Filter
from search.limits import MAX_LABEL


class StoredSet(NamedTuple):
    """A query set's facts; ``judged`` queries have a grade by some judge."""

    id: int
    dataset: str
    name: str
    queries: int
    judged: int
    judgments: int


class QuerySets:
    """Query sets and judgments in a database.

    Every method raises RecordsUnavailable when the file cannot be used, and those that take a set's
    id raise QuerySetNotFound.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, dataset: str) -> list[StoredSet]:
        """A dataset's sets, oldest first."""
        with self._database.reading() as connection:
            return [StoredSet(*row) for row in connection.execute(_SETS, (dataset,))]

    def add(self, dataset: str, queries: QuerySet, judgments: Iterable[Judgment] = ()) -> int:
        """Keeps a new set and its judgments, all or nothing; gives its id.

        Judgments of queries that the set does not have are not kept.

        Raises:
            InputError: the dataset has a set of this name, or it cannot be a name.
        """
        with self._database.writing() as connection:
            return _add(connection, dataset, queries, judgments)

    def seed(self, dataset: str, queries: QuerySet, judgments: Sequence[Judgment]) -> None:
        """Keeps a set that comes with the software, once for each version of it.

        A set that somebody has deleted does not come back, unless it has changed.
        """
        content = digest([queries.digest, sorted(map(repr, judgments))])
        with self._database.reading() as connection:
            if _seeded(connection, dataset) == content:
                return
        with self._database.writing() as connection:
            if _seeded(connection, dataset) == content:
                return  # another process was faster
            where = (dataset, queries.name)
            connection.execute("DELETE FROM query_sets WHERE dataset = ? AND name = ?", where)
            _add(connection, dataset, queries, judgments)
            connection.execute("REPLACE INTO seeded VALUES (?, ?)", (dataset, content))

    def get(self, set_id: int) -> QuerySet:
        """A set's queries."""
        with self._database.reading() as connection:
            name = _name(connection, set_id)
            rows = connection.execute(_QUERIES, (set_id,)).fetchall()
        return QuerySet(name, tuple(_query(row) for row in rows))

    def judgments(self, set_id: int) -> list[Judgment]:
        """Every judge's judgments, in the set's order of queries."""
        with self._database.reading() as connection:
            _name(connection, set_id)
            return [Judgment(*row) for row in connection.execute(_JUDGMENTS, (set_id,))]

    def judge(self, set_id: int, judgment: Judgment) -> None:
        """Keeps a judge's grade, in place of one given before to the same document.

        Raises:
            InputError: the set does not have the query.
        """
        with self._database.writing() as connection:
            _name(connection, set_id)
            if not _keep(connection, set_id, [judgment]):
                raise InputError(f"query: the set has no {judgment.query!r}.")

    def take_back(self, set_id: int, query: str, document: str, judge: str) -> None:
        """Forgets a judge's grade of a document."""
        key = (set_id, query, document, judge)
        with self._database.writing() as connection:
            connection.execute(
                "DELETE FROM judgments WHERE (set_id, query, document, judge) = (?, ?, ?, ?)", key
            )

    def delete(self, set_id: int) -> None:
        """Deletes a set with its judgments and runs."""
        with self._database.writing() as connection:
            _name(connection, set_id)
            connection.execute("DELETE FROM query_sets WHERE id = ?", (set_id,))


_SETS = """
    SELECT id, dataset, name,
        (SELECT count(*) FROM queries WHERE set_id = query_sets.id),
        (SELECT count(DISTINCT query) FROM judgments
            WHERE set_id = query_sets.id AND grade IS NOT NULL),
        (SELECT count(*) FROM judgments WHERE set_id = query_sets.id)
    FROM query_sets WHERE dataset = ? ORDER BY id
"""
_QUERIES = """
    SELECT id, text, kind, weight, filter FROM queries WHERE set_id = ? ORDER BY position
"""
_JUDGMENTS = """
    SELECT query, document, grade, judge, note FROM judgments
    JOIN queries ON queries.set_id = judgments.set_id AND queries.id = judgments.query
    WHERE judgments.set_id = ? ORDER BY position, document, judge
"""


def _add(
    connection: sqlite3.Connection,
    dataset: str,
    queries: QuerySet,
    judgments: Iterable[Judgment],
) -> int:
    name = queries.name.strip()
    if not name or len(name) > MAX_LABEL:
        raise InputError(f"name: use 1 to {MAX_LABEL} characters.")
    try:
        made = connection.execute(
            "INSERT INTO query_sets (dataset, name, created_at) VALUES (?, ?, ?) RETURNING id",
            (dataset, name, _now()),
        )
    except sqlite3.IntegrityError:
        raise InputError(f"name: “{dataset}” has a query set “{name}” already.") from None
    set_id = int(made.fetchone()[0])
    rows = (
        (set_id, position, q.id, q.text, q.kind, q.weight, json.dumps(dict(q.filter.fields)))
        for position, q in enumerate(queries)
    )
    connection.executemany("INSERT INTO queries VALUES (?, ?, ?, ?, ?, ?, ?)", rows)
    known = queries.by_id
    _keep(connection, set_id, [each for each in judgments if each.query in known])
    return set_id


def _keep(connection: sqlite3.Connection, set_id: int, judgments: Sequence[Judgment]) -> bool:
    """Whether the set has all of the queries."""
    now = _now()
    rows = ((set_id, j.query, j.document, j.judge, j.grade, j.note, now) for j in judgments)
    try:
        connection.executemany("REPLACE INTO judgments VALUES (?, ?, ?, ?, ?, ?, ?)", rows)
    except sqlite3.IntegrityError:
        return False
    return True


def _seeded(connection: sqlite3.Connection, dataset: str) -> str:
    row = connection.execute("SELECT digest FROM seeded WHERE dataset = ?", (dataset,)).fetchone()
    return str(row[0]) if row else ""


def _name(connection: sqlite3.Connection, set_id: int) -> str:
    row = connection.execute("SELECT name FROM query_sets WHERE id = ?", (set_id,)).fetchone()
    if row is None:
        raise QuerySetNotFound("There is no such query set; it may have been deleted.")
    return str(row[0])


def _query(row: sqlite3.Row) -> Query:
    filter_ = Filter.of(json.loads(row["filter"]))
    return Query(row["id"], row["text"], row["kind"], row["weight"], filter_)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")

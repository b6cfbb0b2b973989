"""Evaluations that were made, with the rankings they are about."""

import json
import zlib
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from search.errors import InputError, QuerySetNotFound
from search.evaluation.result import Evaluation, from_json
from search.evaluation.storage.database import Database
from search.limits import MAX_LABEL

_UNNAMED_KEPT = 20
"""Of each set; older ones without a name make room. Named ones stay until they are deleted."""

Rankings = Mapping[str, Mapping[str, Sequence[str]]]
"""By engine, then query id."""


class StoredRun(NamedTuple):
    """A kept run's facts; ``made_at`` is UTC in ISO 8601."""

    id: int
    name: str
    made_at: str


class Runs:
    """Runs of query sets. Every method raises RecordsUnavailable when the file cannot be used."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, set_id: int, key: str, evaluation: Evaluation, rankings: Rankings) -> None:
        """Keeps a run, without a name, for a while. Raises QuerySetNotFound."""
        row = (
            set_id,
            key,
            evaluation.manifest.made_at,
            zlib.compress(json.dumps(evaluation.to_dict()).encode()),
            zlib.compress(json.dumps({name: dict(of) for name, of in rankings.items()}).encode()),
        )
        with self._database.writing() as connection:
            known = connection.execute("SELECT 1 FROM query_sets WHERE id = ?", (set_id,))
            if known.fetchone() is None:
                raise QuerySetNotFound("The query set has been deleted meanwhile.")
            connection.execute(
                "INSERT OR IGNORE INTO runs (set_id, key, made_at, evaluation, rankings) "
                "VALUES (?, ?, ?, ?, ?)",
                row,
            )
            connection.execute(
                "DELETE FROM runs WHERE set_id = ? AND name IS NULL AND id NOT IN "
                "(SELECT id FROM runs WHERE set_id = ? AND name IS NULL ORDER BY id DESC LIMIT ?)",
                (set_id, set_id, _UNNAMED_KEPT),
            )

    def find(self, set_id: int, key: str) -> Evaluation | None:
        """The evaluation that was made of the same things, if there is one."""
        with self._database.reading() as connection:
            row = connection.execute(
                "SELECT evaluation FROM runs WHERE set_id = ? AND key = ?", (set_id, key)
            ).fetchone()
        return _evaluation(row[0]) if row else None

    def latest(self, set_id: int) -> Evaluation | None:
        """The evaluation that was made last."""
        with self._database.reading() as connection:
            row = connection.execute(
                "SELECT evaluation FROM runs WHERE set_id = ? ORDER BY id DESC LIMIT 1", (set_id,)
            ).fetchone()
        return _evaluation(row[0]) if row else None

    def name(self, set_id: int, key: str, name: str) -> None:
        """Keeps a run for good. Raises InputError for a name that cannot be used."""
        name = name.strip()
        if not name or len(name) > MAX_LABEL:
            raise InputError(f"name: use 1 to {MAX_LABEL} characters.")
        with self._database.writing() as connection:
            connection.execute(
                "UPDATE runs SET name = ? WHERE set_id = ? AND key = ?", (name, set_id, key)
            )

    def named(self, set_id: int) -> list[StoredRun]:
        """The runs that are kept for good, newest first."""
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT id, name, made_at FROM runs WHERE set_id = ? AND name IS NOT NULL "
                "ORDER BY id DESC",
                (set_id,),
            )
            return [StoredRun(*row) for row in rows]

    def get(self, run_id: int) -> Evaluation:
        """A run's evaluation. Raises InputError when it has been deleted."""
        with self._database.reading() as connection:
            row = connection.execute(
                "SELECT evaluation FROM runs WHERE id = ?", (run_id,)
            ).fetchone()
        if row is None:
            raise InputError("run: there is no such run; it may have been deleted.")
        return _evaluation(row[0])

    def delete(self, run_id: int) -> None:
        """Deletes a run."""
        with self._database.writing() as connection:
            connection.execute("DELETE FROM runs WHERE id = ?", (run_id,))


def _evaluation(packed: bytes) -> Evaluation:
    return from_json(zlib.decompress(packed), "kept run")

"""The SQLite file: connections, transactions, and its schema from version to version."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from search.errors import RecordsUnavailable

FILE_NAME = "evaluation.sqlite3"
_WAIT_SECONDS = 10.0
_MIGRATIONS = (
    """
    CREATE TABLE query_sets (
        id INTEGER PRIMARY KEY,
        dataset TEXT NOT NULL,
        name TEXT NOT NULL,
        guidelines TEXT NOT NULL DEFAULT '',
        created_at TEXT NOT NULL,
        UNIQUE (dataset, name)
    ) STRICT;
    CREATE TABLE queries (
        set_id INTEGER NOT NULL REFERENCES query_sets (id) ON DELETE CASCADE,
        position INTEGER NOT NULL,
        id TEXT NOT NULL,
        text TEXT NOT NULL,
        kind TEXT NOT NULL,
        weight REAL NOT NULL,
        filter TEXT NOT NULL,
        PRIMARY KEY (set_id, id)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE judgments (
        set_id INTEGER NOT NULL,
        query TEXT NOT NULL,
        document TEXT NOT NULL,
        judge TEXT NOT NULL,
        grade INTEGER,
        note TEXT NOT NULL,
        judged_at TEXT NOT NULL,
        PRIMARY KEY (set_id, query, document, judge),
        FOREIGN KEY (set_id, query) REFERENCES queries (set_id, id) ON DELETE CASCADE
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE runs (
        id INTEGER PRIMARY KEY,
        set_id INTEGER NOT NULL REFERENCES query_sets (id) ON DELETE CASCADE,
        key TEXT NOT NULL,
        name TEXT,
        made_at TEXT NOT NULL,
        evaluation BLOB NOT NULL,
        rankings BLOB NOT NULL,
        UNIQUE (set_id, key)
    ) STRICT;
    CREATE TABLE seeded (dataset TEXT PRIMARY KEY, digest TEXT NOT NULL) STRICT, WITHOUT ROWID;
    """,
)
"""Each takes the schema one version further; ``PRAGMA user_version`` counts those applied."""


class Database:
    """Gives short connections, each for one transaction; any number of processes may share it.

    A transaction that was committed survives a kill and a power cut (WAL, synchronous).
    """

    def __init__(self, path: Path) -> None:
        """Makes or migrates the file. Raises RecordsUnavailable when that cannot be done."""
        self._path = path
        with self._trouble():
            path.parent.mkdir(parents=True, exist_ok=True)
            with closing(self._connect()) as connection:
                connection.execute("PRAGMA journal_mode = WAL")
                self._migrate(connection)

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """A connection that sees one state of the file. Raises RecordsUnavailable."""
        with self._trouble(), closing(self._connect()) as connection:
            connection.execute("BEGIN")
            yield connection

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """A transaction, committed if nothing is raised; writers wait for each other."""
        with self._trouble(), closing(self._connect()) as connection:
            connection.execute("BEGIN IMMEDIATE")
            yield connection
            connection.execute("COMMIT")

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self._path, timeout=_WAIT_SECONDS, isolation_level=None)
        connection.row_factory = sqlite3.Row
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA synchronous = FULL")
        return connection

    def _migrate(self, connection: sqlite3.Connection) -> None:
        connection.execute("BEGIN IMMEDIATE")
        [version] = connection.execute("PRAGMA user_version").fetchone()
        if version > len(_MIGRATIONS):
            raise RecordsUnavailable(
                f"{self._path} was written by a newer version of this software; use that one."
            )
        for migration in _MIGRATIONS[version:]:
            for statement in migration.split(";"):
                connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {len(_MIGRATIONS)}")
        connection.execute("COMMIT")

    @contextmanager
    def _trouble(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.OperationalError, sqlite3.DatabaseError, OSError) as error:
            if isinstance(error, sqlite3.IntegrityError):
                raise
            raise RecordsUnavailable(
                f"Query sets and judgments in {self._path} cannot be used: {error}."
            ) from error

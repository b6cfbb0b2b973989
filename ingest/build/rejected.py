"""The rows that could not be used, and those in conflict, in a file beside the index."""

import json
import os
from pathlib import Path
from typing import IO

from ingest.documents.further import TooDeep, finite
from ingest.documents.rows import Record
from ingest.sources.protocols import Row
from search.errors import BuildError

NAME = "rejected.jsonl"


class Rejections:
    """Writes rejected rows as they come, and puts the file in place when the build is done.

    Until then, and when the build fails, the file of the index that is served stays.
    """

    def __init__(self, folder: Path) -> None:
        self.path = folder / NAME
        self._part = folder / f"{NAME}.part"
        self._file: IO[str] | None = None

    def __enter__(self) -> "Rejections":
        return self

    def __exit__(self, *exception: object) -> None:
        self.restart()

    def restart(self) -> None:
        """Forgets what was written."""
        if self._file:
            self._file.close()
            self._file = None
            self._part.unlink(missing_ok=True)

    def add(self, row: Row, reason: str, id_: str = "") -> None:
        """Appends one row, with the id it gives where that is the reason. Raises BuildError."""
        value = row.value.row if isinstance(row.value, Record) else row.value
        given = {"id": id_} if id_ else {}
        entry = {row.unit: row.number, **given, "reason": reason, "row": _json(value)}
        try:
            if not self._file:
                self.path.parent.mkdir(parents=True, exist_ok=True)
                self._file = open(self._part, "w")  # noqa: SIM115 closed by whoever is done first
            # ASCII, because what was rejected may be no valid Unicode.
            self._file.write(json.dumps(entry) + "\n")
        except OSError as error:
            raise BuildError(f"{self._part} cannot be written: {error.strerror}.") from error

    def publish(self) -> Path | None:
        """Puts the file in place of the one before, and tells where; None without rejections."""
        try:
            if not self._file:
                self.path.unlink(missing_ok=True)
                return None
            self._file.flush()
            os.fsync(self._file.fileno())
            self._file.close()
            self._file = None
            self._part.replace(self.path)
        except OSError as error:
            raise BuildError(f"{self.path} cannot be written: {error.strerror}.") from error
        return self.path


def _json(value: object) -> object:
    try:
        return finite(value)
    except TooDeep:  # nested too deeply to be written
        return None

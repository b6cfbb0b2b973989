"""Files that were given to the app, kept so that a dataset can be built from them again.

<data>/uploads/.new-<token>.<suffix>   looked at, not yet used
<data>/uploads/<dataset>.<suffix>      what a dataset was built from last
"""

import re
import secrets
import shlex
import shutil
import time
from pathlib import Path
from typing import BinaryIO

from ingest.build.rejected import NAME as REJECTED
from ingest.build.unfinished import unfinished
from ingest.sources.catalog import STDIN
from ingest.sources.files import reason
from search.errors import SourceError

_SUFFIXES = re.compile(r"(\.[a-z0-9]{1,10}){1,2}$")
_NEW = ".new-"
_FORGOTTEN_SECONDS = 24 * 3600
_DOWNLOADS = ("sample", "startups", "yc")
FILES = ("file", "crunchbase")
"""The sources that are given a path."""


class Uploads:
    """The uploads of one data folder."""

    def __init__(self, data_dir: Path) -> None:
        self._data = data_dir
        self.folder = data_dir / "uploads"

    def take(self, content: BinaryIO, name: str) -> Path:
        """Writes an upload whose dataset is not known yet. Raises SourceError."""
        suffix = _SUFFIXES.search(name.lower())
        path = self.folder / f"{_NEW}{secrets.token_hex(8)}{suffix[0] if suffix else ''}"
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            self._remove_forgotten()
            with open(path, "xb") as file:
                shutil.copyfileobj(content, file, 1 << 20)
        except OSError as error:
            path.unlink(missing_ok=True)
            raise SourceError(f"{name} cannot be kept: {reason(error)}.") from error
        return path

    def keep(self, taken: Path, dataset: str) -> Path:
        """Makes it the dataset's in one step, in place of an earlier one. Raises SourceError."""
        path = self.folder / (dataset + "".join(taken.suffixes))
        try:
            taken.replace(path)
            for other in self._of(dataset):
                if other != path:
                    other.unlink(missing_ok=True)
        except OSError as error:
            raise SourceError(f"The upload cannot be kept: {reason(error)}.") from error
        return path

    def drop(self, taken: Path) -> None:
        """Removes an upload that is not going to be used."""
        taken.unlink(missing_ok=True)

    def forget(self, dataset: str) -> None:
        """Removes what was kept for a dataset that has been deleted."""
        vectors = unfinished(self._data, dataset)
        for path in (*self._of(dataset), vectors, rejected_rows(self._data, dataset)):
            path.unlink(missing_ok=True)

    def _of(self, dataset: str) -> list[Path]:
        # A dataset's name has no dot: one dataset's files are never another's.
        return [*self.folder.glob(f"{dataset}.*"), self.folder / dataset]

    def _remove_forgotten(self) -> None:
        for path in self.folder.glob(f"{_NEW}*"):
            if time.time() - path.stat().st_mtime > _FORGOTTEN_SECONDS:
                path.unlink(missing_ok=True)


def rejected_rows(data_dir: Path, dataset: str) -> Path:
    """Where the rows are that the dataset's last build could not use, if there were any."""
    return data_dir / dataset / REJECTED


def again(source: str) -> list[str] | None:
    """A manifest's source as arguments, if what it was built from can be read again."""
    try:
        arguments = shlex.split(source)
    except ValueError:
        return None
    match arguments:
        case [name, *_] if name in _DOWNLOADS:
            return arguments
        case [name, path, *_] if name in FILES and path != STDIN and Path(path).is_file():
            return arguments
    return None

"""A generation's files other than the shard: locks, manifest, vocabulary, durable writes."""

import hashlib
import json
import os
import weakref
from pathlib import Path

import portalocker

from search.errors import IndexDamaged
from search.manifest import Manifest
from search.vocabulary import Vocabulary


class Lock:
    """An advisory file lock that the system releases when its holder dies."""

    def __init__(self, path: Path, flags: portalocker.LockFlags) -> None:
        """Raises FileNotFoundError when the folder is gone, BlockingIOError when taken."""
        self._file = open(path, "ab")  # noqa: SIM115  # held open as long as the lock is
        try:
            portalocker.lock(self._file, flags | portalocker.LockFlags.NON_BLOCKING)
        except portalocker.LockException:
            self._file.close()
            raise BlockingIOError(f"{path} is in use") from None
        self._close = weakref.finalize(self, self._file.close)

    @classmethod
    def shared(cls, path: Path) -> "Lock":
        """A lock that any number of readers hold together."""
        return cls(path, portalocker.LockFlags.SHARED)

    @classmethod
    def exclusive(cls, path: Path) -> "Lock":
        """A lock that one process holds alone."""
        return cls(path, portalocker.LockFlags.EXCLUSIVE)

    def release(self) -> None:
        """Lets go; releasing twice is harmless, and dropping the lock releases it too."""
        self._close()


def vocabulary_bytes(vocabulary: Vocabulary) -> bytes:
    """The vocabulary as stored."""
    values = {"terms": vocabulary.terms, "frequencies": vocabulary.frequencies}
    return json.dumps(values, ensure_ascii=False).encode()


def vocabulary_digest(vocabulary: Vocabulary) -> str:
    """sha256 of ``vocabulary_bytes``, as recorded in the manifest."""
    return hashlib.sha256(vocabulary_bytes(vocabulary)).hexdigest()


def read_manifest(folder: Path) -> Manifest:
    """Raises IndexDamaged when the file is missing or is no manifest of this version."""
    try:
        return Manifest.from_dict(json.loads((folder / "manifest.json").read_bytes()))
    except (OSError, ValueError) as error:
        raise IndexDamaged(f"The manifest in {folder} cannot be read: {error}") from error


def read_vocabulary(folder: Path, manifest: Manifest) -> Vocabulary:
    """Raises IndexDamaged when the file is missing or is not the one the manifest names."""
    try:
        content = (folder / "vocabulary.json").read_bytes()
    except OSError as error:
        raise IndexDamaged(f"The vocabulary in {folder} cannot be read: {error}") from error
    if hashlib.sha256(content).hexdigest() != manifest.vocabulary_sha256:
        raise IndexDamaged(
            f"The vocabulary of “{manifest.dataset}” is not the one its index was built with. "
            f"Rebuild it: python -m ingest {manifest.rebuild_arguments()}"
        )
    return Vocabulary(**json.loads(content))


def write_durably(path: Path, content: bytes) -> None:
    """Replaces ``path`` in one step that survives a power cut."""
    temporary = path.with_name(path.name + ".new")
    with open(temporary, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)

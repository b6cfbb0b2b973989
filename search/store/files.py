"""A generation's files other than the shard: locks, manifest, vocabulary, durable writes."""

import hashlib
import json
import os
import weakref
from contextlib import suppress
from pathlib import Path

import portalocker

from search.errors import IndexDamaged
from search.manifest import Manifest
from search.vocabulary import Vocabulary

_COPY_BYTES = 1 << 20
_BLOCK = 512
"""The unit of st_blocks on every system that has it."""


class Lock:
    """An advisory file lock that the system releases when its holder dies."""

    def __init__(self, path: Path, flags: portalocker.LockFlags, wait: bool = False) -> None:
        """Raises FileNotFoundError when the folder is gone, BlockingIOError when taken."""
        self._file = open(path, "ab")  # noqa: SIM115  # held open as long as the lock is
        try:
            blocking = portalocker.LockFlags(0) if wait else portalocker.LockFlags.NON_BLOCKING
            portalocker.lock(self._file, flags | blocking)
        except portalocker.LockException:
            self._file.close()
            raise BlockingIOError(f"{path} is in use") from None
        self._close = weakref.finalize(self, self._file.close)

    @classmethod
    def shared(cls, path: Path, *, wait: bool = False) -> "Lock":
        """A lock that any number of readers hold together; ``wait`` outlasts a short look."""
        return cls(path, portalocker.LockFlags.SHARED, wait)

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


def read_manifest(folder: Path, dataset: str) -> Manifest:
    """Raises IndexDamaged when the file is missing or is no manifest of this version."""
    try:
        return Manifest.from_dict(json.loads((folder / "manifest.json").read_bytes()), dataset)
    except (OSError, ValueError) as error:
        raise IndexDamaged("has no readable manifest", dataset) from error


def read_vocabulary(folder: Path, manifest: Manifest) -> Vocabulary:
    """Raises IndexDamaged when the file is missing or is not the one the manifest names."""
    try:
        content = (folder / "vocabulary.json").read_bytes()
    except OSError as error:
        raise other_vocabulary(manifest) from error
    if hashlib.sha256(content).hexdigest() != manifest.vocabulary_sha256:
        raise other_vocabulary(manifest)
    return Vocabulary(**json.loads(content))


def other_vocabulary(manifest: Manifest) -> IndexDamaged:
    """What to raise when a generation's vocabulary is missing or is not its own."""
    reason = "has not the vocabulary it was built with"
    return IndexDamaged(reason, manifest.dataset, manifest.source)


def write_durably(path: Path, content: bytes) -> None:
    """Replaces ``path`` in one step that survives a power cut."""
    temporary = path.with_name(path.name + ".new")
    with open(temporary, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)
    _sync(path.parent)


def remove_durably(path: Path) -> None:
    """Removes a file that does not come back after a power cut."""
    path.unlink()
    _sync(path.parent)


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def size_on_disk(folder: Path) -> int:
    """Bytes of the blocks that its files occupy, which for files with holes are far fewer."""
    total = 0
    for parent, _, names in os.walk(folder):
        for name in names:
            with suppress(FileNotFoundError):  # removed meanwhile
                found = os.lstat(os.path.join(parent, name))  # noqa: PTH118 many and small
                total += getattr(found, "st_blocks", found.st_size // _BLOCK) * _BLOCK
    return total


def copy_sparse(source: str, target: str) -> None:
    """Copies a file without filling its holes: a shard's files are large and nearly empty."""
    with open(source, "rb") as reader, open(target, "wb") as writer:
        size = writer.truncate(os.fstat(reader.fileno()).st_size)
        end = 0
        while (start := _next_data(reader.fileno(), end)) < size:
            end = os.lseek(reader.fileno(), start, os.SEEK_HOLE)
            os.lseek(reader.fileno(), start, os.SEEK_SET)
            writer.seek(start)
            for at in range(start, end, _COPY_BYTES):
                writer.write(os.read(reader.fileno(), min(_COPY_BYTES, end - at)))


def _next_data(descriptor: int, offset: int) -> int:
    try:
        return os.lseek(descriptor, offset, os.SEEK_DATA)
    except OSError:  # only a hole is left
        return os.fstat(descriptor).st_size

"""Writes that survive a power cut, and files with holes."""

import os
from contextlib import suppress
from pathlib import Path

_COPY_BYTES = 1 << 20
_BLOCK = 512
"""The unit of st_blocks on every system that has it."""


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

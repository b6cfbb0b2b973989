"""From a file to its bytes: plain, gzip, Zstandard or a zip with one table, always streamed."""

import gzip
import io
import os
import shutil
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Protocol

from backports import zstd

from ingest.sources.archives import table_of
from search.errors import SourceError

PACKED = {
    b"\x1f\x8b": "gzip",
    b"\x28\xb5\x2f\xfd": "zstd",
    # RFC 8878, 3.1.2: a frame to be skipped may come first.
    **{bytes([low, 0x2A, 0x4D, 0x18]): "zstd" for low in range(0x50, 0x60)},
    b"PK\x03\x04": "zip",
    b"PK\x05\x06": "zip",
}
"""The compressions by the bytes their files begin with."""
_BUFFER = 1 << 16
_CHUNK = 1 << 20
_LONGEST_REASON = 200
# zstd's own default refuses files that were packed with --long=31, as large dumps are. The window
# takes up memory only as far as the file fills it.
_ZSTD: Mapping[int, int] = {zstd.DecompressionParameter.window_log_max: 31}


class Damaged(Exception):
    """What was read so far is fine, but the file is cut off or broken here."""


class _Readable(Protocol):
    def read(self, size: int, /) -> bytes: ...


@dataclass(frozen=True)
class Input:
    """Bytes that can be read from the start again and again, by one reader at a time."""

    name: str
    reopen: Callable[[], io.BufferedReader]

    @classmethod
    def file(cls, path: Path) -> "Input":
        """A regular file."""
        return cls(str(path), lambda: open(path, "rb"))

    def open(self) -> io.BufferedReader:
        """The unpacked bytes. Raises SourceError; reading on may raise OSError or Damaged."""
        with ExitStack() as stack:
            raw = stack.enter_context(self.reopen())
            packed = packing(raw.read(4))
            raw.seek(0)
            stream = _unpacked(packed, raw, self.name, stack) if packed else None
            # From here on whoever closes what is returned closes everything under it.
            under = stack.pop_all()
        return io.BufferedReader(_Stream(stream, under), _BUFFER) if stream else raw

    def packed(self) -> bool:
        """Whether ``open`` unpacks."""
        with self.reopen() as raw:
            return bool(packing(raw.read(4)))


class Spool:
    """Temporary files for input that can be read only once; they are gone when this is closed.

    The files have no name where the system allows that, so that not even a kill leaves one.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._folder, self._stack = folder, ExitStack()

    def __enter__(self) -> "Spool":
        return self

    def __exit__(self, *exception: object) -> None:
        self._stack.close()

    def keep(self, stream: _Readable, name: str) -> Input:
        """All of ``stream``, to be read again. Raises SourceError when there is no room."""
        folder = self._folder or Path(tempfile.gettempdir())
        try:
            folder.mkdir(parents=True, exist_ok=True)
            file = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115 closed with the stack
            self._stack.callback(file.close)
            _copy(stream, file, shutil.disk_usage(folder).free // 2, name)
        except (OSError, Damaged) as error:
            raise SourceError(f"{name} cannot be copied into {folder}: {reason(error)}.") from error

        def reopen() -> io.BufferedReader:
            again = os.fdopen(os.dup(file.fileno()), "rb")
            again.seek(0)
            return again

        return Input(name, reopen)


def packing(head: bytes) -> str | None:
    """The compression of a file that begins with ``head``."""
    return next((kind for magic, kind in PACKED.items() if head.startswith(magic)), None)


def reason(error: Exception) -> str:
    """An error of the system in its own words, without its number and full stop."""
    words = getattr(error, "strerror", None) or str(error) or type(error).__name__
    line = " ".join(str(words)[:_LONGEST_REASON].split())  # zipfile's may quote the whole file
    return line.rstrip(". ")


class _Stream(io.RawIOBase):
    """A decompressor as a raw stream that closes what lies under it and knows its errors."""

    def __init__(self, stream: _Readable, under: ExitStack) -> None:
        # What comes before the damage is to be had, and gzip's and zipfile's read throw it away.
        self._read: Callable[[int], bytes] = getattr(stream, "read1", stream.read)
        self._under = under

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "memoryview") -> int:  # type: ignore[override]
        try:
            data = self._read(len(buffer))
        except (EOFError, zlib.error, zstd.ZstdError, zipfile.BadZipFile) as error:
            raise Damaged(reason(error)) from error
        except gzip.BadGzipFile as error:
            raise Damaged(reason(error)) from error
        except MemoryError as error:
            raise Damaged("there is not enough memory for its zstd window") from error
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        if not self.closed:
            self._under.close()
        super().close()


def _unpacked(packed: str, raw: IO[bytes], name: str, stack: ExitStack) -> _Readable:
    if packed == "gzip":
        return stack.enter_context(gzip.GzipFile(fileobj=raw))
    if packed == "zstd":
        return stack.enter_context(zstd.ZstdFile(raw, options=_ZSTD))
    try:
        archive = stack.enter_context(zipfile.ZipFile(raw))
        return stack.enter_context(archive.open(table_of(archive, name)))
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError) as error:
        # RuntimeError is zipfile's word for an encrypted member.
        raise SourceError(f"{name} cannot be unpacked: {reason(error)}.") from error


def _copy(stream: _Readable, target: IO[bytes], room: int, name: str) -> None:
    done = 0
    while chunk := stream.read(_CHUNK):
        done += target.write(chunk)
        if done > room:
            raise SourceError(f"{name} would take more than half of the free disk space.")
    target.flush()

"""Vectors that an unfinished ingest has made, kept so that the next one need not make them again.

A file of records after one line of JSON that says which model made them. A record is the SHA-256
of a text, its vector (little-endian float32) and a CRC-32 of both: what a crash or a power cut
left half-written is recognised and cut off.
"""

import errno
import hashlib
import json
import os
import zlib
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import numpy as np

from search.errors import BuildRunning, DiskFull
from search.files.lock import Lock
from search.types import Encoder, Vector

_DIGEST_BYTES, _CHECK_BYTES = 32, 4


def unfinished(data_dir: Path, dataset: str) -> Path:
    """Where the vectors of a dataset's unfinished ingest are kept."""
    return data_dir / "unfinished" / f"{dataset}.vectors"


class EncodedTexts:
    """The vectors in one file; one process at a time."""

    def __init__(self, path: Path, encoder: Encoder) -> None:
        """Opens ``path``, beginning anew when another model made what it holds.

        Raises BuildRunning when another process has it open.
        """
        path.parent.mkdir(parents=True, exist_ok=True)
        self._path, self._dimension = path, encoder.dimension
        self._record = _DIGEST_BYTES + 4 * encoder.dimension + _CHECK_BYTES
        try:
            self._lock = Lock.exclusive(path)
        except BlockingIOError as error:
            raise BuildRunning(f"Another ingest is using {path}. Wait for it to finish.") from error
        self._file = open(path, "a+b")  # noqa: SIM115  # open as long as this object
        self._places = self._read(_header(encoder))

    def _read(self, header: bytes) -> dict[bytes, int]:
        """Where each text's vector begins; the file ends after the last whole record."""
        self._file.seek(0)
        places: dict[bytes, int] = {}
        if self._file.readline(4096) != header:
            self._file.truncate(0)
            self._write(header)
            return places
        start = len(header)
        while (record := self._file.read(self._record)) and self._whole(record):
            places[record[:_DIGEST_BYTES]] = start + _DIGEST_BYTES
            start += self._record
        self._file.truncate(start)
        return places

    def _whole(self, record: bytes) -> bool:
        content, check = record[:-_CHECK_BYTES], record[-_CHECK_BYTES:]
        return len(record) == self._record and _check(content) == check

    def known(self, texts: Sequence[str]) -> dict[str, Vector]:
        """The vectors of those texts that are here."""
        places = {text: self._places.get(_digest(text)) for text in texts}
        return {text: self._vector(place) for text, place in places.items() if place is not None}

    def _vector(self, place: int) -> Vector:
        content = os.pread(self._file.fileno(), 4 * self._dimension, place)
        return np.frombuffer(content, dtype="<f4").astype(np.float32)

    def add(self, texts: Sequence[str], vectors: Vector) -> None:
        """Keeps new vectors. Raises DiskFull."""
        for text, vector in zip(texts, vectors, strict=True):
            digest = _digest(text)
            content = digest + vector.astype("<f4").tobytes()
            place = self._write(content + _check(content))
            self._places[digest] = place + _DIGEST_BYTES
        self._flush()

    def _write(self, content: bytes) -> int:
        place = self._file.seek(0, os.SEEK_END)
        try:
            self._file.write(content)
        except OSError as error:
            raise self._full(error) from error
        return place

    def _flush(self) -> None:
        try:
            self._file.flush()
        except OSError as error:
            raise self._full(error) from error

    def _full(self, error: OSError) -> OSError | DiskFull:
        if error.errno != errno.ENOSPC:
            return error
        return DiskFull(f"The disk is full: {self._path} cannot grow. Make room and run again.")

    def close(self, *, finished: bool) -> None:
        """Lets go; what is ``finished``, or empty, is of no more use and removed."""
        if finished or not self._places:
            self._path.unlink(missing_ok=True)
            with suppress(OSError):  # unless another dataset's are there
                self._path.parent.rmdir()
        with suppress(OSError):  # what could not be written is recognised the next time
            self._file.close()
        self._lock.release()


def _header(encoder: Encoder) -> bytes:
    facts = {
        "model": encoder.name,
        "dimension": encoder.dimension,
        "precision": encoder.precision,
        "max_tokens": encoder.max_tokens,
    }
    return json.dumps(facts).encode() + b"\n"


def _digest(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()


def _check(content: bytes) -> bytes:
    return zlib.crc32(content).to_bytes(_CHECK_BYTES, "little")

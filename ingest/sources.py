"""Where rows come from. A source can be read more than once: a build makes two passes."""

import gzip
import json
import shlex
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import IO, Any, NamedTuple, Protocol, cast

from search.errors import SourceError

MAX_LINE_BYTES = 10 * 1024 * 1024
_GZIP_MAGIC = b"\x1f\x8b"
_BOM = b"\xef\xbb\xbf"
SAMPLE = Path(__file__).parent / "sample" / "startups.jsonl"


class Row(NamedTuple):
    """One row as read: its 1-based line, and its value or why it has none."""

    number: int
    value: Any
    problem: str | None = None


class Source(Protocol):
    """Rows that can be read again from the start."""

    @property
    def command(self) -> str:
        """What to give ``python -m ingest`` to read this source again."""
        ...

    def rows(self) -> Iterator[Row]:
        """Every row, also those that cannot be parsed. Raises SourceError."""
        ...


@dataclass(frozen=True)
class JsonLines:
    """A file with one JSON object a line, in UTF-8, plain or gzipped; blank lines do not count."""

    path: Path
    read_as: str
    limit: int | None = None

    @property
    def command(self) -> str:
        """See Source.command."""
        return f"{self.read_as} --limit {self.limit}" if self.limit else self.read_as

    @classmethod
    def file(cls, path: Path, limit: int | None = None) -> "JsonLines":
        """A file of the user's."""
        name = str(path).encode("utf-8", "backslashreplace").decode()
        return cls(path, f"file {shlex.quote(name)}", limit)

    def rows(self) -> Iterator[Row]:
        """See Source.rows."""
        return islice(self._rows(), self.limit)

    def _rows(self) -> Iterator[Row]:
        number = 0
        try:
            with self._open() as file:
                for number, content in _lines(file):
                    line = content.removeprefix(_BOM) if content and number == 1 else content
                    if line is None:
                        yield Row(number, None, f"longer than {MAX_LINE_BYTES // 2**20} MiB")
                    elif line.strip():
                        yield _parse(number, line)
        except OSError as error:
            reason = error.strerror or str(error)
            raise SourceError(f"{self.path} cannot be read: {reason}.") from error
        except (EOFError, zlib.error) as error:
            raise SourceError(
                f"{self.path} is cut off or damaged after line {number}: {error}"
            ) from error

    def _open(self) -> IO[bytes]:
        if self.path.is_fifo():
            raise SourceError(f"{self.path} is a pipe, but the input has to be read twice.")
        with open(self.path, "rb") as file:
            packed = file.read(2) == _GZIP_MAGIC
        if packed:
            return cast(IO[bytes], gzip.open(self.path, "rb"))
        return open(self.path, "rb")


def sample(limit: int | None = None) -> JsonLines:
    """The bundled start-ups."""
    return JsonLines(SAMPLE, "sample", limit)


def _lines(file: IO[bytes]) -> Iterator[tuple[int, bytes | None]]:
    """Numbered lines; None for one beyond the bound, which is passed over without keeping it."""
    number = 0
    while line := file.readline(MAX_LINE_BYTES + 1):
        number += 1
        if len(line) <= MAX_LINE_BYTES:
            yield number, line
            continue
        while line and not line.endswith(b"\n"):
            line = file.readline(MAX_LINE_BYTES)
        yield number, None


def _parse(number: int, line: bytes) -> Row:
    try:
        return Row(number, json.loads(line.decode()))
    except UnicodeDecodeError:
        return Row(number, None, "not UTF-8")
    except json.JSONDecodeError as error:
        return Row(number, None, f"not JSON ({error.msg.lower()})")
    except ValueError:  # Python refuses integers of more than 4,300 digits
        return Row(number, None, "a number too long to be read")
    except RecursionError:
        return Row(number, None, "nested too deeply")

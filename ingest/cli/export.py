"""``python -m ingest export``: a dataset as rows that build the identical index again.

The file is JSON Lines (jsonlines.org), one document a line: every field of a document under its
own name, ``id`` being its source id, then its further columns. Documents come in the order of the
store, so exporting what was ingested from an export gives the same bytes.
"""

import argparse
import gzip
import os
import secrets
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager, nullcontext
from pathlib import Path
from typing import IO, Any, cast

from ingest.documents.further import beside_fields
from ingest.documents.rows import FIELDS
from search.errors import ExportError, IndexDamaged
from search.export.files import json_line
from search.store.protocols import Store
from search.types import Document

STDOUT = Path("-")
_PACKED = ".gz"


def add_command(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Adds ``export`` to the commands of ``python -m ingest``."""
    what = "a dataset back out as JSON Lines, from which the identical index can be built"
    parser = commands.add_parser("export", help=what, description=what[0].upper() + what[1:] + ".")
    parser.add_argument("dataset", metavar="DATASET")
    parser.add_argument(
        "--output",
        metavar="FILE",
        type=Path,
        default=STDOUT,
        help="appears when complete, packed if it ends in .gz (default: -, standard output)",
    )


def export(store: Store, dataset: str, output: Path) -> int:
    """Writes the dataset's current generation, a page at a time; how many documents.

    Raises DatasetNotFound, IndexDamaged, UnavailableError or ExportError; then there is no new
    file.
    """
    count = 0
    with closing(store.open(dataset)) as index, _written(output) as file:
        for document in index.scan():
            file.write(json_line(to_row(document)).encode())
            count += 1
        if count != index.manifest.documents:
            reason = f"gives {count} of {index.manifest.documents} documents"
            raise IndexDamaged(reason, dataset, index.manifest.source)
    return count


def to_row(document: Document) -> dict[str, Any]:
    """The row that ``ingest.documents.rows.to_document`` makes this document of.

    Every field is there, also an empty one: a reader that guesses columns has nothing to guess.
    """
    row: dict[str, Any] = {"id": document.source_id}
    row |= {name: getattr(document, name) for name in FIELDS if name != "id"}
    return row | beside_fields(document.extra, FIELDS)


@contextmanager
def _written(output: Path) -> Iterator[IO[bytes]]:
    """Standard output, or a file that takes its name once the block is done without an error."""
    try:
        if output == STDOUT:
            yield sys.stdout.buffer
            sys.stdout.flush()
        else:
            with _new_file(output) as file:
                yield file
    except BrokenPipeError:
        raise
    except OSError as error:
        name = "standard output" if output == STDOUT else output
        raise ExportError(f"{name} cannot be written: {error.strerror or error}.") from error


@contextmanager
def _new_file(output: Path) -> Iterator[IO[bytes]]:
    target = Path(os.path.realpath(output))  # what a link leads to is replaced, not the link
    if target.exists() and not target.is_file():
        raise ExportError(f"{output} is no file; use - for standard output.")
    part = target.with_name(f".{target.name[:100]}.{secrets.token_hex(4)}.part")
    try:
        with open(part, "xb") as raw:
            with _packed(raw) if output.suffix == _PACKED else nullcontext(raw) as file:
                yield file
            raw.flush()
            os.fsync(raw.fileno())
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


def _packed(raw: IO[bytes]) -> IO[bytes]:
    """Without name and time, so that equal datasets are equal files."""
    return cast(IO[bytes], gzip.GzipFile("", "wb", 6, raw, mtime=0))

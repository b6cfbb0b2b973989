"""Tables in every format and packing, for tests of what becomes of them."""

import csv
import gzip
import io
import json
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from ingest.documents.rows import RejectedRow, to_document
from ingest.sources.catalog import local
from ingest.sources.file_source import FileSource
from ingest.sources.files import Spool
from ingest.sources.protocols import Row
from search.types import Document

Rows = Sequence[Mapping[str, Any]]


def csv_bytes(rows: Rows, delimiter: str = ",", encoding: str = "utf-8") -> bytes:
    """All columns of all rows, a missing value as an empty cell."""
    text = io.StringIO(newline="")
    columns = list(dict.fromkeys(column for row in rows for column in row))
    writer = csv.DictWriter(text, columns, delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode(encoding)


def tsv_bytes(rows: Rows) -> bytes:
    return csv_bytes(rows, "\t")


def jsonl_bytes(rows: Rows) -> bytes:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()


def json_bytes(rows: Rows) -> bytes:
    return json.dumps(list(rows), indent=1, ensure_ascii=False).encode()


def parquet_bytes(rows: Rows) -> bytes:
    file = io.BytesIO()
    columns = list(dict.fromkeys(column for row in rows for column in row))
    cells = {column: [row.get(column) for row in rows] for column in columns}
    pq.write_table(pa.table(cells), file)
    return file.getvalue()


FORMATS: dict[str, Callable[[Rows], bytes]] = {
    "csv": csv_bytes,
    "tsv": tsv_bytes,
    "jsonl": jsonl_bytes,
    "json": json_bytes,
    "parquet": parquet_bytes,
}


def gz(content: bytes) -> bytes:
    return gzip.compress(content, compresslevel=1, mtime=0)


def zst(content: bytes) -> bytes:
    packed: bytes = pa.compress(content, codec="zstd", asbytes=True)
    return packed


def zipped(content: bytes, *names: str) -> bytes:
    """An archive with ``content`` as each of the members."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names or ("rows",):
            # Without the time of day: what tests are called must not change.
            info = zipfile.ZipInfo(name)
            archive.writestr(info, content, compress_type=zipfile.ZIP_DEFLATED)
    return file.getvalue()


PACKINGS: dict[str, Callable[[bytes], bytes]] = {"gz": gz, "zst": zst, "zip": zipped}


@contextmanager
def opened(
    folder: Path, content: bytes, name: str = "table", **options: Any
) -> Iterator[FileSource]:
    """A file of these bytes as a source."""
    path = folder / name
    path.write_bytes(content)
    with Spool(folder) as spool:
        yield local(path, spool, **options)


def rows_of(folder: Path, content: bytes, name: str = "table", **options: Any) -> list[Row]:
    """The rows of a file as they stand in it."""
    with opened(folder, content, name, **options) as source:
        return list(source.raw_rows())


def documents_of(source: FileSource) -> tuple[list[Document], list[str]]:
    """Every document in order, and the reasons of the rows that are none."""
    documents: list[Document] = []
    reasons: list[str] = []
    for row in source.rows():
        try:
            if row.problem:
                raise RejectedRow(row.problem)
            documents.append(to_document(row.value))
        except RejectedRow as reason:
            reasons.append(f"{row.place}: {reason}")
    return documents, reasons

"""Parquet, read by pyarrow in record batches."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from typing import Any
from uuid import UUID

import pyarrow as pa
import pyarrow.parquet as pq

from ingest.documents.values import bytes_text
from ingest.formats.outline import unique_names
from ingest.sources.files import Damaged, Input, reason
from ingest.sources.protocols import Row
from search.errors import SourceError

_BATCH = 100
_UUID_BYTES = 16
_BUFFER = 1 << 20
# What Python's types cannot take: years beyond 9999, text that is no UTF-8, unknown time zones.
_UNREADABLE = (ValueError, TypeError, LookupError, OverflowError, pa.ArrowException)


@dataclass(frozen=True)
class Parquet:
    """Columns keep their types as far as JSON has them; dates become ISO 8601 text.

    Null and "" are missing values, as an empty cell of a CSV is.
    """

    description: str = "Parquet"

    def columns(self, file: Input) -> list[str]:
        """See Format.columns."""
        with _opened(file) as table:
            return unique_names(table.schema_arrow.names)

    def rows(self, file: Input) -> Iterator[Row]:
        """See Format.rows."""
        number = 0
        with _opened(file) as table:
            names = unique_names(table.schema_arrow.names)
            for batch in _batches(table):
                for cells in zip(*map(_cells, batch.columns), strict=True):
                    number += 1
                    yield _row(number, dict(zip(names, cells, strict=True)))


class _Unreadable(str):
    """In place of a cell: why it cannot be read."""

    __slots__ = ()


@contextmanager
def _opened(file: Input) -> Iterator[pq.ParquetFile]:
    with file.open() as raw:
        try:
            table = pq.ParquetFile(raw, buffer_size=_BUFFER)
        except (pa.ArrowException, OSError) as error:
            raise Damaged(reason(error)) from error
        with table:
            if not table.schema_arrow.names:
                raise SourceError(f"{file.name} has no columns.")
            yield table


def _batches(table: pq.ParquetFile) -> Iterator[pa.RecordBatch]:
    batches = table.iter_batches(batch_size=_BATCH)
    while True:
        try:
            yield next(batches)
        except StopIteration:
            return
        except (pa.ArrowException, OSError) as error:
            raise Damaged(reason(error)) from error


def _row(number: int, values: dict[str, Any]) -> Row:
    for name, value in values.items():
        if isinstance(value, _Unreadable):
            return Row(number, values, f"{name}: {value}", "row")
    kept = {name: value for name, value in values.items() if value is not None and value != ""}
    return Row(number, kept, unit="row")


def _cells(column: pa.Array) -> list[Any]:
    if pa.types.is_fixed_size_binary(column.type) and column.type.byte_width == _UUID_BYTES:
        return [value and str(UUID(bytes=value)) for value in column.to_pylist()]
    try:
        values = column.to_pylist()
    except _UNREADABLE:
        values = list(map(_cell, column))
    return list(map(_plain, values))


def _cell(scalar: pa.Scalar) -> Any:
    try:
        return scalar.as_py()
    except _UNREADABLE:
        return _Unreadable(f"a value that cannot be read ({scalar.type})")


def _plain(value: Any) -> Any:
    """As JSON has it."""
    if isinstance(value, dict):
        return {str(name): _plain(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return list(map(_plain, value))
    if value is None or isinstance(value, str | bool | int | float):
        return value
    return _said(value)


def _said(value: Any) -> int | float | str:
    """A number or text for what JSON has no word for."""
    if isinstance(value, date | time):  # a datetime is a date
        return value.isoformat()
    if isinstance(value, Decimal):
        return _number(value)
    if isinstance(value, bytes):
        return bytes_text(value)
    return str(value)


def _number(value: Decimal) -> int | float | str:
    """The very same number if JSON's readers have it, else its digits."""
    if value.as_tuple().exponent == 0:
        return int(value)
    return float(value) if Decimal(repr(float(value))) == value else str(value)

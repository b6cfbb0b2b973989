"""Parquet: columns of any type, read in batches."""

import datetime
import io
import tracemalloc
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from ingest.sources.protocols import Row
from search.errors import SourceError
from tests.ingest.tables import documents_of, opened, parquet_bytes, rows_of

DAY = datetime.date(2020, 2, 29)


def written(table: Any, **options: Any) -> bytes:
    file = io.BytesIO()
    pq.write_table(table, file, **options)
    return file.getvalue()


@pytest.mark.parametrize(
    ("type_", "value", "read"),
    [
        (pa.string(), "007", "007"),
        (pa.large_string(), " é ", " é "),
        (pa.int64(), 2**62, 2**62),
        (pa.uint64(), 2**64 - 1, 2**64 - 1),
        (pa.float64(), 1.5, 1.5),
        (pa.float16(), 1.5, 1.5),
        (pa.bool_(), False, False),
        (pa.decimal128(10, 2), Decimal("1.25"), 1.25),
        (pa.decimal128(10, 0), Decimal(12), 12),
        (pa.decimal128(38, 20), Decimal("0.12345678901234567891"), "0.12345678901234567891"),
        (pa.date32(), DAY, "2020-02-29"),
        (pa.timestamp("s"), datetime.datetime(2020, 1, 2, 3, 4, 5), "2020-01-02T03:04:05"),
        (pa.timestamp("ns", "UTC"), 0, "1970-01-01T00:00:00+00:00"),
        (pa.time32("s"), datetime.time(3, 4, 5), "03:04:05"),
        (pa.duration("s"), datetime.timedelta(seconds=90), "0:01:30"),
        (pa.binary(), b"text", "text"),
        (pa.binary(), b"\xff\x00", "ff00"),
        (pa.list_(pa.int32()), [1, None], [1, None]),
        (pa.struct({"day": pa.date32()}), {"day": DAY}, {"day": "2020-02-29"}),
        (pa.map_(pa.string(), pa.int32()), [("k", 1)], [["k", 1]]),
        (pa.dictionary(pa.int8(), pa.string()), "x", "x"),
    ],
    ids=str,
)
def test_a_value_keeps_its_type_as_far_as_json_has_it(
    tmp_path: Path, type_: Any, value: Any, read: Any
) -> None:
    table = pa.table({"name": ["a", "b"], "x": pa.array([value, None], type_)})
    assert rows_of(tmp_path, written(table)) == [
        Row(1, {"name": "a", "x": read}, unit="row"),
        Row(2, {"name": "b"}, unit="row"),
    ]


def test_null_and_empty_text_are_missing_values(tmp_path: Path) -> None:
    table = pa.table({"name": ["a", ""], "city": ["", None], "nothing": pa.nulls(2)})
    assert [row.value for row in rows_of(tmp_path, written(table))] == [{"name": "a"}, {}]


def test_a_value_that_python_does_not_have_rejects_its_row(tmp_path: Path) -> None:
    table = pa.table(
        {
            "name": ["a", "b", "c"],
            "day": pa.array([0, 2**40, 0], pa.timestamp("s")),
            "text": pa.array([b"x", b"y", b"\xff"]).view(pa.string()),
        }
    )
    rows = rows_of(tmp_path, written(table))
    assert [row.problem for row in rows] == [
        None,
        "day: a value that cannot be read (timestamp[ms])",
        "text: a value that cannot be read (string)",
    ]
    assert rows[0].value == {"name": "a", "day": "1970-01-01T00:00:00", "text": "x"}


def test_columns_of_one_name_are_told_apart(tmp_path: Path) -> None:
    table = pa.table([["a"], ["b"]], names=["name", "name"])
    assert rows_of(tmp_path, written(table))[0].value == {"name": "a", "name.1": "b"}


def test_numbers_keep_their_type_among_further_columns(tmp_path: Path) -> None:
    with opened(tmp_path, parquet_bytes([{"id": 7, "name": "a", "founded": 1999}])) as source:
        documents, _ = documents_of(source)
    assert (documents[0].source_id, documents[0].extra) == ("7", {"founded": 1999})


@pytest.mark.parametrize("part", [0.2, 0.6, 0.99])
def test_a_file_that_is_cut_off_is_an_error(tmp_path: Path, part: float) -> None:
    content = parquet_bytes([{"name": f"Company {n}"} for n in range(1_000)])
    with pytest.raises(SourceError, match=r"table is cut off or damaged at its beginning: .+"):
        rows_of(tmp_path, content[: int(len(content) * part)])


def test_damaged_pages_are_an_error(tmp_path: Path) -> None:
    rows = [{"name": f"Company {number * 7919 % 1_000}"} for number in range(1_000)]
    content = bytearray(parquet_bytes(rows))
    content[20:2_000] = b"\xff" * 1_980
    with pytest.raises(SourceError, match="cut off or damaged"):
        rows_of(tmp_path, bytes(content))


def test_a_file_without_columns_or_rows_says_so(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="has no columns"):
        rows_of(tmp_path, written(pa.table({})))
    assert rows_of(tmp_path, written(pa.table({"name": pa.array([], pa.string())}))) == []


def test_a_large_row_group_is_not_held_whole(tmp_path: Path) -> None:
    """64 MiB of texts in one row group; Arrow's own memory and Python's stay far below."""
    texts = pa.array([str(number) * 6_000 for number in range(4_000)])
    table = pa.table({"name": texts})
    content = written(table, compression="zstd", use_dictionary=False, data_page_size=1 << 18)
    size = texts.nbytes
    assert size > 64 * 2**20
    del table, texts
    with opened(tmp_path, content) as source:
        before = pa.total_allocated_bytes()
        most = 0
        tracemalloc.start()
        for _ in source.raw_rows():
            most = max(most, pa.total_allocated_bytes() - before)
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    assert most + peak < size / 2

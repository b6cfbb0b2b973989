"""JSON Lines: what counts as a row, and files that cannot be read."""

import gzip
import tracemalloc
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from ingest.formats.json_lines import JsonLines
from ingest.sources.file_source import FileSource
from ingest.sources.files import Input
from ingest.sources.protocols import MAX_ROW, Row
from search.errors import SourceError

Pack = Callable[[bytes], bytes]
BOM = b"\xef\xbb\xbf"
MIB = 2**20
NOT_UTF8 = "not UTF-8; if it is in another encoding, use --encoding"


@pytest.fixture(params=[bytes, partial(gzip.compress, compresslevel=1)], ids=["plain", "gz"])
def pack(request: pytest.FixtureRequest) -> Pack:
    """Each test reads a plain and a gzipped file; the name does not tell which."""
    chosen: Pack = request.param
    return chosen


def source(path: Path, limit: int | None = None) -> FileSource:
    return FileSource(Input.file(path), JsonLines(), "file", limit=limit)


def read(folder: Path, content: bytes) -> list[Row]:
    path = folder / "rows.data"
    path.write_bytes(content)
    return list(source(path).raw_rows())


@pytest.mark.parametrize(
    ("content", "rows"),
    [
        (b'{"name": "\xc3\xa9"}\n{"name": "b"}\n', [Row(1, {"name": "é"}), Row(2, {"name": "b"})]),
        (b"1\n2", [Row(1, 1), Row(2, 2)]),
        (b"1\r\n2\r\n", [Row(1, 1), Row(2, 2)]),
        (BOM + b"1\n2\n", [Row(1, 1), Row(2, 2)]),
        (b"\n1\n \t\r\n\n2\n\n", [Row(2, 1), Row(5, 2)]),
        (BOM + b"\r\n1\n", [Row(2, 1)]),
        (b"", []),
        (BOM, []),
        (b"\n\n", []),
        (
            b'"\xff"\n2\n',
            [
                Row(1, '"\udcff"\n', NOT_UTF8),
                Row(2, 2),
            ],
        ),
        (
            b'1\n"\xe2\x82\n',
            [
                Row(1, 1),
                Row(2, '"\udcff\n', NOT_UTF8),
            ],
        ),
        (
            b"{]\n2\n",
            [
                Row(1, "{]\n", "not JSON (expecting property name enclosed in double quotes)"),
                Row(2, 2),
            ],
        ),
        (b"1 2\n", [Row(1, "1 2\n", "not JSON (extra data)")]),
    ],
    ids=[
        "two rows",
        "last line without newline",
        "CRLF",
        "BOM",
        "blank lines",
        "BOM and a blank line",
        "empty",
        "BOM only",
        "blank lines only",
        "not UTF-8",
        "cut inside a character",
        "not JSON",
        "two values",
    ],
)
def test_lines_become_rows(tmp_path: Path, pack: Pack, content: bytes, rows: list[Row]) -> None:
    assert read(tmp_path, pack(content)) == rows


@pytest.mark.parametrize(
    "line",
    [
        b"[" * 100_000,
        b"[" * 100_000 + b"]" * 100_000,
        b"9" * 5_000,
        b'{"x": ' + b"9" * 5_000 + b"}",
    ],
    ids=["open brackets", "nested lists", "a number of 5,000 digits", "such a number in a column"],
)
def test_a_line_that_the_parser_cannot_take_is_a_rejected_row(tmp_path: Path, line: bytes) -> None:
    first, second = read(tmp_path, line + b"\n2\n")
    assert (first.number, first.value) == (1, line.decode() + "\n")
    assert first.problem
    assert second == Row(2, 2)


def test_a_giant_line_is_passed_over_without_being_kept(tmp_path: Path, pack: Pack) -> None:
    path = tmp_path / "rows"
    path.write_bytes(pack(b'"' + b"x" * (48 * MIB) + b'"\n2\n'))
    tracemalloc.start()
    try:
        rows = list(source(path).raw_rows())
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert rows == [Row(1, None, "longer than 10 MiB"), Row(2, 2)]
    assert peak < 48 * MIB


def test_a_line_as_long_as_the_bound_is_read(tmp_path: Path) -> None:
    text = "x" * (MAX_ROW - 3)  # two quotes and the line's end
    assert read(tmp_path, b'"%s"\n2\n' % text.encode()) == [Row(1, {"text": text}), Row(2, 2)]
    assert read(tmp_path, b'"%sx"\n2\n' % text.encode()) == [
        Row(1, None, "longer than 10 MiB"),
        Row(2, 2),
    ]


def test_a_giant_last_line_ends_the_file(tmp_path: Path) -> None:
    giant = b"x" * (2 * MAX_ROW + 5)
    assert read(tmp_path, b"1\n" + giant) == [Row(1, 1), Row(2, None, "longer than 10 MiB")]


@pytest.mark.parametrize(
    ("limit", "values"), [(1, [1]), (2, [1, "]\n"]), (3, [1, "]\n", 3]), (9, [1, "]\n", 3])]
)
def test_a_limit_counts_rows_also_those_without_a_value(
    tmp_path: Path, pack: Pack, limit: int, values: list[int | str]
) -> None:
    path = tmp_path / "rows"
    path.write_bytes(pack(b"1\n\n]\n\n3\n"))
    assert [row.value for row in source(path, limit).rows()] == values


def test_a_source_can_be_read_again(tmp_path: Path, pack: Pack) -> None:
    path = tmp_path / "rows"
    path.write_bytes(pack(b"1\n]\n3\n"))
    twice = source(path)
    assert list(twice.rows()) == list(twice.rows()) != []


PACKED = gzip.compress(b"".join(b"%d\n" % number for number in range(10_000)))


@pytest.mark.parametrize(
    "content",
    [
        PACKED[: len(PACKED) // 2],
        PACKED[:-4],
        PACKED[:5],
        PACKED[:-8] + b"\0" * 8,
        PACKED[:500] + b"\xff" * 500 + PACKED[1000:],
        PACKED + b"more",
    ],
    ids=["half", "no end", "no beginning", "wrong checksum", "damaged", "something after it"],
)
def test_a_damaged_gz_file_is_an_error_naming_it(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(SourceError, match=r"rows\.data"):
        read(tmp_path, content)


def test_rows_before_the_damage_are_read_and_their_end_is_named(tmp_path: Path) -> None:
    path = tmp_path / "rows"
    path.write_bytes(PACKED[:-4])
    rows = source(path).rows()
    assert next(rows) == Row(1, 0)
    with pytest.raises(SourceError, match="after line 10000"):
        list(rows)


@pytest.mark.parametrize(
    ("name", "why"),
    [("none", "No such file"), (".", "Is a directory"), ("file/rows", "Not a directory")],
)
def test_a_path_that_is_no_file_is_an_error(tmp_path: Path, name: str, why: str) -> None:
    (tmp_path / "file").write_bytes(b"1\n")
    with pytest.raises(SourceError, match=why):
        list(source(tmp_path / name).rows())

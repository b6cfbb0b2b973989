"""A JSON array is cut into its elements, and each is judged by itself."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.formats import json_scan as module
from ingest.formats.encodings import text_of
from ingest.formats.json_files import JsonArray
from ingest.sources.file_source import FileSource
from ingest.sources.files import Input
from ingest.sources.protocols import MAX_ROW, Row
from search.errors import SourceError

NOT_UTF8 = "not UTF-8; if it is in another encoding, use --encoding"


def read(folder: Path, content: bytes) -> list[Row]:
    path = folder / "rows.json"
    path.write_bytes(content)
    return list(FileSource(Input.file(path), JsonArray(), "file").raw_rows())


def row(number: int, value: Any, problem: str | None = None) -> Row:
    return Row(number, value, problem, "row")


@pytest.mark.parametrize(
    ("content", "rows"),
    [
        (b"[]", []),
        (b"[ \n ]\n", []),
        (b"[1]", [row(1, 1)]),
        (b'\xef\xbb\xbf[{"a": 1}, {"a": [2, {}]}]', [row(1, {"a": 1}), row(2, {"a": [2, {}]})]),
        (b'\n [\r\n  "x,]y",\r\n "\\"," ]', [row(1, {"text": "x,]y"}), row(2, {"text": '",'})]),
        (b'["\\\\", "\\\\\\""]', [row(1, {"text": "\\"}), row(2, {"text": '\\"'})]),
        (b"[[1, 2], [3]]", [row(1, {"column 1": 1, "column 2": 2}), row(2, {"column 1": 3})]),
        (b"[1, 2,]", [row(1, 1), row(2, 2)]),
        (b"[1,,2]", [row(1, 1), row(2, "", "not JSON (expecting value)"), row(3, 2)]),
        (b"[1 2, 3]", [row(1, "1 2", "not JSON (extra data)"), row(2, 3)]),
        (
            b'["\xff", 2]',
            [
                row(1, '"\udcff"', NOT_UTF8),
                row(2, 2),
            ],
        ),
        (b"[NaN, 1e400, -0]", None),
    ],
)
def test_elements_become_rows(tmp_path: Path, content: bytes, rows: list[Row] | None) -> None:
    found = read(tmp_path, content)
    if rows is None:
        assert repr([r.value for r in found]) == "[nan, inf, 0]"
    else:
        assert [r._replace(value=_stripped(r)) for r in found] == rows


def _stripped(row: Row) -> Any:
    return row.value.strip() if row.problem else row.value


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"[1, 2", r"cut off or damaged after row 1: the JSON array does not end"),
        (b'[1, "2]', r"after row 1: the JSON array does not end"),
        (b"[", r"at its beginning: the JSON array does not end"),
        (b"[1] [2]", r"after row 1: more text follows the JSON array"),
        (b"[1]" + b" " * 100_000 + b"x", r"more text follows"),
        (b'{"a": [1]}', r"at its beginning: it is not a JSON array"),
        (b"name,city\n", r"it is not a JSON array"),
        (b"x[1]", r"it is not a JSON array"),
        (b"", r"it is not a JSON array"),
    ],
)
def test_what_is_not_one_whole_array_is_an_error(tmp_path: Path, content: bytes, why: str) -> None:
    with pytest.raises(SourceError, match=why):
        read(tmp_path, content)


@pytest.mark.parametrize(
    ("element", "problem"),
    [
        ("9" * 5_000, "a number too long to be read"),
        ("[" * 100_000 + "]" * 100_000, "nested too deeply"),
        ('"' + "x" * MAX_ROW + '"', "longer than 10 MiB"),
        ('{"a": "' + "x, " * (MAX_ROW // 3) + '"}', "longer than 10 MiB"),
    ],
    ids=["number", "nesting", "text", "object"],
)
def test_an_element_that_the_parser_cannot_take_is_a_rejected_row(
    tmp_path: Path, element: str, problem: str
) -> None:
    rows = read(tmp_path, f"[1, {element}, 3]".encode())
    assert [r.problem for r in rows] == [None, problem, None]
    assert [rows[0].value, rows[2].value] == [1, 3]
    if problem.startswith("longer"):
        assert rows[1].value is None


def test_brackets_that_do_not_match_are_told_by_the_parser(tmp_path: Path) -> None:
    rows = read(tmp_path, b'[{"a": 1]}, 2]')
    assert rows[0].problem == "not JSON (expecting ',' delimiter)"
    with pytest.raises(SourceError, match="does not end"):
        read(tmp_path, b'[{"a": 1, 2]')


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(alphabet='ab"\\,[]{}é\n'),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=8,
)


@given(
    values=st.lists(JSON, max_size=6),
    indent=st.sampled_from([None, 0, 2]),
    ascii_only=st.booleans(),
    chunk=st.integers(1, 9),
)
@settings(derandomize=True, database=None, deadline=None)
def test_any_array_is_read_as_json_reads_it(
    tmp_path_factory: pytest.TempPathFactory,
    values: list[Any],
    indent: int | None,
    ascii_only: bool,
    chunk: int,
) -> None:
    """Whatever falls on the edge between two chunks."""
    content = json.dumps(values, indent=indent, ensure_ascii=ascii_only).encode()
    path = tmp_path_factory.getbasetemp() / "any.json"
    path.write_bytes(content)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "_CHUNK", chunk)
        with text_of(open(path, "rb"), "utf-8", newline="") as text:
            found = [json.loads(element or "") for element in module.elements(text)]
    assert found == values

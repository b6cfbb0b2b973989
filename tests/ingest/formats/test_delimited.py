"""CSV and its kin: every cell as it is, every row that does not fit with its line and reason."""

from pathlib import Path

import pytest

from ingest.formats.dialect import known_delimiter
from ingest.formats.outline import unique_names
from ingest.sources.catalog import Choices
from ingest.sources.protocols import MAX_ROW, Row
from search.errors import InputError, SourceError
from tests.ingest.tables import opened, rows_of

BROKEN = "quotes that do not match"


def values(folder: Path, content: bytes, **options: str) -> list[object]:
    return [row.value for row in rows_of(folder, content, **options)]


@pytest.mark.parametrize(
    "cell",
    [
        "NA",
        "NaN",
        "null",
        "None",
        "007",
        "1e5",
        "1.0",
        "True",
        " x ",
        "\tx",
        "x\u00a0",
        "=1+1",
        "''",
    ],
)
def test_a_cell_is_the_text_it_is(tmp_path: Path, cell: str) -> None:
    content = f"name,city,founded\n{cell},{cell},{cell}\n".encode()
    assert values(tmp_path, content) == [{"name": cell, "city": cell, "founded": cell}]


def test_an_empty_cell_is_a_missing_value(tmp_path: Path) -> None:
    content = b'name,city,founded\nOakery,,""\n,,\n'
    assert rows_of(tmp_path, content) == [Row(2, {"name": "Oakery"}), Row(3, {})]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_may_end_in_any_way(tmp_path: Path, end: str) -> None:
    content = end.join(["name,city", "Oakery,Berlin", "", "Agro,Paris"])
    for last in ("", end):
        assert rows_of(tmp_path, (content + last).encode()) == [
            Row(2, {"name": "Oakery", "city": "Berlin"}),
            Row(4, {"name": "Agro", "city": "Paris"}),
        ]


def test_quoted_fields_hold_delimiters_quotes_and_line_ends(tmp_path: Path) -> None:
    content = b'name,description\r\n"Oak, ""the"" tree","one\r\ntwo\n\nthree"\r\nAgro,"x"\r\n'
    assert rows_of(tmp_path, content) == [
        Row(2, {"name": 'Oak, "the" tree', "description": "one\r\ntwo\n\nthree"}),
        Row(6, {"name": "Agro", "description": "x"}),
    ]


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("Oakery,Berlin,x", "2 fields expected, 3 found"),
        ('"Oakery"x", "Ber,lin"', BROKEN),
    ],
)
def test_a_row_that_does_not_fit_is_rejected_and_no_other(
    tmp_path: Path, line: str, why: str
) -> None:
    content = f"name,city\nA,B\n{line}\nC,D\n".encode()
    assert rows_of(tmp_path, content, delimiter=",") == [
        Row(2, {"name": "A", "city": "B"}),
        Row(3, f"{line}\n", why),
        Row(4, {"name": "C", "city": "D"}),
    ]


def test_broken_quotes_over_several_lines_are_one_rejected_row(tmp_path: Path) -> None:
    """Taking line 3 for a row would shift "me" into the first column."""
    content = b'name,city\n"He said "hi" to\nme",x\nC,D\n'
    assert rows_of(tmp_path, content) == [
        Row(2, '"He said "hi" to\nme",x\n', BROKEN),
        Row(4, {"name": "C", "city": "D"}),
    ]


@pytest.mark.parametrize("rest", ["C,D\nE,F\n", "C,D\nE,F", 'C,"D"\nE,F'])
def test_a_quote_that_would_swallow_whole_rows_is_a_character(tmp_path: Path, rest: str) -> None:
    content = f'name,city\nA,B\n"x,y\n{rest}'.encode()
    assert values(tmp_path, content) == [
        {"name": "A", "city": "B"},
        {"name": '"x', "city": "y"},
        {"name": "C", "city": "D"},
        {"name": "E", "city": "F"},
    ]


@pytest.mark.parametrize("cell", ['"Oak"ery', '"Oakery" ', '"5" disk'])
def test_a_quote_that_breaks_a_row_of_full_width_is_a_character(tmp_path: Path, cell: str) -> None:
    content = f"name,city\nA,B\n{cell},Oslo\nC,D\n".encode()
    assert values(tmp_path, content)[1] == {"name": cell, "city": "Oslo"}


def test_a_text_of_several_lines_with_as_many_delimiters_stays_a_text(tmp_path: Path) -> None:
    content = b'name,description\nOak,"Fine tables.\nMade by hand, in Oslo"\nLamp,x\n'
    assert values(tmp_path, content)[0] == {
        "name": "Oak",
        "description": "Fine tables.\nMade by hand, in Oslo",
    }


def test_a_quote_inside_an_unquoted_field_is_a_character(tmp_path: Path) -> None:
    content = b'name,city\n5" disk,B"e"rlin\n'
    assert values(tmp_path, content) == [{"name": '5" disk', "city": 'B"e"rlin'}]


@pytest.mark.parametrize("quote", ["", '"'])
def test_a_giant_line_is_passed_over(tmp_path: Path, quote: str) -> None:
    giant = quote + "x" * (MAX_ROW + 1) + quote
    rows = rows_of(tmp_path, f"name,city\nA,B\n{giant},B\nC,D\n".encode())
    assert [(row.number, row.problem) for row in rows] == [
        (2, None),
        (3, "longer than 10 MiB"),
        (4, None),
    ]
    assert rows[1].value is None


def test_a_quote_that_never_closes_in_a_giant_file_is_a_character(tmp_path: Path) -> None:
    line = b"C," + b"D" * 1_000 + b"\n"
    count = MAX_ROW // len(line) + 100
    content = b'name,city\nA,B\n"x,y\n' + line * count
    rows = rows_of(tmp_path, content)
    assert rows[1] == Row(3, {"name": '"x', "city": "y"})
    assert len(rows) == 2 + count
    assert not any(row.problem for row in rows)


@pytest.mark.parametrize(
    ("content", "delimiter", "value"),
    [
        (b"name,city\nA,B\n", "“,”", {"name": "A", "city": "B"}),
        (b"name;city\nA;B, C\nD;E, F\n", "“;”", {"name": "A", "city": "B, C"}),
        (b"name\tcity\nA, B\tC; D\n", "tab", {"name": "A, B", "city": "C; D"}),
        (b"name|city\nA|B\n", "“|”", {"name": "A", "city": "B"}),
        (b'name,city\n"A;B;C",D\n"E;F;G",H\n', "“,”", {"name": "A;B;C", "city": "D"}),
        (b'"na;me";"ci,ty"\n"A,B";C\n', "“;”", {"na;me": "A,B", "ci,ty": "C"}),
        (b"name\nA, B\nC\nD, E, F\n", "“;”", {"name": "A, B"}),
        (b"name\nA\n", "“,”", {"name": "A"}),
        (b"sep=;\nname;city\nA;B\n", "“;”", {"name": "A", "city": "B"}),
        (b"SEP=|\r\nname|city,x\r\nA|B,1\r\n", "“|”", {"name": "A", "city,x": "B,1"}),
        (b"name,city\nA,B,C\nD,E,F\nG,H\nI,J,K\n", "“,”", None),
    ],
)
def test_the_delimiter_is_the_one_that_makes_columns_of_most_rows(
    tmp_path: Path, content: bytes, delimiter: str, value: dict[str, str] | None
) -> None:
    with opened(tmp_path, content, choices=Choices({"description": ""})) as source:
        assert f"CSV, {delimiter} between fields" in source.about[0]
        first = next(source.raw_rows())
    assert first.value == value or first.problem


def test_a_delimiter_that_is_said_is_used(tmp_path: Path) -> None:
    content = b"name,a;b\nA;B,C;D\n"
    assert values(tmp_path, content, delimiter=",") == [{"name": "A;B", "a;b": "C;D"}]
    assert values(tmp_path, b"name\tb\nA\tB\n", delimiter="tab") == [{"name": "A", "b": "B"}]


@pytest.mark.parametrize("text", ["", ",,", '"', "\n", "comma"])
def test_what_is_no_delimiter_is_refused(text: str) -> None:
    with pytest.raises(InputError, match=r"^--delimiter: use one character"):
        known_delimiter(text)


@pytest.mark.parametrize(
    ("names", "unique"),
    [
        (["a", "b"], ["a", "b"]),
        ([" a ", "b"], ["a", "b"]),
        (["a", "a", "a"], ["a", "a.1", "a.2"]),
        (["a.1", "a", "a"], ["a.1", "a", "a.2"]),
        (["", "a", " "], ["Unnamed: 0", "a", "Unnamed: 2"]),
    ],
)
def test_columns_have_names_of_their_own(names: list[str], unique: list[str]) -> None:
    assert unique_names(names) == unique


def test_a_file_whose_first_line_never_ends_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="line 1 is unusable .longer than 4,096 KiB"):
        rows_of(tmp_path, b"name," + b"x" * (MAX_ROW + 1))
    with pytest.raises(SourceError, match="is empty"):
        rows_of(tmp_path, b"sep=;\n")


def test_blank_lines_before_the_names_do_not_count(tmp_path: Path) -> None:
    assert rows_of(tmp_path, b"\n \nname,city\nA,B\n") == [Row(4, {"name": "A", "city": "B"})]


def test_ten_thousand_columns_are_read(tmp_path: Path) -> None:
    names = ["name", *(f"c{number}" for number in range(9_999))]
    content = ",".join(names) + "\n" + ",".join(["x"] * 10_000) + "\n" + "y" + "," * 9_999 + "\n"
    first, second = rows_of(tmp_path, content.encode())
    assert len(first.value) == 10_000
    assert second.value == {"name": "y"}

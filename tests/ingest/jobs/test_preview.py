"""What a table holds and what would become of its rows, before anything is built."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.cli.arguments import Place, parser, source_of
from ingest.jobs.choices import ReadingChoices, TableChoices, choices_of
from ingest.jobs.preview import preview, trial
from ingest.sources.files import Spool
from search.errors import SourceError

TABLE = "Firm;about;HQ city;founded\nOakery;Handmade tables.;Köln;1998\nPayo;Wallet;Dhaka;2011\n"


def test_a_table_is_described_with_its_first_rows_and_a_guess(tmp_path: Path) -> None:
    path = tmp_path / "firms.csv"
    path.write_text(TABLE, "cp1252")
    with Spool() as spool:
        found = preview(path, spool)
    assert "“;” between fields" in found.format and "cp1252" in found.format
    assert found.columns == ["Firm", "about", "HQ city", "founded"]
    assert [row["Firm"] for row in found.rows] == ["Oakery", "Payo"]
    assert found.guessed == {"name": "Firm", "description": "about", "city": "HQ city"}
    assert (found.is_delimited, found.sheets, found.data_line) == (True, (), 0)


def test_it_is_read_as_said(tmp_path: Path) -> None:
    path = tmp_path / "firms.csv"
    path.write_text(TABLE, "cp1252")
    with Spool() as spool:
        found = preview(path, spool, ReadingChoices(encoding="cp437", header_line=0))
    assert found.columns == ["column 1", "column 2", "column 3", "column 4"]
    assert found.rows[1]["column 3"] == "K÷ln"  # F6 is ö in cp1252
    assert found.data_line == 0  # somebody said so


def test_a_table_without_a_likely_name_can_still_be_looked_at(tmp_path: Path) -> None:
    path = tmp_path / "numbers.csv"
    path.write_text("a,b\n1,2\n")
    with Spool() as spool:
        found = preview(path, spool)
    assert (found.columns, found.guessed) == (["a", "b"], {})


@pytest.mark.parametrize("content", ["", "[]", "<html>", "\0\1\2"])
def test_what_is_no_table_is_said(tmp_path: Path, content: str) -> None:
    path = tmp_path / "thing.txt"
    path.write_text(content)
    with Spool() as spool, pytest.raises(SourceError, match="thing.txt"):
        preview(path, spool)


def test_a_trial_says_what_becomes_of_every_row(tmp_path: Path) -> None:
    path = tmp_path / "firms.csv"
    lines = ["id,name,city", "1,Oak,Ulm", "1,Oak,Ulm", "1,Elm,Ulm", "2,,Ulm", "3,Ash,N/A"]
    path.write_text("\n".join(lines))
    with Spool() as spool:
        tried = trial(path, spool, TableChoices())
        kept = trial(path, spool, TableChoices(keep_missing=True))
    counts = tried.indexed, tried.duplicate, tried.conflicting, tried.rejected
    assert (tried.read, counts) == (5, (2, 1, 1, 1))
    assert (sum(tried.left_out.values()), sum(kept.left_out.values())) == (1, 0)
    assert list(tmp_path.iterdir()) == [path]


NAMES = st.sampled_from(["Firm", "-x", "--json", "a b", "“;”", "=", "'", '"', "a=b"])
CHOICES = st.builds(
    TableChoices,
    st.builds(
        ReadingChoices,
        st.sampled_from(["", "cp1252"]),
        st.sampled_from(["", ";", "-", "\t", "tab"]),
        st.sampled_from(["", "'", "none", "-"]),
        st.none() | st.integers(0, 9),
        st.sampled_from(["", "2", "-a"]),
    ),
    st.dictionaries(st.sampled_from(["name", "city", "id", "images"]), NAMES | st.just("")),
    st.lists(NAMES, max_size=2).map(tuple),
    st.none() | st.lists(NAMES, max_size=2).map(tuple),
    st.just("") | NAMES,
    st.booleans(),
    st.booleans(),
    st.booleans(),
    st.sampled_from(["", "de"]),
    st.sampled_from(["", "pt"]),
    st.sampled_from(["", ";", "none"]),
    st.none() | st.lists(st.sampled_from(["a", "-b"]), unique=True).map(tuple),
    st.sampled_from(["", "oaks", "Firma/Firmen"]),
)


@given(CHOICES)
@settings(derandomize=True, database=None, deadline=None, max_examples=60)
def test_choices_are_the_same_as_arguments(chosen: TableChoices) -> None:
    arguments = parser().parse_args(["file", "x.csv", *chosen.arguments()])
    again = choices_of("file x.csv " + " ".join(map(quoted, chosen.arguments())))
    assert again == chosen
    assert arguments.name_column == chosen.columns.get("name")


def quoted(text: str) -> str:
    return "'" + text.replace("'", "'\"'\"'") + "'"


def test_the_source_of_a_dataset_tells_what_was_chosen(tmp_path: Path) -> None:
    path = tmp_path / "firms.csv"
    path.write_text("-x,about\nOakery,Handmade tables by post.\n")
    chosen = TableChoices(
        ReadingChoices(delimiter=","),
        {"name": "-x", "city": ""},
        ("about",),
        (),
        keep_missing=True,
        strip_html=True,
        language="de",
        separator="none",
        card=("-x",),
        noun="oak trees",
    )
    options = parser().parse_args(["file", str(path), *chosen.arguments()])
    with Spool() as spool:
        source = source_of(options, Place(tmp_path, spool, lambda done, total: None))
    assert choices_of(source.command) == chosen


@pytest.mark.parametrize("source", ["sample", "yc", "file", "file x --no-such", "file 'x"])
def test_what_is_no_table_of_ones_own_has_no_choices(source: str) -> None:
    assert choices_of(source) is None

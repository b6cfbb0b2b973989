"""Which column is taken for which field."""

import doctest
import json
from dataclasses import replace
from typing import Any

import pytest

from ingest.documents import nouns as documents_nouns
from ingest.documents.columns import Columns, listed
from ingest.documents.guess import guess
from ingest.documents.rows import FIELDS, to_document
from ingest.sources.catalog import SAMPLE
from search import nouns
from search.errors import InputError

URL = "https://oak.example/a"


def guessed(rows: list[dict[str, Any]], **given: str) -> dict[str, str]:
    """The fields that have a column among those of the rows."""
    columns = list(dict.fromkeys(column for row in rows for column in row))
    found = guess(columns, rows, given).by_field
    return {field: column for field, column in found.items() if column in columns}


@pytest.mark.parametrize(
    ("columns", "fields"),
    [
        (FIELDS, {field: field for field in FIELDS}),
        (
            ["UUID", "Company Name", "short_description", "HQ-City", "homepage_url", "Logo URL"],
            {
                "id": "UUID",
                "name": "Company Name",
                "description": "short_description",
                "city": "HQ-City",
                "link": "homepage_url",
                "images": "Logo URL",
            },
        ),
        (["_id", "title", "text"], {"id": "_id", "name": "title", "description": "text"}),
        (["slug", "permalink", "id", "name"], {"id": "id", "name": "name"}),
        (["slug", "permalink", "name"], {"id": "permalink", "name": "name"}),
        (["title", "name"], {"name": "name"}),
        (["organization", "long_description", "description"], {
            "name": "organization",
            "description": "description",
        }),
        (["Name", "name"], {"name": "Name"}),
        (["name", "identity", "linked", "textile"], {"name": "name"}),
    ],
)  # fmt: skip
def test_columns_are_told_by_their_names(columns: list[str], fields: dict[str, str]) -> None:
    assert guessed([dict.fromkeys(columns, "")]) == fields


def test_without_a_name_that_tells_the_content_does() -> None:
    rows = [
        {
            "nr": str(number),
            "firma": f"Firma {number}",
            "was": "Wir bauen Tische aus Eichenholz und verkaufen sie überall.",
            "web": f"https://firma{number}.example",
            "bild": f"https://firma{number}.example/logo.PNG?v=1",
            "land": "DE",
        }
        for number in range(20)
    ]
    assert guessed(rows) == {"name": "firma", "description": "was", "link": "web", "images": "bild"}


@pytest.mark.parametrize("count", [1, 2, 3])
def test_few_rows_are_enough(count: int) -> None:
    rows = [
        {"firma": f"Oakery {number}", "was": "Wir bauen Tische aus Eiche"}
        for number in range(count)
    ]
    assert guessed(rows) == {"name": "firma", "description": "was"}


def test_text_without_spaces_between_words_is_text() -> None:
    rows = [{"会社": f"会社{n}", "説明": "電気自動車を作る会社です。"} for n in range(3)]
    assert guessed(rows) == {"name": "会社", "description": "説明"}


@pytest.mark.parametrize(
    ("column", "values"),
    [
        ("batch", ["Winter 2012"] * 5),
        ("category", ["furniture and more", "robots"]),
        ("code", ["12", "13", "14"]),
        ("tags", [["a b c d e f g h i j k l"]]),
        ("number", [7, 8]),
        ("contact", ["ftp://oak.example"]),
        ("mixed", [URL, "no", "no", URL]),
    ],
)
def test_beside_a_name_other_columns_stay_what_they_are(column: str, values: list[Any]) -> None:
    rows = [{"name": f"A{number}", column: value} for number, value in enumerate(values)]
    assert guessed(rows) == {"name": "name"}


def test_what_is_said_goes_before_what_is_guessed() -> None:
    rows = [{"name": "A", "title": "B", "url": URL, "web": URL}]
    assert guessed(rows) == {"name": "name", "link": "url"}
    assert guessed(rows, name="title") == {"name": "title", "link": "url"}
    assert guessed(rows, name="title", link="") == {"name": "title"}
    assert guessed(rows, link="name") == {"name": "title", "link": "name"}


def test_a_column_that_only_later_rows_have_is_still_its_field() -> None:
    columns = guess(["name"], [{"name": "A"}], {})
    record = columns({"name": "B", "city": "Berlin", "founded": 1999})
    assert (record.fields, record.extra) == ({"name": "B", "city": "Berlin"}, {"founded": 1999})


def test_a_column_named_like_a_field_that_another_fills_is_kept_under_a_name_of_its_own() -> None:
    document = to_document(Columns({"name": "title"})({"title": "A", "name": "B", "id": 7}))
    assert (document.name, document.extra) == ("A", {"name_": "B", "id_": 7})


def test_a_file_of_the_tutorials_fields_is_read_as_before() -> None:
    rows = [json.loads(line) for line in SAMPLE.read_text("utf-8").splitlines()]
    columns = guess(list(rows[0]), rows[:100], {})
    read = [replace(to_document(columns(row)), facets={}, numbers={}) for row in rows]
    assert read == [to_document(row) for row in rows]
    assert list(columns.facets) == ["sector", "founded"]


def test_the_choice_is_told_in_two_lines() -> None:
    columns = guess(["title", "text", "founded", "tags"], [], {})
    assert columns.lines(["title", "text", "founded", "tags"]) == [
        "name ← title, description ← text",
        "also shown on cards: founded, tags",
    ]
    assert columns.lines(["title"]) == ["name ← title"]


def test_many_columns_are_told_by_the_first_few() -> None:
    names = [f"c{number}" for number in range(10_000)]
    assert listed(names) == "c0, c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11 and 9,988 more"
    assert listed(names[:2]) == "c0, c1"
    assert len(listed(["x" * 1_000])) == 60


def test_the_examples_of_nouns_hold() -> None:
    for module in (nouns, documents_nouns):
        result = doctest.testmod(module, optionflags=doctest.NORMALIZE_WHITESPACE)
        assert result.attempted and not result.failed


@pytest.mark.parametrize("text", ["", "/", "Firma/", "x" * 41, "a\x07b"])
def test_a_noun_that_cannot_be_used_is_refused(text: str) -> None:
    with pytest.raises(InputError, match="^noun: "):
        nouns.parse_noun(text)

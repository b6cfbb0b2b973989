"""Which rows become documents, and what is kept of them."""

from dataclasses import replace
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

import pytest

from ingest.documents.columns import Columns
from ingest.documents.rows import LeftOut, RejectedRow, to_document

NAN = float("nan")
LIMITS = {
    "name": 1_000,
    "description": 200_000,
    "city": 200,
    "link": 4_000,
    "images": 4_000,
    "alt": 4_000,
}


def document(**fields: Any) -> Any:
    return to_document({"name": "Oakery", "description": "Tables.", **fields})


def reason(row: Any) -> str:
    with pytest.raises(RejectedRow) as caught:
        to_document(row)
    return str(caught.value)


@pytest.mark.parametrize(
    ("row", "kind"),
    [
        (["name"], "a list"),
        ("name", "text"),
        (7, "a number"),
        (7.5, "a number"),
        (None, "null"),
        (True, "true or false"),
    ],
)
def test_a_row_that_is_no_object_is_rejected(row: Any, kind: str) -> None:
    assert reason(row) == f"expected an object, found {kind}"


@pytest.mark.parametrize("nothing", [None, NAN, "", " \t\n\u3000"])
def test_a_row_without_any_text_is_rejected(nothing: Any) -> None:
    row = {"id": 1, "name": nothing, "description": nothing, "city": "Berlin"}
    assert reason(row) == "name and description are both empty"


@pytest.mark.parametrize("field", ["name", "description"])
def test_one_of_name_and_description_is_enough(field: str) -> None:
    made = to_document({field: "Oakery"})
    assert (made.name, made.description) == (("Oakery", "") if field == "name" else ("", "Oakery"))


@pytest.mark.parametrize("field", LIMITS)
@pytest.mark.parametrize(
    ("value", "text"), [(7, "7"), (7.5, "7.5"), (10, "10"), (2**70, str(2**70))]
)
def test_a_number_is_taken_as_text(field: str, value: Any, text: str) -> None:
    assert getattr(document(**{field: value}), field) == text


@pytest.mark.parametrize("field", ["name", "description", "link", "images", "alt"])
@pytest.mark.parametrize("nothing", [None, NAN])
def test_a_missing_value_is_empty_text(field: str, nothing: Any) -> None:
    row = {"name": "a", "description": "b", field: nothing}
    assert getattr(to_document(row), field) == ""


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (["Handmade tables"], "Handmade tables"),
        (["Oak", "Elm", None], "Oak\nElm"),
        ([], ""),
        ({"en": "Oak", "de": "Eiche"}, "Oak"),
        ([{"language": "de", "value": "Eiche"}, {"language": "en", "value": "Oak"}], "Eiche"),
        ({"rendered": "Oak"}, "Oak"),
        ({"intro": "Oak", "more": ["Elm"]}, "Oak\nElm"),
        ([{"type": "paragraph", "children": [{"text": "Oak"}]}], "Oak"),
        ({"$numberLong": "7"}, "7"),
        (True, "true"),
        (7.0, "7"),
        ({"@value": "Oak", "@language": "en"}, "Oak"),
    ],
)
def test_a_text_of_any_shape_is_read(value: Any, text: str) -> None:
    made = to_document({"id": 1, "name": "a", "description": value})
    assert (made.description, made.source_id) == (text, "1")


def test_of_texts_by_language_the_wanted_one_is_taken_and_all_are_kept() -> None:
    texts = {"en": "Oak", "de": "Eiche"}
    record = Columns({"name": "title"}, language="de")({"title": texts})
    assert (to_document(record).name, to_document(record).extra) == ("Eiche", {"title": texts})


@pytest.mark.parametrize(
    ("field", "value", "text"),
    [
        ("link", ["https://x.example", "https://y.example"], "https://x.example"),
        ("link", {"href": "https://x.example"}, "https://x.example"),
        ("images", {"url": "https://x.example/a.png"}, "https://x.example/a.png"),
        ("images", [{"src": "https://x.example/a.png"}], "https://x.example/a.png"),
        ("city", {"city": "Oslo"}, "Oslo"),
        ("city", {"address": {"addressLocality": "Oslo"}}, "Oslo"),
        ("city", ["Oslo", "Bergen"], "Oslo"),
    ],
)
def test_what_an_object_or_list_holds_for_a_field_is_taken_and_all_of_it_kept(
    field: str, value: Any, text: str
) -> None:
    made = document(**{field: value})
    assert (getattr(made, field), made.extra) == (text, {f"{field}_": value})


def read(row: Any) -> tuple[Any, list[str]]:
    notes: list[LeftOut] = []
    return to_document(row, notes.append), [note.reason for note in notes]


@pytest.mark.parametrize("field", ["city", "link", "images"])
@pytest.mark.parametrize(
    ("value", "kind"), [(True, "true or false"), (False, "true or false"), ({"x": 1}, "an object")]
)
def test_a_value_of_another_kind_is_left_out_and_kept(field: str, value: Any, kind: str) -> None:
    made, reasons = read({"id": 1, "name": "a", field: value})
    assert getattr(made, field) in ("", None)
    assert (made.extra, reasons) == (
        {f"{field}_": value},
        [f"{field}: expected text, found {kind}"],
    )


@pytest.mark.parametrize(("field", "limit"), LIMITS.items())
def test_a_text_beyond_its_bound_is_left_out(field: str, limit: int) -> None:
    assert getattr(document(**{field: "x" * limit}), field) == "x" * limit
    made, reasons = read({"name": "a", "description": "b", field: "x" * (limit + 1)})
    assert getattr(made, field) in ("", None)
    assert reasons[0] == f"{field}: longer than {limit:,} characters"


def test_a_row_is_rejected_when_both_its_texts_are_unusable() -> None:
    row = {"name": "x" * 1_001, "description": "\ud800"}
    assert reason(row) == (
        "name: longer than 1,000 characters; description: not valid Unicode (a lone surrogate)"
    )


def test_a_message_names_the_files_own_column_and_the_flag() -> None:
    columns = Columns({"name": "Titel", "images": "Logo"}, flagged=True)
    made, reasons = read(columns({"Titel": "A", "Logo": "x" * 4_001}))
    assert reasons == ["“Logo” (--image-column): longer than 4,000 characters"]
    assert made.extra == {"Logo": "x" * 4_001}
    assert reason(columns({"Titel": "x" * 1_001})) == (
        "“Titel” (--name-column): longer than 1,000 characters"
    )
    assert reason(columns({"Titel": " "})) == "“Titel” is empty"


@pytest.mark.parametrize("field", [*LIMITS, "id", "further"])
def test_a_lone_surrogate_is_left_out(field: str) -> None:
    made, reasons = read({"name": "a", "description": "b", field: "x\ud800y"})
    assert made.extra == {}
    assert any(f"{field}" in said and "not valid Unicode" in said for said in reasons)


@pytest.mark.parametrize(
    ("value", "source_id"),
    [
        ("oak", "oak"),
        (" oak ", "oak"),
        ("\ufeffoak", "oak"),
        ("7", "7"),
        (7, "7"),
        (7.0, "7"),
        (1.5, "1.5"),
        (0, "0"),
        (-1, "-1"),
        ("NA", "NA"),
        (10**30, "1" + "0" * 30),
        ("x" * 500, "x" * 500),
        ({"$oid": "65a0c0ffee00000000000000"}, "65a0c0ffee00000000000000"),
        ({"$numberLong": "7"}, "7"),
        ({"$binary": {"base64": "AAAAAAAAAAAAAAAAAAAAAA==", "subType": "04"}}, str(UUID(int=0))),
        (["a"], "a"),
    ],
)
def test_the_source_id_is_the_rows_own_id(value: Any, source_id: str) -> None:
    assert document(id=value, link="https://oak.example").source_id == source_id


@pytest.mark.parametrize(
    ("value", "problem"),
    [
        (["x", "y"], "expected text or a number, found a list"),
        ({"x": 1}, "expected text or a number, found an object"),
        (True, "expected text or a number, found true or false"),
        (float("inf"), "expected text, found a number"),
        ("x" * 501, "longer than 500 characters"),
        (10**500, "longer than 500 characters"),
    ],
)
def test_without_a_usable_id_the_whole_row_is_the_identity(value: Any, problem: str) -> None:
    made, reasons = read({"id": value, "name": "a"})
    assert (len(made.source_id), reasons) == (64, [f"id: {problem}"])


ROW = {"name": "Oakery", "description": "Tables.", "link": "https://oak.example"}


@pytest.mark.parametrize("nothing", [None, NAN, "", "  ", "NULL", "\\N", []])
def test_without_an_id_the_source_id_is_a_digest_of_the_whole_row(nothing: Any) -> None:
    made = to_document({**ROW, "id": nothing})
    assert len(made.source_id) == 64 and set(made.source_id) <= set("0123456789abcdef")
    assert to_document(dict(reversed(ROW.items()))).source_id == to_document(ROW).source_id


@pytest.mark.parametrize("field", [*LIMITS, "size"])
def test_the_digest_tells_rows_apart_by_every_column(field: str) -> None:
    assert to_document({**ROW, field: "other"}).source_id != to_document(ROW).source_id


def test_the_id_is_uuid5_of_the_source_id() -> None:
    assert document(id="oak").id == "dd8dc23f-d34e-596d-b38b-eb8463fb4b15"
    made = document(link="l")
    assert made.id == str(uuid5(NAMESPACE_URL, made.source_id))


@pytest.mark.parametrize(
    "word",
    ["N/A", "NULL", "nan", "-1", "\\N", "-", "–", "unknown", "Unbekannt", "?", "None", " - "],
)
def test_a_placeholder_is_no_city_unless_it_is_to_be_kept(word: str) -> None:
    columns = Columns({"name": "name", "city": "town"})
    row = {"name": "A", "town": word}
    made, reasons = read(columns(row))
    assert (made.city, reasons) == (None, ["“town”: stands for a missing value"])
    kept = replace(columns, keep_missing=True)
    assert to_document(kept(row)).city == word.strip()


@pytest.mark.parametrize("city", ["Nan", "Nana", "Null Island", "A", "Å", "Y"])
def test_a_city_that_only_resembles_a_placeholder_is_one(city: str) -> None:
    assert document(city=city).city == city


@pytest.mark.parametrize(
    ("value", "city"),
    [
        ("Berlin", "Berlin"),
        ("\t Berlin\u00a0\n", "Berlin"),
        ("Zu\u0308rich", "Zürich"),
        ("São  Paulo", "São  Paulo"),
        ("BERLIN", "BERLIN"),
        ("Lon\u200bdon\u00ad", "London"),
        ("", None),
        ("  ", None),
        (None, None),
        (NAN, None),
    ],
)
def test_a_city_is_trimmed_and_composed_or_absent(value: Any, city: str | None) -> None:
    assert document(city=value).city == city

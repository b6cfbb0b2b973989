"""Which rows become documents, and what is kept of them."""

from typing import Any
from uuid import NAMESPACE_URL, uuid5

import pytest

from ingest.documents.rows import RejectedRow, to_document

NAN = float("nan")
LIMITS = {
    "name": 1_000,
    "description": 200_000,
    "city": 200,
    "link": 4_000,
    "images": 4_000,
    "alt": 4_000,
}
OTHER_KINDS = [
    (["x"], "a list"),
    ([], "a list"),
    ({"x": 1}, "an object"),
    (True, "true or false"),
    (False, "true or false"),
]


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
@pytest.mark.parametrize(("value", "text"), [(7, "7"), (7.5, "7.5"), (0, "0"), (2**70, str(2**70))])
def test_a_number_is_taken_as_text(field: str, value: Any, text: str) -> None:
    assert getattr(document(**{field: value}), field) == text


@pytest.mark.parametrize("field", ["name", "description", "link", "images", "alt"])
@pytest.mark.parametrize("nothing", [None, NAN])
def test_a_missing_value_is_empty_text(field: str, nothing: Any) -> None:
    row = {"name": "a", "description": "b", field: nothing}
    assert getattr(to_document(row), field) == ""


@pytest.mark.parametrize("field", LIMITS)
@pytest.mark.parametrize(("value", "kind"), OTHER_KINDS)
def test_other_kinds_are_rejected_by_the_field_name(field: str, value: Any, kind: str) -> None:
    row = {"name": "a", "description": "b", field: value}
    assert reason(row) == f"{field}: expected text, found {kind}"


@pytest.mark.parametrize(("field", "limit"), LIMITS.items())
def test_a_text_beyond_its_bound_is_rejected(field: str, limit: int) -> None:
    assert getattr(document(**{field: "x" * limit}), field) == "x" * limit
    row = {"name": "a", "description": "b", field: "x" * (limit + 1)}
    assert reason(row) == f"{field}: longer than {limit:,} characters"


@pytest.mark.parametrize("field", [*LIMITS, "id"])
def test_a_lone_surrogate_is_rejected_by_the_field_name(field: str) -> None:
    row = {"name": "a", "description": "b", field: "x\ud800y"}
    assert reason(row) == f"{field}: not valid Unicode (a lone surrogate)"


@pytest.mark.parametrize("extra", [{"\udfff": 1}, {"x": "\ud800"}, {"x": [{"y": "\ud800"}]}])
def test_a_lone_surrogate_in_further_columns_is_rejected(extra: dict[str, Any]) -> None:
    assert reason({"name": "a", **extra}) == (
        "further columns: not valid Unicode (a lone surrogate)"
    )


@pytest.mark.parametrize(
    ("value", "source_id"),
    [
        ("oak", "oak"),
        (" oak ", " oak "),
        ("7", "7"),
        (7, "7"),
        (7.0, "7"),
        (0, "0"),
        (-1, "-1"),
        (10**30, "1" + "0" * 30),
        ("x" * 500, "x" * 500),
    ],
)
def test_the_source_id_is_the_rows_own_id(value: Any, source_id: str) -> None:
    assert document(id=value, link="https://oak.example").source_id == source_id


@pytest.mark.parametrize(
    ("value", "kind"), [*OTHER_KINDS, (1.5, "a number"), (float("inf"), "a number")]
)
def test_an_id_of_another_kind_is_rejected(value: Any, kind: str) -> None:
    row = {"id": value, "name": "a"}
    assert reason(row) == f"id: expected text or a whole number, found {kind}"


@pytest.mark.parametrize("value", ["x" * 501, 10**500])
def test_an_id_beyond_its_bound_is_rejected(value: Any) -> None:
    assert reason({"id": value, "name": "a"}) == "id: longer than 500 characters"


@pytest.mark.parametrize("nothing", [None, NAN, "", "  "])
def test_without_an_id_the_source_id_is_link_and_name(nothing: Any) -> None:
    made = document(id=nothing, link="https://oak.example")
    assert made.source_id == "https://oak.example Oakery"


NAMELESS = {"name": " ", "description": "Tables.", "link": "https://oak.example"}
LINKLESS = {"name": "Oakery", "description": "Tables.", "link": " "}


@pytest.mark.parametrize("row", [NAMELESS, LINKLESS])
def test_without_link_or_name_the_source_id_is_a_hash_of_the_content(row: dict[str, Any]) -> None:
    made = to_document(row)
    assert len(made.source_id) == 64 and set(made.source_id) <= set("0123456789abcdef")
    assert to_document(dict(reversed(row.items()))).source_id == made.source_id


@pytest.mark.parametrize("field", LIMITS)
def test_the_content_hash_tells_rows_apart_by_every_field(field: str) -> None:
    row = LINKLESS if field != "link" else NAMELESS
    assert to_document({**row, field: "other"}).source_id != to_document(row).source_id


def test_the_id_is_uuid5_of_the_source_id() -> None:
    assert document(id="oak").id == "dd8dc23f-d34e-596d-b38b-eb8463fb4b15"
    assert document(link="l").id == str(uuid5(NAMESPACE_URL, "l Oakery"))


@pytest.mark.parametrize(
    ("value", "city"),
    [
        ("Berlin", "Berlin"),
        ("\t Berlin\u00a0\n", "Berlin"),
        ("Zu\u0308rich", "Zürich"),
        ("São  Paulo", "São  Paulo"),
        ("BERLIN", "BERLIN"),
        ("", None),
        ("  ", None),
        (None, None),
        (NAN, None),
    ],
)
def test_a_city_is_trimmed_and_composed_or_absent(value: Any, city: str | None) -> None:
    assert document(city=value).city == city

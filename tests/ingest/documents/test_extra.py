"""Text and further columns come back from both stores exactly as they were read."""

from itertools import count
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from ingest.documents.rows import LeftOut, to_document
from search.store.protocols import Store
from tests.fakes import build
from tests.ingest.helpers import documents

NUMBER = count()
NAN, INFINITY = float("nan"), float("inf")
HUGE = 10**4_000 + 1


def extra(**columns: Any) -> dict[str, Any]:
    return to_document({"name": "a", **columns}).extra


@pytest.mark.parametrize(
    "value", ["text", "", 0, False, True, 1.0, 2**64 + 1, -HUGE, [], {}, [1, [None, {"x": 0.5}]]]
)
def test_further_columns_are_kept_as_they_are(value: Any) -> None:
    assert repr(extra(column=value)) == repr({"column": value})


@pytest.mark.parametrize("nothing", [None, NAN])
def test_a_missing_further_column_is_left_out(nothing: Any) -> None:
    assert extra(column=nothing, other=1) == {"other": 1}


@pytest.mark.parametrize("number", [NAN, INFINITY, -INFINITY])
def test_numbers_that_json_does_not_know_become_null(number: float) -> None:
    assert extra(x=[number], y={"z": number}) == {"x": [None], "y": {"z": None}}


def test_the_documents_own_fields_are_not_repeated_in_extra() -> None:
    fields = ["id", "name", "description", "city", "link", "images", "alt"]
    assert to_document(dict.fromkeys(fields, "x")).extra == {}


def test_further_columns_have_a_bound_together() -> None:
    # {"x": "…"} is 9 characters and the text.
    assert len(extra(x="y" * (200_000 - 9))["x"]) == 200_000 - 9
    # The longest columns go first, and only they.
    assert extra(x="y" * (200_000 - 8), z=1) == {"z": 1}


def test_a_value_nested_too_deeply_is_left_out() -> None:
    value: Any = 0
    for _ in range(900):
        value = [value]
    left_out: list[LeftOut] = []
    made = to_document({"name": "a", "x": value, "y": 1}, left_out.append)
    assert made.extra == {"y": 1}
    assert [note.reason for note in left_out] == ["further column “x”: nested more than 100 deep"]


TEXT = st.text(max_size=30)
JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=8,
)
ROW = st.fixed_dictionaries(
    {"name": TEXT, "description": TEXT.map(lambda text: f"{text}x")},
    optional=dict.fromkeys(("id", "city", "link", "images", "alt"), TEXT)
    | {"further": JSON, "öther\x00": JSON},
)
HOSTILE = {
    "id": "\u202e\x00",
    "name": "\x00\ufeffשלום\u200f \U0001f469\u200d\U0001f680\r\n",
    "description": " e\u0301 ≠ é, \uffff \U0010ffff\x7f\x1b[31m ",
    "city": "القاهرة\x00",
    "link": "javascript:alert(1)",
    "images": "\ue000",
    "alt": '"\\u0000"',
    "further": {"huge": HUGE, "small": 5e-324, "zero": -0.0, "": [[], {"": None}]},
}


@given(rows=st.lists(ROW, min_size=1, max_size=8))
@example(rows=[HOSTILE])
@settings(
    derandomize=True,
    database=None,
    deadline=None,
    max_examples=15,
    phases=[Phase.explicit, Phase.generate],  # shrinking would take minutes
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_a_document_comes_back_from_the_store_exactly(
    store: Store, rows: list[dict[str, Any]]
) -> None:
    dataset = f"d{next(NUMBER)}"
    build(store, rows, dataset)
    expected = {made.source_id: made for made in map(to_document, reversed(rows))}
    found = documents(store, dataset)
    # As text, because 1 == 1.0 == True.
    assert {key: repr(found[key]) for key in sorted(found)} == {
        key: repr(expected[key]) for key in sorted(expected)
    }

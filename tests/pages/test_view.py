"""The URL and the view are two writings of the same thing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.ui.view import MODES, SIDE_BY_SIDE, SIZES, Offer, View, _pack, read, write
from search.filters import Filter
from search.limits import MAX_FILTER_VALUES, MAX_TEXT

OFFER = Offer("sample", ["sample", "own"])

words = st.text(st.characters(codec="utf-8"), max_size=60)
views = st.builds(
    View,
    dataset=st.just("sample"),
    q=words.map(lambda text: "".join(text.splitlines())),  # as the search field has it
    text=st.just(""),
    like=words,
    mode=st.sampled_from(MODES),
    filter=st.dictionaries(
        st.sampled_from(["city", "job_type", "größe"]),
        st.lists(st.sampled_from(["Berlin", "São Paulo", "東京", "a:b"]), max_size=3),
    ).map(Filter.of),
    k=st.sampled_from(SIZES),
    weight=st.integers(0, 100),
)


@given(views)
def test_a_view_survives_the_url(view: View) -> None:
    reading = read(write(view, "sample"), OFFER)
    assert reading.view == view
    assert reading.problems == []


@given(st.text(st.characters(codec="utf-8"), min_size=1, max_size=MAX_TEXT))
def test_a_pasted_text_survives_the_url(text: str) -> None:
    params = write(View("sample", text=text), "sample")
    assert read(params, OFFER).view.text == text


def test_the_default_view_has_an_empty_url() -> None:
    assert write(View("sample"), "sample") == {}


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("dataset", "nowhere", "There is no dataset “nowhere”; this is “sample”."),
        ("mode", "psychic", "There is no mode “psychic”; both sides are shown."),
        ("weight", "101", "A weight of “101” cannot be used; it goes from 0 to 100 percent."),
        ("weight", "half", "A weight of “half” cannot be used; it goes from 0 to 100 percent."),
        ("k", "13", "“13” results cannot be shown; use 10 to 50 in tens."),
        (
            "filter",
            "remote",
            "“remote” is no filter: write a field and a value, such as city:Berlin.",
        ),
        ("text", "@@", "The pasted description in this link is damaged; paste it again."),
        ("text", "abcd", "The pasted description in this link is damaged; paste it again."),
    ],
)
def test_what_cannot_be_used_is_said(name: str, value: str, said: str) -> None:
    reading = read({name: [value]}, OFFER)
    assert reading.problems == [said]
    assert reading.view == View("sample", mode=SIDE_BY_SIDE)


def test_a_small_parameter_cannot_unpack_to_a_large_text() -> None:
    packed = _pack("a" * 50_000_000)
    assert len(packed) < 100_000
    assert len(read({"text": [packed]}, OFFER).view.text) == MAX_TEXT


@pytest.mark.parametrize(("text", "q", "wanted"), [("", " q ", "q"), ("long", "q", "long")])
def test_a_pasted_text_wins_over_the_search_box(text: str, q: str, wanted: str) -> None:
    assert View("sample", q=q, text=text).wanted == wanted


def test_a_filter_is_kept_whether_or_not_the_dataset_has_its_values() -> None:
    params = {"city": ["Lagos", " ", "Lagos"], "filter": ["job:x:y", "city:Atlantis", "job: z "]}
    reading = read(params, OFFER)
    assert reading.view.filter == Filter.of({"city": ["Lagos", "Atlantis"], "job": ["x:y", "z"]})
    assert reading.problems == []


def test_more_values_than_a_filter_takes_are_left_out_and_that_is_said() -> None:
    reading = read({"city": [f"City {n}" for n in range(MAX_FILTER_VALUES + 1)]}, OFFER)
    assert len(reading.view.filter.values("city")) == MAX_FILTER_VALUES
    assert reading.problems == [
        f"A filter takes {MAX_FILTER_VALUES} values; the others are left out."
    ]


def test_a_query_of_several_lines_becomes_one() -> None:
    params = {"q": ["solar\npanels\r\nfor\u2028roofs"]}
    assert read(params, Offer("sample", ["sample"])).view.q == "solar panels for roofs"

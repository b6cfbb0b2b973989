"""What a request accepts, how it is cleaned, and what is refused."""

from typing import Any

import pytest

from search.errors import InputError
from search.filters import Filter
from search.retrieval.request import Fusion, SearchRequest, facet_values
from tests.search.helpers import id_of


@pytest.mark.parametrize(
    ("text", "checked"),
    [
        ("oak", "oak"),
        ("  oak\n", "oak"),
        ("x" * 10_000, "x" * 10_000),
        (" " + "x" * 10_000, "x" * 10_000),
        ("a\0b", "a\0b"),
        ("👩‍💻", "👩‍💻"),
    ],
)
def test_a_text_is_trimmed(text: str, checked: str) -> None:
    assert SearchRequest.create("sample", text).text == checked


@pytest.mark.parametrize("text", ["", " \n\t", "\u3000", "x" * 10_001, "lone \ud800"])
def test_a_text_that_cannot_be_searched_is_refused(text: str) -> None:
    with pytest.raises(InputError, match="^q: "):
        SearchRequest.create("sample", text)


def test_a_document_takes_the_place_of_a_text() -> None:
    request = SearchRequest.create("sample", " ", id_of("agro"))
    assert (request.text, request.like) == ("", id_of("agro"))
    with pytest.raises(InputError, match="^like: "):
        SearchRequest.create("sample", "oak", id_of("agro"))


@pytest.mark.parametrize("mode", ["compare", "neural", "keyword", "hybrid"])
def test_the_modes(mode: str) -> None:
    assert SearchRequest.create("sample", "oak", mode=mode).mode == mode


@pytest.mark.parametrize("mode", ["", "Neural", "bm25", "full-text"])
def test_other_modes_are_refused(mode: str) -> None:
    with pytest.raises(InputError, match="^mode: "):
        SearchRequest.create("sample", "oak", mode=mode)


def test_values_are_cleaned_and_blank_ones_dropped() -> None:
    request = SearchRequest.create(
        "sample",
        "oak",
        cities=(" Berlin ", "Zu\u0308rich", "", "  "),
        filter={"city": ["Bonn", "Berlin"], "tag": [" a "], "size": ["", " "]},
    )
    assert request.filter == Filter((("city", ("Bonn", "Berlin", "Z\u00fcrich")), ("tag", ("a",))))


def test_a_dataset_of_its_own_wins_over_the_default() -> None:
    assert SearchRequest.create("sample", "oak").dataset == "sample"
    assert SearchRequest.create("sample", "oak", dataset="own").dataset == "own"


@pytest.mark.parametrize("k", [1, 100])
@pytest.mark.parametrize(("weight", "rrf_k"), [(0, 1), (1, 1000)])
def test_the_bounds_themselves_are_accepted(k: int, weight: float, rrf_k: int) -> None:
    request = SearchRequest.create(
        "sample",
        "oak",
        cities=("x",) * 40,
        filter={"tag": "y" * 60},
        k=k,
        weight=weight,
        rrf_k=rrf_k,
    )
    assert (request.k, request.fusion) == (k, Fusion(weight, rrf_k))


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"k": 0}, "k"),
        ({"k": 101}, "k"),
        ({"k": -1}, "k"),
        ({"cities": ("x",) * 101}, "city"),
        ({"cities": ("x",) * 41, "filter": {"tag": "y" * 60}}, "tag"),
        ({"cities": ("\udfff",)}, "city"),
        ({"filter": {"tag": ["\udfff"]}}, "tag"),
        ({"weight": 1.1}, "weight"),
        ({"weight": -0.1}, "weight"),
        ({"weight": float("nan")}, "weight"),
        ({"rrf_k": 0}, "rrf_k"),
        ({"rrf_k": 1001}, "rrf_k"),
        ({"dataset": "No Such"}, "dataset"),
        ({"dataset": "../x"}, "dataset"),
    ],
)
def test_a_value_out_of_bounds_is_refused_naming_its_field(values: Any, field: str) -> None:
    with pytest.raises(InputError, match=f"^{field}: "):
        SearchRequest.create("sample", "oak", **values)


def test_the_question_is_what_fusion_and_mode_leave_unchanged() -> None:
    one = SearchRequest.create("sample", "oak", mode="hybrid", weight=0.2)
    other = SearchRequest.create("sample", " oak", mode="neural", rrf_k=7)
    assert one.question == other.question
    assert one.question != SearchRequest.create("sample", "oak", k=11).question


def test_facet_values_are_gathered_by_field() -> None:
    pairs = ["city=Bonn", "tag=a=b", " tag =c", "city="]
    assert facet_values(pairs, "=") == {"city": ["Bonn", ""], "tag": ["a=b", "c"]}


@pytest.mark.parametrize("pair", ["Berlin", ":Berlin", " : x", ""])
def test_a_facet_value_without_a_field_is_refused(pair: str) -> None:
    with pytest.raises(InputError, match="^filter: .*city:Berlin"):
        facet_values([pair], ":")

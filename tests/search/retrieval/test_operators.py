"""Signs in a typed query, by table and by property."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.retrieval.operators import LONGEST, TypedQuery, parse

FIELDS = ["city", "Industry"]


@pytest.mark.parametrize(
    ("query", "text", "asked"),
    [
        ('"solar panels" roof', " solar panels  roof", {"phrases": ("solar panels",)}),
        ("„guten Tag“ «bonjour»", " guten Tag   bonjour ", {"phrases": ("guten Tag", "bonjour")}),
        ('sofa "oak", red', "sofa  oak , red", {"phrases": ("oak",)}),
        ("+oak sofa", " oak sofa", {"required": ("oak",)}),
        ("sofa -leather", "sofa         ", {"excluded": ("leather",)}),
        ('sofa -"fake fur"', "sofa            ", {"excluded": ("fake fur",)}),
        ('+"new york" taxi', "  new york  taxi", {"required": ("new york",)}),
        ("sofa -wi-fi +c++", "sofa         c++", {"required": ("c++",), "excluded": ("wi-fi",)}),
        ("oak city:Berlin", "oak            ", {"fields": (("city", "Berlin"),)}),
        ('CITY:"New York" oak', "                oak", {"fields": (("city", "New York"),)}),
        ("oak industry:a:b", "oak             ", {"fields": (("Industry", "a:b"),)}),
    ],
)
def test_an_operator_and_the_text_without_it(query: str, text: str, asked: dict[str, Any]) -> None:
    assert parse(query, FIELDS) == TypedQuery(text, **asked)


@pytest.mark.parametrize(
    "query",
    [
        "wi-fi",
        "C++ and C#",
        "-5 °C",
        "+49 30 1234",
        "e-mail - spam",
        "--help me",
        'a 5" disk, a 6" disk',
        "rock 'n' roll",
        "title:oak",
        "city: Berlin",
        "http://city:80/ oak",
        "https://example.com oak",
        "Acme (Berlin)",
        "x^2 + y^2",
        "2 * 3",
        "IBM AND SAP",
        "~5 people",
        "what now!",
        '"" oak',
    ],
)
def test_ordinary_text_has_no_operators(query: str) -> None:
    assert parse(query, FIELDS) == TypedQuery(query)


@pytest.mark.parametrize(
    ("query", "signs", "suggestion"),
    [
        ("cats AND dogs", ("AND",), "+cats +dogs"),
        ("cats && big dogs", ("&&",), "+cats +big dogs"),
        ("cats AND NOT dogs", ("AND", "NOT"), "+cats -dogs"),
        ("cats NOT dogs", ("NOT",), "cats -dogs"),
        ("cats !dogs", ("!",), "cats -dogs"),
        ("cats OR dogs", ("OR",), "cats dogs"),
        ("(cats OR dogs) AND food", ("OR", "AND", "(", ")"), "cats dogs food"),
        ('cats AND "big dogs"', ("AND",), '+cats +"big dogs"'),
        ("scoot*", ("*",), "scoot"),
        ("scooter~2 rent^3", ("~2", "^3"), "scooter rent"),
    ],
)
def test_signs_of_other_engines_mean_nothing(
    query: str, signs: tuple[str, ...], suggestion: str
) -> None:
    typed = parse(query)
    assert (typed.meaningless, typed.suggestion) == (signs, suggestion)
    assert not set(typed.text.split()) & {"AND", "OR", "NOT", "&&"}
    assert len(typed.text) == len(query)


@pytest.mark.parametrize(
    ("query", "signs"),
    [("-oak", ("-",)), ("city:Berlin", ("city:",)), ("-oak -elm city:Bonn", ("-", "city:"))],
)
def test_signs_alone_leave_the_query_as_it_is(query: str, signs: tuple[str, ...]) -> None:
    assert parse(query, FIELDS) == TypedQuery(query, meaningless=signs)


@pytest.mark.parametrize("query", ["sofa\n-oak", "sofa -oak " + "x" * LONGEST])
def test_a_pasted_text_is_not_parsed(query: str) -> None:
    assert parse(query) == TypedQuery(query)


def test_the_text_for_the_model_has_no_blanks_instead_of_signs() -> None:
    assert parse('a "b  c" -d e').plain == "a b c e"
    assert parse("a  b").plain == "a  b"


@given(st.text(st.characters(exclude_characters='"“”„«»+-:*~^!()&|', codec="utf-8"), max_size=60))
def test_a_query_without_signs_is_unchanged(query: str) -> None:
    words = query.replace("AND", "and").replace("OR", "or").replace("NOT", "not")
    assert parse(words, FIELDS) == TypedQuery(words)


@given(st.text('ab"-+: *~^!()ANDORT1“”\n', max_size=40))
def test_words_keep_their_places(query: str) -> None:
    typed = parse(query, ["a", "b"])
    assert len(typed.text) == len(query)
    assert all(now in (before, " ") for now, before in zip(typed.text, query, strict=True))
    assert typed.operates or typed.text == query


@given(st.text('ab"-+: ', max_size=40))
def test_what_is_suggested_has_no_meaningless_signs(query: str) -> None:
    typed = parse(f"cats AND {query}")
    assert parse(typed.suggestion).meaningless in ((), ("-",), ("“ ”",))

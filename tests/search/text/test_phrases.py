"""Words that stand next to each other, in every spelling that full-text equates."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.text.analyzer import analyse
from search.text.phrases import TermGraph


def stands(phrase: str, text: str) -> bool:
    return TermGraph(analyse(phrase)).stands_in(TermGraph(analyse(text)))


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("oak table", "An oak table."),
        ("oak table", "OAK\ntables"),
        ("wifi router", "A Wi-Fi router"),
        ("wi-fi router", "A wifi router"),
        ("wi fi", "wifi"),
        ("the who", "songs of The Who"),
        ("node js", "We use node.js"),
        ("node.js", "We use node.js"),
        ("500 ml", "a 500ml bottle"),
        ("c++ compiler", "the C++ compiler"),
        ("自動車", "電気自動車です"),
        ("動", "電気自動車です"),
        ("l'oreal paris", "L’Oréal Paris"),
    ],
)
def test_a_phrase_that_stands_there(phrase: str, text: str) -> None:
    assert stands(phrase, text)


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("oak table", "a table of oak"),
        ("oak table", "an oak dining table"),
        ("the who", "who is the boss"),
        ("c++", "c and more"),
        ("自車", "電気自動車です"),
        ("oak", "ash"),
        ("oak", ""),
        ("", "oak"),
    ],
)
def test_a_phrase_that_does_not(phrase: str, text: str) -> None:
    assert not stands(phrase, text)


words = st.lists(
    st.sampled_from(["oak", "wi-fi", "the", "c++", "500ml", "自動車", "don't"]), min_size=1
)


@given(words, words, words)
def test_a_part_of_a_text_stands_in_it(
    before: list[str], phrase: list[str], after: list[str]
) -> None:
    assert stands(" ".join(phrase), " ".join([*before, *phrase, *after]))

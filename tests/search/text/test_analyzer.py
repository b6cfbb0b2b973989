"""The analyzer."""

import doctest
import unicodedata
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from search.text import analyzer
from search.text.analyzer import STOP_WORDS, Token, analyse, tokenize
from search.text.highlighting import find_terms
from search.text.normalization import clean_city

any_text = st.text(st.characters(), max_size=40)
"""Every code point, NUL, emoji and lone surrogates included."""
wordy_text = st.text(
    st.sampled_from("aIsxT09 .,'’&+#-\n\0™İßﬁＡée\u0301\u0308한각ไทย電気カﾞ़हिन्दी👩‍💻🇩🇪"), max_size=30
)


def test_the_examples_in_the_docstrings_hold() -> None:
    result = doctest.testmod(analyzer)
    assert result.attempted >= 14
    assert result.failed == 0


def test_there_are_lucenes_33_stop_words() -> None:
    assert len(STOP_WORDS) == 33


@pytest.mark.parametrize("word", sorted(STOP_WORDS))
def test_a_stop_word_is_no_term_in_any_case_or_as_possessive(word: str) -> None:
    assert tokenize(f"{word} {word.upper()} {word.title()} {word}’s") == []


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("", []),
        ("\0", []),
        ("🚀", []),
        ("chairs chair CHAIR", ["chair"] * 3),
        ("caf\u00e9 cafe\u0301", ["café", "café"]),
        ("don't", ["don't"]),
        ("a\u200bb", ["b"]),
        ("x\0y", ["x", "y"]),
        ("web3 B2B", ["web3", "b2b"]),
        ("日本 日", ["日本", "日"]),
    ],
)
def test_terms(text: str, terms: list[str]) -> None:
    assert tokenize(text) == terms


@settings(max_examples=300)
@given(any_text | wordy_text)
def test_any_text_gives_non_empty_terms_without_space(text: str) -> None:
    assert all(term and not any(char.isspace() for char in term) for term in tokenize(text))


@given(wordy_text)
def test_composed_and_decomposed_text_have_the_same_terms(text: str) -> None:
    assert tokenize(unicodedata.normalize("NFD", text)) == tokenize(
        unicodedata.normalize("NFC", text)
    )


@given(st.text(st.characters(max_codepoint=127), max_size=40))
def test_case_does_not_matter(text: str) -> None:
    assert tokenize(text.upper()) == tokenize(text.lower())


@given(wordy_text | any_text, wordy_text | any_text)
def test_lines_are_read_independently(first: str, second: str) -> None:
    assert tokenize(f"{first}\n{second}") == tokenize(first) + tokenize(second)


def test_threads_read_alike() -> None:
    words = [f"{stem}{suffix}" for stem in ("connect", "organiz") for suffix in ("ing", "ed", "er")]
    expected = [tokenize(word * 2) for word in words]
    with ThreadPoolExecutor(4) as pool:
        for answers in pool.map(lambda _: [tokenize(word * 2) for word in words], range(20)):
            assert answers == expected


@pytest.mark.parametrize(
    ("text", "terms", "found"),
    [
        ("Companies of a company", {"compani"}, ["Companies", "company"]),
        ("node.js", {"js"}, ["js"]),
        ("node.js", {"node.js"}, ["node.js"]),
        ("in the U.S. today", {"us"}, ["U.S."]),
        ("AT&T’s", {"at&t"}, ["AT&T"]),
        ("my ﬁnances", {"financ"}, ["ﬁnances"]),
        ("Cafe\u0301 bar", {"café"}, ["Cafe\u0301"]),
        ("İstanbul", {"istanbul"}, ["İstanbul"]),
        ("電気自動車", {"気自"}, ["気自"]),
        ("電気自動車", {"電気", "気自"}, ["電気自"]),
        ("👩‍💻 robots 🇩🇪", {"robot"}, ["robots"]),
        ("oak, oak", {"elm"}, []),
        ("oak", set(), []),
    ],
)
def test_terms_are_found_where_they_stand(text: str, terms: set[str], found: list[str]) -> None:
    assert [text[start:end] for start, end in find_terms(text, terms)] == found


@settings(max_examples=300)
@given(any_text | wordy_text)
@example("e\u0301\u0301 ™ﬁ\u0308 ㌀ カﾞ")
def test_spans_are_sorted_apart_and_inside_the_text(text: str) -> None:
    spans = find_terms(text, set(tokenize(text)))
    edges = [edge for span in spans for edge in span]
    assert edges == sorted(set(edges))
    assert all(0 <= edge <= len(text) for edge in edges)


@settings(max_examples=300)
@given(any_text | wordy_text)
def test_every_term_is_found(text: str) -> None:
    assert all(find_terms(text, {term}) for term in tokenize(text))


@given(wordy_text)
def test_a_term_that_is_not_there_is_not_found(text: str) -> None:
    assert find_terms(text, {"absent-term"}) == []


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("", []),
        ("🚀 ...", []),
        ("The Chairs", [("", "The"), ("chair", "Chairs")]),
        ("node.js", [("node", "node"), ("node.js", "node.js"), ("js", "js")]),
        ("in the U.S.", [("", "in"), ("", "the"), ("us", "U.S.")]),
        ("It’s AT&T’s", [("", "It’s"), ("at&t", "AT&T")]),
        ("👩‍💻 Cafe\u0301s", [("café", "Cafe\u0301s")]),
        ("電気車", [("電気", "電気"), ("気車", "気車")]),
        ("ﬁnances ™ on", [("financ", "ﬁnances"), ("", "on")]),
    ],
)
def test_every_word_has_its_term_and_place(text: str, tokens: list[tuple[str, str]]) -> None:
    assert [(term, text[start:end]) for term, start, end in analyse(text)] == tokens


@settings(max_examples=300)
@given(any_text | wordy_text)
@example("node.js e\u0301\u0301 ™ﬁ\u0308 ㌀ カﾞ the")
def test_analysing_gives_the_terms_of_tokenizing(text: str) -> None:
    terms = [token.term for token in analyse(text) if token.term]
    assert Counter(terms) == Counter(tokenize(text))
    if "." not in text:  # a name with a dot is followed by its parts
        assert terms == tokenize(text)


@settings(max_examples=300)
@given(any_text | wordy_text)
@example("e\u0301\u0301 ™ﬁ\u0308 ㌀ カﾞ the")
def test_tokens_stand_in_order_inside_the_text(text: str) -> None:
    tokens = analyse(text)
    assert tokens == sorted(tokens, key=lambda token: (token.start, token.end))
    assert all(0 <= start < end <= len(text) for _, start, end in tokens)


@given(
    st.lists(st.sampled_from(["oak", "The", "ZÜRICH", "Zu\u0308rich", "straße", "of"]), min_size=1)
)
def test_a_place_says_what_was_written(written: list[str]) -> None:
    text = " ".join(written)
    tokens = analyse(text)
    assert [text[token.start : token.end] for token in tokens] == written
    assert [[token.term] if token.term else [] for token in tokens] == [
        tokenize(word) for word in written
    ]


def test_a_token_of_a_word_left_out_has_no_term() -> None:
    assert analyse("of oak") == [Token("", 0, 2), Token("oak", 3, 6)]


@pytest.mark.parametrize(
    ("given_", "clean"),
    [
        ("Berlin", "Berlin"),
        ("  Berlin\n", "Berlin"),
        ("Zu\u0308rich", "Z\u00fcrich"),
        ("berlin", "berlin"),
        ("", None),
        (" \t", None),
        (None, None),
    ],
)
def test_a_city_is_trimmed_and_composed(given_: str | None, clean: str | None) -> None:
    assert clean_city(given_) == clean

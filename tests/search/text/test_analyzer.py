"""The analyzer."""

import doctest
import unicodedata
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from types import ModuleType

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from search.text import analyzer, characters, normalization, segmentation
from search.text.analyzer import DEFAULT, Analyzer, analyse, analyzer_named, tokenize
from search.text.chunks import Token
from search.text.highlighting import find_terms
from search.text.languages import LANGUAGES, STOP_WORDS
from search.text.normalization import clean_city, fold

any_text = st.text(st.characters(), max_size=40)
"""Every code point, NUL, emoji and lone surrogates included."""
wordy_text = st.text(
    st.sampled_from("aIsxT09 .,'’&+#-\n\0™İßﬁＡée\u0301\u0308한각ไทย電気カﾞ़हिन्दी👩‍💻🇩🇪"), max_size=30
)


@pytest.mark.parametrize(
    ("module", "examples"), [(analyzer, 14), (characters, 4), (normalization, 3), (segmentation, 2)]
)
def test_the_examples_in_the_docstrings_hold(module: ModuleType, examples: int) -> None:
    result = doctest.testmod(module)
    assert (result.failed, result.attempted) == (0, examples)


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
        ("🚀", ["🚀"]),
        ("chairs chair CHAIR", ["chair"] * 3),
        ("caf\u00e9 cafe\u0301", ["cafe", "cafe"]),
        ("don't", ["dont"]),
        ("a\u200bb", ["ab"]),
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
        ("Cafe\u0301 bar", {"cafe"}, ["Cafe\u0301"]),
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
        ("...", []),
        ("The Chairs", [("the", "The"), ("chair", "Chairs")]),
        ("Wi-Fi", [("wi", "Wi"), ("wifi", "Wi-Fi"), ("fi", "Fi")]),
        ("L’Oréal", [("l", "L"), ("loreal", "L’Oréal"), ("oreal", "Oréal")]),
        ("2.5GHz", [("2.5", "2.5"), ("2.5ghz", "2.5GHz"), ("ghz", "GHz")]),
        ("10½", [("10", "10"), ("1⁄2", "½")]),
        ("電気車", [("電", "電"), ("電気", "電気"), ("気", "気"), ("気車", "気車"), ("車", "車")]),
        ("ﬁnances ™ on", [("financ", "ﬁnances"), ("on", "on")]),
    ],
)
def test_every_term_has_its_place(text: str, tokens: list[tuple[str, str]]) -> None:
    assert [(term, text[start:end]) for term, start, end, *_ in analyse(text)] == tokens


@settings(max_examples=300)
@given(any_text | wordy_text)
@example("node.js e\u0301\u0301 ™ﬁ\u0308 ㌀ カﾞ the 3 000 wi fi")
def test_what_is_counted_is_what_is_placed(text: str) -> None:
    tokens, document = analyse(text), DEFAULT.document(text)
    assert document.counts == Counter(token.term for token in tokens)
    assert document.length == len(tokenize(text))
    assert all(document.counts)


@settings(max_examples=300)
@given(any_text | wordy_text)
def test_tokenizing_is_idempotent_over_the_normal_form(text: str) -> None:
    normal = fold(text)
    assert fold(normal) == normal
    assert tokenize(normal) == tokenize(text)


@settings(max_examples=300)
@given(any_text | wordy_text)
@example("e\u0301\u0301 ™ﬁ\u0308 ㌀ カﾞ the")
def test_tokens_stand_in_order_inside_the_text(text: str) -> None:
    tokens = analyse(text)
    assert tokens == sorted(tokens, key=lambda token: (token.start, token.end))
    assert all(0 <= start < end <= len(text) for _, start, end, *_ in tokens)


def test_a_stop_word_weighs_nothing_beside_other_words() -> None:
    assert DEFAULT.analyse_query("of oak") == [
        Token("of", 0, 2, 0.0, "stop"),
        Token("oak", 3, 6, 1.0, "own"),
    ]
    assert DEFAULT.query("of oak") == {"oak": 1.0}
    assert DEFAULT.query("the IT") == {"the": 1.0, "it": 1.0}


@pytest.mark.parametrize(
    ("query", "weights"),
    [
        ("wi-fi", {"wi": 1.0, "wifi": 0.5, "fi": 1.0}),
        ("wi fi", {"wi": 1.0, "wifi": 0.25, "fi": 1.0}),
        ("500 ml", {"500": 1.0, "500ml": 0.25, "ml": 1.0}),
        ("5GHz", {"5ghz": 1.0}),
        ("3 000", {"3": 1.0, "3000": 0.5, "000": 1.0}),
        ("chair chairs", {"chair": 2.0, "chairchair": 0.25}),
    ],
)
def test_a_query_weighs_its_words_and_their_other_spellings(
    query: str, weights: dict[str, float]
) -> None:
    assert DEFAULT.query(query) == weights


@pytest.mark.parametrize("code", LANGUAGES)
def test_an_analyzer_is_known_by_its_name(code: str) -> None:
    assert analyzer_named(Analyzer(code).name) == Analyzer(code)


def test_languages_have_their_own_stems_and_stop_words() -> None:
    assert Analyzer("de").tokenize("Die Häuser und das Haus") == ["haus", "haus"]
    assert Analyzer("fr").tokenize("l'avenue de L’Oréal") == ["avenu", "oreal"]
    assert Analyzer("none").tokenize("the houses") == ["the", "houses"]


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

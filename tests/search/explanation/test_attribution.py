"""Word pieces as words and sentences."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tokenizers import Tokenizer

from search.embedding.packaged import packaged_model
from search.explanation.attribution import NeuralParts, Share, neural_parts
from search.text.sentences import sentences
from search.types import Document, TokenEmbeddings, Vector
from tests.search.text.test_analyzer import any_text, wordy_text

QUERY = np.array([1, 0], np.float32)
Spans = list[tuple[int, int]]


def document(description: str, name: str = "") -> Document:
    return Document("id", "source", name, description)


def parts_of(text: Document, spans: Spans, shares: list[int] | None = None) -> NeuralParts:
    """Parts where piece i points to the query ``shares[i]`` times as far as it points away."""
    states = np.array([[share, 1] for share in shares or range(1, len(spans) + 1)], np.float32)
    return neural_parts(QUERY, text, TokenEmbeddings(states, spans))


def quoted(text: Document, shares: list[Share]) -> list[str]:
    """What each part says."""
    return [text.text[share.start : share.end] for share in shares]


def ratios(parts: NeuralParts, shares: list[Share]) -> list[float]:
    """Shares as parts of the whole."""
    return [share.share / parts.score for share in shares]


def test_words_and_sentences_by_hand() -> None:
    text = document("Oak chairs! Elm.", "Oakery")
    # ⟨mark⟩ Oak ery | Oak chair s ! | Elm . ⟨mark⟩
    spans = [(0, 0), (0, 3), (3, 6), (7, 10), (11, 16), (16, 17), (17, 18), (19, 22), (22, 23)]
    parts = parts_of(text, [*spans, (0, 0)], [1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
    assert quoted(text, parts.words) == ["Oakery", "Oak", "chairs!", "Elm."]
    total = 1 + 2 + 3 + 4 + 5 + 6 + 7 + 8 + 9 + 10
    assert ratios(parts, parts.words) == pytest.approx(
        [(2 + 3) / total, 4 / total, (5 + 6 + 7) / total, (8 + 9) / total]
    )
    assert parts.marks / parts.score == pytest.approx((1 + 10) / total)
    assert quoted(text, parts.sentences) == ["Oakery", "Oak chairs!", "Elm."]
    assert ratios(parts, parts.sentences) == pytest.approx(
        [(2 + 3) / total, (4 + 5 + 6 + 7) / total, (8 + 9) / total]
    )
    assert parts.score == pytest.approx(5.5 / np.hypot(5.5, 1))  # the mean is (5.5, 1)
    assert parts.read == 7 + len("Oak chairs! Elm.")
    assert parts.strongest == parts.sentences[1]


def test_a_share_may_be_negative() -> None:
    parts = parts_of(document("oak elm"), [(1, 4), (5, 8)], [3, -1])
    assert [word.share for word in parts.words] == pytest.approx(
        [3 / (2 * 2**0.5), -1 / (2 * 2**0.5)]  # the mean is (1, 1)
    )


@pytest.mark.parametrize("shares", [[-2, -1], [-1, -2]])
def test_the_strongest_sentence_may_be_the_least_bad(shares: list[int]) -> None:
    parts = parts_of(document("No.", "Oak"), [(0, 3), (4, 6)], shares)
    assert parts.strongest == max(parts.sentences, key=lambda each: each.share)
    assert parts.strongest.share < 0


@pytest.mark.parametrize(
    ("description", "cuts", "words"),
    [
        ("oak-chairs, (elm)", [1, 5], ["oak-chairs,", "(elm)"]),
        ("電気自動車", [1, 3], ["電気", "自動車"]),
        ("電気 自動車 app", [1, 4, 6, 8], ["電気", "自動", "車", "app"]),
        ("メルカリapp", [1, 5], ["メルカリ", "app"]),
        ("รถยนต์ไฟฟ้า", [1, 3], ["รถ", "ยนต์ไฟฟ้า"]),
        ("한국 사람", [1, 2, 4], ["한국", "사람"]),
        ("שלום עולם", [1, 6], ["שלום", "עולם"]),
        ("👩‍💻 e\u0301te\u0301", [1, 5], ["👩‍💻", "e\u0301te\u0301"]),
        ("a\x1cb\u00a0c\u3000d", [1, 3, 5, 7], ["a", "b", "c", "d"]),
    ],
)
def test_words_stand_between_spaces_or_as_the_model_cuts(
    description: str, cuts: list[int], words: list[str]
) -> None:
    text = document(description)
    parts = parts_of(text, list(pairwise([*cuts, len(text.text)])))
    assert quoted(text, parts.words) == words


def test_words_that_the_model_does_not_read_are_not_listed() -> None:
    text = document("oak elm fir yew. Ash.")
    parts = parts_of(text, [(0, 0), (1, 4), (5, 8), (9, 11)])
    assert quoted(text, parts.words) == ["oak", "elm", "fir"]
    assert quoted(text, parts.sentences) == ["oak elm fir yew."]
    assert parts.read == 11


@pytest.mark.parametrize("description", ["", "\n", "\x1c", " \u2028 "])
def test_a_text_without_words_is_all_marks(description: str) -> None:
    text = document(description)
    parts = parts_of(text, [(0, 0), (0, len(text.text)), (0, 0)])
    assert (parts.words, parts.sentences, parts.strongest) == ([], [], None)
    assert parts.score == parts.marks == pytest.approx(2 / np.hypot(2, 1))


def test_nothing_read_is_nothing_listed() -> None:
    parts = parts_of(document("oak"), [(0, 0), (0, 0)])
    assert (parts.words, parts.sentences, parts.read) == ([], [], 0)


@pytest.mark.parametrize(
    ("name", "description", "expected"),
    [
        ("Oakery", "Chairs. Tables!", ["Oakery", "Chairs.", "Tables!"]),
        ("Dr. Oak", "He is Dr. Oak. She left.", ["Dr. Oak", "He is Dr. Oak.", "She left."]),
        ("", "Made in the U.S. by Acme Inc. for you.", ["Made in the U.S. by Acme Inc. for you."]),
        ("Oak", "", ["Oak"]),
        ("  ", " \n ", []),
        (" Oak ", "  One.\n\n Two  ", ["Oak", "One.", "Two"]),
        ("電気", "自動車。電気。", ["電気", "自動車。", "電気。"]),
        ("👩‍💻", "🚀 flies. Zu\u0308rich! Ok", ["👩‍💻", "🚀 flies.", "Zu\u0308rich!", "Ok"]),
        ("Costs", "It costs 3.5 euros. Really.", ["Costs", "It costs 3.5 euros.", "Really."]),
    ],
)
def test_a_sentence_is_the_name_or_ends_where_a_reader_would_say(
    name: str, description: str, expected: list[str]
) -> None:
    text = document(description, name)
    assert [text.text[start:end] for start, end in sentences(text)] == expected


texts = st.builds(document, any_text | wordy_text, any_text | wordy_text)


@settings(max_examples=100)
@given(texts)
def test_sentences_are_sorted_apart_and_leave_out_nothing_but_space(text: Document) -> None:
    spans = sentences(text)
    edges = [edge for span in spans for edge in span]
    assert edges == sorted(edges)
    assert all(0 <= start < end <= len(text.text) for start, end in spans)
    covered = "".join(text.text[start:end] for start, end in spans)
    assert "".join(covered.split()) == "".join(text.text.split())


@st.composite
def cut_texts(draw: st.DrawFn) -> tuple[Document, Spans]:
    """A text and pieces of it as any tokenizer may cut: with gaps, over spaces, not to the end."""
    text = draw(texts)
    edges = sorted(draw(st.sets(st.integers(0, len(text.text)), max_size=12)))
    spans = [span for span in pairwise(edges) if draw(st.booleans())]
    return text, [(0, 0), *spans, (0, 0)]


def assert_whole(text: Document, spans: Spans, parts: NeuralParts) -> None:
    """What holds for the parts of any text."""
    length = len(text.text)
    for shares in (parts.words, parts.sentences):
        edges = [edge for share in shares for edge in (share.start, share.end)]
        assert edges == sorted(edges)
        assert all(share.start < share.end <= length for share in shares)
        assert all(share.start < parts.read for share in shares)
    assert parts.read == max(end for _, end in spans)
    assert not any(char.isspace() for word in quoted(text, parts.words) for char in word)
    read = text.text[: parts.read].split()
    assert "".join(quoted(text, parts.words)).startswith("".join(read))


def assert_sums(parts: NeuralParts, tokens: TokenEmbeddings, query: Vector) -> None:
    """Words and marks, and sentences and marks, sum to the cosine."""
    mean = tokens.states.astype(float).mean(axis=0)
    cosine = float(query @ mean) / float(np.linalg.norm(mean))
    assert parts.score == pytest.approx(cosine, abs=1e-9)
    in_sentences = sum(each.share for each in parts.sentences)
    assert in_sentences + parts.marks == pytest.approx(cosine, abs=1e-9)


@settings(max_examples=100)
@given(cut_texts(), st.integers(0, 9))
def test_however_a_text_is_cut_its_parts_sum_to_the_cosine(
    cut: tuple[Document, Spans], seed: int
) -> None:
    text, spans = cut
    states = np.random.default_rng(seed).normal(size=(len(spans), 2)).astype(np.float32)
    tokens = TokenEmbeddings(states, spans)
    parts = neural_parts(QUERY, text, tokens)
    assert_whole(text, spans, parts)
    assert_sums(parts, tokens, QUERY)


@pytest.fixture(scope="module")
def pieces() -> Tokenizer:
    """all-MiniLM-L6-v2's word pieces, in a small window."""
    tokenizer = Tokenizer.from_file(f"{packaged_model()}/tokenizer.json")
    tokenizer.no_padding()
    tokenizer.enable_truncation(16)
    return tokenizer


@pytest.mark.model
@settings(max_examples=100)
@given(text=texts)
def test_the_models_own_pieces_sum_to_the_cosine(pieces: Tokenizer, text: Document) -> None:
    spans = pieces.encode(text.text.encode("utf-8", "replace").decode()).offsets
    states = np.random.default_rng(len(spans)).normal(size=(len(spans), 2)).astype(np.float32)
    tokens = TokenEmbeddings(states, spans)
    parts = neural_parts(QUERY, text, tokens)
    assert_whole(text, spans, parts)
    assert_sums(parts, tokens, QUERY)


@pytest.mark.model
def test_unspaced_words_are_the_models_pieces(pieces: Tokenizer) -> None:
    text = document("電気自動車のapp", "車")
    parts = parts_of(text, pieces.encode(text.text).offsets)
    assert quoted(text, parts.words) == [*"車電気自動車の", "app"]

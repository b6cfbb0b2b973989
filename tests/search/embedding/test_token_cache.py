"""Token embeddings are made once and kept within a limit."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.embedding.token_cache import TokenCache
from search.types import TokenEmbeddings
from tests.fakes import FakeEncoder

PIECE = 4 * 2
"""Bytes of one piece's state: two numbers of 32 bits."""


class Counting(FakeEncoder):
    """One piece of two numbers for every character; remembers what it was asked."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[list[str]] = []

    def token_embeddings(self, texts: Sequence[str]) -> list[TokenEmbeddings] | None:
        self.asked.append(list(texts))
        return [
            TokenEmbeddings(np.full((len(text), 2), ord(text[0]), np.float32), [(0, 1)] * len(text))
            for text in texts
        ]


class Opaque(FakeEncoder):
    def token_embeddings(self, texts: Sequence[str]) -> list[TokenEmbeddings] | None:
        return None


def letters(found: list[TokenEmbeddings] | None) -> str:
    """The first letter of each text that the embeddings were made of."""
    assert found is not None
    return "".join(chr(int(tokens.states[0, 0])) for tokens in found)


@pytest.fixture
def encoder() -> Counting:
    return Counting()


def test_embeddings_come_in_the_order_of_the_texts(encoder: Counting) -> None:
    cache = TokenCache(encoder)
    assert letters(cache.get(["a", "b", "c"])) == "abc"
    assert letters(cache.get(["c", "d", "a", "c"])) == "cdac"
    assert encoder.asked == [["a", "b", "c"], ["d"]]


def test_a_text_asked_for_twice_at_once_is_made_once(encoder: Counting) -> None:
    assert letters(TokenCache(encoder).get(["a", "a", "b", "a"])) == "aaba"
    assert encoder.asked == [["a", "b"]]


def test_no_texts_ask_nobody(encoder: Counting) -> None:
    assert TokenCache(encoder).get([]) == []
    assert encoder.asked == []


def test_what_was_not_used_for_longest_makes_room(encoder: Counting) -> None:
    cache = TokenCache(encoder, max_bytes=3 * PIECE)
    cache.get(["a", "b", "c"])
    cache.get(["a"])
    cache.get(["d"])
    encoder.asked.clear()
    cache.get(["a", "c", "d"])
    assert encoder.asked == []
    cache.get(["b"])
    assert encoder.asked == [["b"]]


def test_room_is_counted_in_bytes_not_texts(encoder: Counting) -> None:
    cache = TokenCache(encoder, max_bytes=4 * PIECE)
    cache.get(["a", "bb"])
    cache.get(["cc"])  # 1 + 2 + 2 pieces are one too many: "a" goes
    encoder.asked.clear()
    cache.get(["bb", "cc"])
    assert encoder.asked == []
    cache.get(["a"])
    assert encoder.asked == [["a"]]


def test_a_text_larger_than_all_room_is_answered_and_not_kept(encoder: Counting) -> None:
    cache = TokenCache(encoder, max_bytes=PIECE)
    assert letters(cache.get(["aaa"])) == letters(cache.get(["aaa"])) == "a"
    assert len(encoder.asked) == 2
    cache.get(["b"])
    cache.get(["b"])
    assert len(encoder.asked) == 3  # the room is as large as before


def test_an_opaque_model_has_none_and_nothing_is_kept() -> None:
    cache = TokenCache(Opaque())
    assert cache.get(["a"]) is None
    assert cache.get(["a"]) is None
    assert cache.get([]) == []


@given(st.lists(st.lists(st.sampled_from(["a", "bb", "ccc", "dddd"]), max_size=4), max_size=12))
def test_it_never_keeps_more_than_it_may(asked: list[list[str]]) -> None:
    encoder, most = Counting(), 5 * PIECE
    cache = TokenCache(encoder, most)
    for texts in asked:
        assert letters(cache.get(texts)) == "".join(text[0] for text in texts)
        kept = sum(tokens.states.nbytes for tokens in cache._cache.values())
        assert kept <= most
        assert cache._cache.currsize == kept


class Together(Counting):
    """Two threads that ask for the same text both make it."""

    both = Barrier(2)

    def token_embeddings(self, texts: Sequence[str]) -> list[TokenEmbeddings] | None:
        self.both.wait(timeout=30)
        return super().token_embeddings(texts)


def test_a_text_made_by_two_threads_at_once_takes_room_once() -> None:
    cache = TokenCache(Together(), 3 * PIECE)
    with ThreadPoolExecutor(2) as pool:
        assert [letters(found) for found in pool.map(cache.get, [["aa"], ["aa"]])] == ["a", "a"]
    assert cache._cache.currsize == 2 * PIECE
    assert list(cache._cache) == ["aa"]


def test_threads_get_what_they_ask_for_and_the_room_stays_right() -> None:
    encoder, most, together = Counting(), 6 * PIECE, Barrier(4)
    cache = TokenCache(encoder, most)

    def ask(first: int) -> bool:
        together.wait(timeout=30)
        texts = ["a", "bb", "ccc", "dddd", "e"]
        orders = [texts[at % 5 :] + texts[: at % 5] for at in range(first, first + 100)]
        return all(letters(cache.get(order)) == "".join(t[0] for t in order) for order in orders)

    with ThreadPoolExecutor(4) as pool:
        assert all(pool.map(ask, range(4)))
    kept = sum(tokens.states.nbytes for tokens in cache._cache.values())
    assert 0 < kept <= most
    assert cache._cache.currsize == kept

"""A deterministic encoder and small builders, shared by the tests."""

import functools
import hashlib
import json
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from ingest.build.pipeline import Build
from ingest.build.summary import Summary
from ingest.sources.protocols import Row
from search.store.protocols import Store
from search.text.analyzer import analyse, tokenize
from search.text.chunks import Token
from search.types import TokenEmbeddings, Vector


class FakeEncoder:
    """Bag of hashed terms in 32 dimensions: equal words are near, others are not."""

    name = "fake"
    dimension = 32
    precision = "float32"
    max_tokens = 8

    def __init__(self) -> None:
        self.encoded: list[str] = []

    def encode(self, texts: Sequence[str]) -> Vector:
        self.encoded.extend(texts)
        return np.array([_vector(text, self.dimension) for text in texts], np.float32).reshape(
            len(texts), self.dimension
        )

    def token_embeddings(self, texts: Sequence[str]) -> list[TokenEmbeddings] | None:
        return [self._tokens(text) for text in texts]

    def truncates(self, text: str) -> bool:
        return len(text.split()) > self.max_tokens

    def readable_share(self, text: str) -> float:
        words = text.split()
        return sum(map(_readable, words)) / len(words) if words else 0.0

    def _tokens(self, text: str) -> TokenEmbeddings:
        tokens = [token for token in analyse(text) if token.role == "own"] or [Token("∅", 0, 0)]
        states = np.array([_state(term, self.dimension) for term, *_ in tokens], np.float32)
        return TokenEmbeddings(states, [(start, end) for _, start, end, *_ in tokens])


def _readable(word: str) -> bool:
    """Whether there is more in a word than pictures, which are symbols and their joiners."""
    return not all(unicodedata.category(char) in ("So", "Sk", "Cf", "Mn") for char in word)


def _vector(text: str, dimension: int) -> Any:
    total = sum(_state(term, dimension) for term in tokenize(text) or ["∅"])
    return total / np.linalg.norm(total)


@functools.cache
def _state(term: str, dimension: int) -> Any:
    seed = int.from_bytes(hashlib.sha256(term.encode()).digest()[:8], "big")
    state = np.random.default_rng(seed).normal(size=dimension)
    state.setflags(write=False)
    return state


class ListSource:
    """Rows from memory."""

    command = "file list.jsonl"

    def __init__(self, rows: Iterable[Mapping[str, Any]]) -> None:
        self._rows = [dict(row) for row in rows]

    def rows(self) -> Iterator[Row]:
        return (Row(number, row) for number, row in enumerate(self._rows, start=1))


def build(
    store: Store,
    rows: Iterable[Mapping[str, Any]],
    dataset: str = "sample",
    encoder: FakeEncoder | None = None,
    **options: Any,
) -> Summary:
    """Builds a dataset from rows in memory with the fake encoder."""
    return Build(store, encoder or FakeEncoder(), ListSource(rows), dataset, **options).run()


def write_jsonl(path: Path, rows: Iterable[Mapping[str, Any]]) -> Path:
    """A JSON Lines file."""
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")
    return path


COMPANIES: list[dict[str, Any]] = [
    {"id": "oak", "name": "Oakery", "description": "Handmade tables and chairs.", "city": "Berlin"},
    {"id": "sofa", "name": "Sofaland", "description": "Sofas and chairs by post.", "city": "Paris"},
    {"id": "agro", "name": "Agro", "description": "Robots that weed farms.", "city": "Berlin"},
    {"id": "drone", "name": "Dronely", "description": "Drones and robots spray farms."},
    {"id": "pay", "name": "Paywell", "description": "Payments for shops.", "city": "Lagos"},
]
"""Five documents in three cities, one without a city."""

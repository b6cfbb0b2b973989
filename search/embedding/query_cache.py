"""Vectors of queries: cached, and encoded for several waiting threads at once."""

import threading
from time import perf_counter
from typing import NamedTuple

from cachetools import LRUCache

from search.types import Encoder, Vector

_CACHED_VECTORS = 1024


class Made(NamedTuple):
    """A vector of unit length, and the milliseconds that the encoder took for its batch."""

    vector: Vector
    ms: float


class _Pending:
    """A text whose vector a thread is waiting for."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.made: Made | None = None


class QueryVectors:
    """The encoder behind a bounded cache of recent queries; safe to use from several threads.

    Queries that arrive while others are being encoded form the next batch, because the model
    takes hardly longer for several short texts than for one.
    """

    def __init__(self, encoder: Encoder) -> None:
        self.encoder = encoder
        self._cache: LRUCache[str, Vector] = LRUCache(_CACHED_VECTORS)
        self._guard = threading.Lock()
        self._turn = threading.Lock()
        self._waiting: list[_Pending] = []

    def known(self, text: str) -> Vector | None:
        """The cached vector of ``text``, or None."""
        with self._guard:
            return self._cache.get(text)

    def make(self, text: str) -> Made:
        """Encodes ``text`` and caches its vector; waiting for other queries is not timed."""
        pending = _Pending(text)
        with self._guard:
            self._waiting.append(pending)
        with self._turn:
            made = pending.made  # the previous thread's batch may have included it
            if made is None:
                made = self._encode_waiting(pending)
        with self._guard:
            self._cache[text] = made.vector
        return made

    def _encode_waiting(self, mine: _Pending) -> Made:
        with self._guard:
            batch, self._waiting = self._waiting, []
        # If another thread's batch failed, its texts left the list: each thread encodes its own.
        batch = batch if mine in batch else [mine]
        started = perf_counter()
        vectors = self.encoder.encode([pending.text for pending in batch])
        ms = (perf_counter() - started) * 1000
        for pending, vector in zip(batch, vectors, strict=True):
            pending.made = Made(vector, ms)
        return Made(vectors[batch.index(mine)], ms)

"""Vectors of queries: remembered, and made for several waiting threads at once."""

import threading
from collections import OrderedDict

from search.types import Encoder, Vector

_CACHED_VECTORS = 1024


class _Wanted:
    """One text whose vector a thread waits for."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.vector: Vector | None = None


class QueryVectors:
    """The encoder behind a bounded cache of recent queries.

    Queries that arrive while others are being encoded are encoded together next: the model
    costs hardly more for several short texts than for one.
    """

    def __init__(self, encoder: Encoder) -> None:
        self.encoder = encoder
        self._cache: OrderedDict[str, Vector] = OrderedDict()
        self._guard = threading.Lock()
        self._turn = threading.Lock()
        self._waiting: list[_Wanted] = []

    def known(self, text: str) -> Vector | None:
        """The vector of ``text`` if it was made lately."""
        with self._guard:
            if text in self._cache:
                self._cache.move_to_end(text)
            return self._cache.get(text)

    def make(self, text: str) -> Vector:
        """The unit-length vector of ``text``, kept for the next time."""
        wanted = _Wanted(text)
        with self._guard:
            self._waiting.append(wanted)
        with self._turn:
            vector = wanted.vector  # whoever had the turn before may have made it too
            if vector is None:
                vector = self._encode_waiting(wanted)
        with self._guard:
            self._cache[text] = vector
            if len(self._cache) > _CACHED_VECTORS:
                self._cache.popitem(last=False)
        return vector

    def _encode_waiting(self, mine: _Wanted) -> Vector:
        with self._guard:
            batch, self._waiting = self._waiting, []
        # After a failure the others are gone from the list, and each tries for itself.
        batch = batch if mine in batch else [mine]
        vectors = self.encoder.encode([wanted.text for wanted in batch])
        for wanted, vector in zip(batch, vectors, strict=True):
            wanted.vector = vector
        own: Vector = vectors[batch.index(mine)]
        return own

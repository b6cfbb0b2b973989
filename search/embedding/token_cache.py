"""Token embeddings of documents: encoded once for highlights and explanations, then cached."""

import threading
from collections.abc import Sequence

from cachetools import LRUCache

from search.types import Encoder, TokenEmbeddings

_MAX_BYTES = 64 * 1024**2


class TokenCache:
    """The encoder's token embeddings behind a cache bounded in bytes; safe for threads.

    Token embeddings of a document do not depend on the query, so every later query reuses them.
    """

    def __init__(self, encoder: Encoder, max_bytes: int = _MAX_BYTES) -> None:
        self._encoder = encoder
        self._cache: LRUCache[str, TokenEmbeddings] = LRUCache(
            max_bytes, getsizeof=lambda tokens: tokens.states.nbytes
        )
        self._guard = threading.Lock()

    def get(self, texts: Sequence[str]) -> list[TokenEmbeddings] | None:
        """As Encoder.token_embeddings."""
        found = self._cached(texts)
        missing = [text for text in dict.fromkeys(texts) if text not in found]
        if missing:
            encoded = self._encoder.token_embeddings(missing)
            if encoded is None:
                return None
            found.update(zip(missing, encoded, strict=True))
            self._keep({text: found[text] for text in missing})
        return [found[text] for text in texts]

    def _cached(self, texts: Sequence[str]) -> dict[str, TokenEmbeddings]:
        with self._guard:
            return {text: self._cache[text] for text in texts if text in self._cache}

    def _keep(self, encoded: dict[str, TokenEmbeddings]) -> None:
        with self._guard:
            for text, tokens in encoded.items():
                # LRUCache refuses a value that is larger than the whole cache.
                if tokens.states.nbytes <= self._cache.maxsize:
                    self._cache[text] = tokens

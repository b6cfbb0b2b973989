"""Token embeddings of documents: made once for highlights and explanations, kept for a while."""

import threading
from collections import OrderedDict
from collections.abc import Sequence

from search.types import Encoder, TokenEmbeddings

_MOST_BYTES = 64 * 1024**2


class TokenCache:
    """The encoder's token embeddings behind a cache bounded in bytes; safe for threads.

    They do not depend on the query: asking for the same documents again costs nothing.
    """

    def __init__(self, encoder: Encoder, most_bytes: int = _MOST_BYTES) -> None:
        self._encoder = encoder
        self._room = most_bytes
        self._known: OrderedDict[str, TokenEmbeddings] = OrderedDict()
        self._guard = threading.Lock()

    def get(self, texts: Sequence[str]) -> list[TokenEmbeddings] | None:
        """As Encoder.token_embeddings."""
        found = self._recall(texts)
        missing = [text for text in dict.fromkeys(texts) if text not in found]
        if missing:
            made = self._encoder.token_embeddings(missing)
            if made is None:
                return None
            found.update(zip(missing, made, strict=True))
            self._keep({text: found[text] for text in missing})
        return [found[text] for text in texts]

    def _recall(self, texts: Sequence[str]) -> dict[str, TokenEmbeddings]:
        with self._guard:
            found = {text: self._known[text] for text in texts if text in self._known}
            for text in found:
                self._known.move_to_end(text)
            return found

    def _keep(self, made: dict[str, TokenEmbeddings]) -> None:
        with self._guard:
            for text, tokens in made.items():
                if text not in self._known:
                    self._room -= tokens.states.nbytes
                self._known[text] = tokens
            while self._room < 0:
                _, dropped = self._known.popitem(last=False)
                self._room += dropped.states.nbytes

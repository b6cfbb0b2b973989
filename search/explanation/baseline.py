"""What a neural score is worth: the best scores that queries about nothing get.

Neural search always finds a nearest document. Queries of words picked from documents that have
nothing to do with each other show how near that is when there is nothing to be found.
"""

import random
import threading
from collections import OrderedDict
from itertools import islice

from search.retrieval import neural
from search.store.protocols import Index
from search.text.analyzer import analyzer_named
from search.types import Encoder

QUERIES, WORDS = 100, 4
"""So many queries of so many words, each word from another document."""
_DOCUMENTS = 250
_CACHED = 64


class UnrelatedQueries:
    """The best score of each unrelated query, once per generation and filter."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._known: OrderedDict[tuple[str, str, tuple[str, ...]], list[float]] = OrderedDict()
        self._turn = threading.Lock()

    def best_scores(self, index: Index, cities: tuple[str, ...] = ()) -> list[float]:
        """Cosines in descending order; empty where no document passes the filter."""
        manifest = index.manifest
        key = (manifest.dataset, manifest.generation, tuple(sorted(cities)))
        with self._turn:
            if key not in self._known:
                self._known[key] = self._ask(index, cities)
            self._known.move_to_end(key)
            if len(self._known) > _CACHED:
                self._known.popitem(last=False)
            return self._known[key]

    def _ask(self, index: Index, cities: tuple[str, ...]) -> list[float]:
        vectors = self._encoder.encode(unrelated_queries(index))
        best = (neural.rank(index, vector, 1, cities) for vector in vectors)
        return sorted((hits[0].score for hits in best if hits), reverse=True)


def unrelated_queries(index: Index) -> list[str]:
    """The same ones for the same generation; without the words that full-text leaves out."""
    choice = random.Random(0)  # noqa: S311  nothing secret
    texts = (document.text for document in islice(index.scan(), _DOCUMENTS))
    analyse = analyzer_named(index.manifest.analyzer).analyse
    words = [
        [
            text[token.start : token.end]
            for token in analyse(text)
            if token.role == "own" and token.term[0].isalnum()  # an emoji is no word
        ]
        for text in texts
    ]
    documents = [each for each in words if each]
    if not documents:
        return []
    return [
        " ".join(
            choice.choice(each) for each in choice.sample(documents, min(WORDS, len(documents)))
        )
        for _ in range(QUERIES)
    ]

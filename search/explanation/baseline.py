"""What a neural score is worth: the best scores of queries made of unrelated words.

Neural search always finds a nearest document. Queries whose words come from different documents
show how high the best score is when there is nothing to be found.
"""

import random
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from statistics import median
from typing import Annotated

import numpy as np
from cachetools import LRUCache
from pydantic import Field

from search.filters import NO_FILTER, Filter
from search.ranges import Range
from search.retrieval import neural
from search.store.protocols import Index
from search.text.analyzer import analyzer_named
from search.types import Encoder

QUERIES, WORDS = 100, 4
"""The number of queries, and of words in each; every word is from another document."""
FEWEST_DOCUMENTS = 50
"""Fewer documents say nothing about the best score of a query that has nothing to find."""
FEWEST_TO_JUDGE = 500
"""Fewer documents are not enough to say that a query did no better than unrelated words."""
_WEAK = 0.25
"""The share of unrelated queries whose best scores are weak."""
_DOCUMENTS = 250
_CACHED = 64


@dataclass(frozen=True, slots=True)
class NeuralReference:
    """The best neural score beside those of queries made of unrelated words."""

    best: float
    typical: Annotated[float, Field(description="the median of the unrelated queries' scores")]
    unrelated: Annotated[list[float], Field(description="their best scores, descending")]
    as_good: Annotated[int, Field(description="how many of them score at least as high")]
    no_better: Annotated[
        bool,
        Field(
            description="whether the best score is in the lower quarter of theirs, full-text does "
            "not find that document, and there are 500 documents or more"
        ),
    ]

    @classmethod
    def of(
        cls, best: float, unrelated: Sequence[float], documents: int, *, has_words: bool
    ) -> "NeuralReference":
        """A best score beside those of unrelated queries.

        Names, misspellings and other languages score low even where the document is the right
        one. A document that shares words with the query is therefore not called unrelated.

        Args:
            best: the highest cosine of the query.
            unrelated: the highest cosine of each unrelated query; not empty.
            documents: how many were searched.
            has_words: whether full-text finds the document with the highest cosine, too.
        """
        typical = float(median(unrelated))
        as_good = sum(score >= best for score in unrelated)
        weak = best <= float(np.quantile(unrelated, _WEAK))
        no_better = weak and not has_words and documents >= FEWEST_TO_JUDGE
        return cls(best, typical, list(unrelated), as_good, no_better=no_better)


_Fields = frozenset[tuple[str, frozenset[str]]]
_Key = tuple[str, str, _Fields, frozenset[tuple[str, tuple[Range, ...]]]]
"""Dataset, generation, and the filter whatever its order."""


class UnrelatedQueries:
    """The best score of each unrelated query, computed once per generation and filter."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._known: LRUCache[_Key, list[float]] = LRUCache(_CACHED)
        self._turn = threading.Lock()

    def best_scores(self, index: Index, filter: Filter = NO_FILTER) -> list[float]:
        """Cosines in descending order; empty if no document has the filter's values.

        Documents that contain a query's excluded words are searched as well: they hardly matter.
        """
        manifest = index.manifest
        wanted = frozenset((field, frozenset(values)) for field, values in filter.fields)
        key = (manifest.dataset, manifest.generation, wanted, frozenset(filter.ranges))
        with self._turn:
            if key not in self._known:
                fields = Filter(filter.fields, ranges=filter.ranges)
                self._known[key] = self._ask(index, fields)
            return self._known[key]

    def weak(self, index: Index) -> float:
        """The cosine up to which a match is weak; below all cosines where documents are few."""
        if index.manifest.documents < FEWEST_TO_JUDGE:
            return -1.0
        return float(np.quantile(self.best_scores(index), _WEAK))

    def _ask(self, index: Index, filter: Filter) -> list[float]:
        vectors = self._encoder.encode(unrelated_queries(index))
        best = (neural.rank(index, vector, 1, filter) for vector in vectors)
        return sorted((hits[0].score for hits in best if hits), reverse=True)


def unrelated_queries(index: Index) -> list[str]:
    """Queries without stop words; the same ones whenever the generation is the same."""
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

"""Queries worth trying on a dataset: words of its own documents on which the engines disagree."""

import math
import random
import threading
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice, pairwise

from cachetools import LRUCache

from search.comparison.overlap import rbo
from search.retrieval.retrieve import Retrieval
from search.store.protocols import Index
from search.text.analyzer import analyzer_named
from search.text.chunks import Token

QUERIES = 6
_DOCUMENTS = 500
_TRIED = 12
"""Rare words that both engines are asked for, and frequent phrases."""
_RARE = 3
"""A rare word is in at most this many documents."""
_DEPTH = 10
_SHORTEST, _LONGEST = 4, 30
_CACHED = 64

_Pair = tuple[str, str]
Retrieve = Callable[[str], Retrieval]
"""Puts a query to both engines."""


class SampleQueries:
    """The queries of each dataset, chosen once per generation."""

    def __init__(self) -> None:
        self._known: LRUCache[tuple[str, str], list[str]] = LRUCache(_CACHED)
        self._turn = threading.Lock()

    def of(self, index: Index, retrieve: Retrieve) -> list[str]:
        """See ``sample_queries``."""
        key = (index.manifest.dataset, index.manifest.generation)
        with self._turn:
            if key not in self._known:
                self._known[key] = sample_queries(index, retrieve)
            return self._known[key]


def sample_queries(index: Index, retrieve: Retrieve) -> list[str]:
    """Up to QUERIES queries: half of them frequent phrases, half rare words, where there are any.

    Of those tried, they are the ones whose first hits on both engines have the lowest rank-biased
    overlap. The same generation always gives the same ones.
    """
    texts = [document.text for document in islice(index.scan(), _DOCUMENTS)]
    rare = _by_agreement(_rare_words(index, texts), retrieve)
    frequent = _by_agreement(_frequent_phrases(index, texts), retrieve)
    half = QUERIES // 2
    first = [*frequent[:half], *rare[:half]]
    return [*first, *frequent[half:], *rare[half:]][:QUERIES]


def _by_agreement(queries: Iterable[str], retrieve: Retrieve) -> list[str]:
    """Those on which the engines agree least come first."""
    agreements = [(_agreement(retrieve(query)), query) for query in queries]
    return [query for _, query in sorted(agreements)]


def _agreement(found: Retrieval) -> float:
    neural, keyword = (
        [hit.id for hit in candidates.hits[:_DEPTH]] for candidates in (found.neural, found.keyword)
    )
    return rbo(neural, keyword) or 0.0


def _rare_words(index: Index, texts: Iterable[str]) -> list[str]:
    """A choice among the words that few documents have, each as it is written first."""
    words: dict[str, str] = {}
    for text in texts:
        for token in _words(index, text):
            if index.vocabulary.frequency(token.term) <= _RARE:
                words.setdefault(token.term, text[token.start : token.end])
    known = sorted(words.values())
    choice = random.Random(0)  # noqa: S311  nothing secret
    return choice.sample(known, min(_TRIED, len(known)))


def _frequent_phrases(index: Index, texts: Sequence[str]) -> list[str]:
    """The strongest collocations without a common word, as they are written most often.

    Strength is local mutual information (Evert 2005, "The Statistics of Word Cooccurrences"):
    O · ln(O / E), for O texts with the pair where E are expected of independent words.
    """
    written: defaultdict[_Pair, Counter[str]] = defaultdict(Counter)
    for text in texts:
        for pair, phrase in _neighbours(index, text).items():
            written[pair][phrase] += 1
    strengths = {}
    for pair, forms in written.items():
        observed, documents = forms.total(), index.manifest.documents
        one, other = (index.vocabulary.frequency(term) / documents for term in pair)
        if observed > 1:
            strengths[pair] = observed * math.log(observed / (len(texts) * one * other))
    chosen: list[_Pair] = []
    taken: set[str] = set()
    for pair in sorted(strengths, key=lambda pair: (-strengths[pair], pair)):
        if len(chosen) < _TRIED and taken.isdisjoint(pair):
            chosen.append(pair)
            taken.update(pair)
    return [max(sorted(written[pair]), key=written[pair].__getitem__) for pair in chosen]


def _neighbours(index: Index, text: str) -> dict[_Pair, str]:
    """The pairs of words with nothing but a blank between them."""
    return {
        (one.term, other.term): text[one.start : other.end]
        for one, other in pairwise(_words(index, text))
        if text[one.end : other.start] == " " and one.term != other.term
    }


def _words(index: Index, text: str) -> Iterator[Token]:
    """Searched words of letters, without very short ones, which are mostly abbreviations."""
    for token in analyzer_named(index.manifest.analyzer).analyse(text):
        word = text[token.start : token.end]
        short = word.isascii() and len(word) < _SHORTEST
        if token.role == "own" and word.isalpha() and not short and len(word) <= _LONGEST:
            yield token

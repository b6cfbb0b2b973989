"""Terms of a vocabulary that are spelled almost like one that it does not have."""

from collections import Counter
from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import OSA

from search import keyword
from search.store.base import Index
from search.text import analyse
from search.types import SparseVector
from search.vocabulary import Vocabulary

_MOST = 3
_LOOKED_AT = 5


@dataclass(frozen=True, slots=True)
class NearWord:
    """A word that ``documents`` documents have, as they write it, and its term."""

    word: str
    term: str
    documents: int


def near_terms(term: str, vocabulary: Vocabulary, most: int = _MOST) -> list[str]:
    """The nearest terms by edits (letters added, lost, changed, or two swapped), then frequency.

    As many edits as Lucene's fuzziness AUTO allows: none up to two characters, one up to five,
    two beyond. Optimal string alignment (Damerau 1964).
    """
    edits = 0 if len(term) < 3 else 1 if len(term) < 6 else 2
    if not edits:
        return []
    found = process.extract(
        term, vocabulary.terms, scorer=OSA.distance, score_cutoff=edits, limit=None
    )
    ranked = sorted(found, key=lambda hit: (hit[1], -vocabulary.frequencies[hit[2]], hit[0]))
    return [near for near, _, _ in ranked if near != term][:most]


def near_words(term: str, index: Index) -> list[NearWord]:
    """The nearest terms as words: a term is a stem, and nobody types “furnitur”."""
    vocabulary = index.vocabulary
    return [
        NearWord(_written(near, index), near, vocabulary.frequency(near))
        for near in near_terms(term, vocabulary)
    ]


def _written(term: str, index: Index) -> str:
    """How documents write a term most often, in lower case."""
    query = SparseVector([index.vocabulary.index[term]], [1.0])
    hits, _ = keyword.rank(index, query, _LOOKED_AT)
    words: Counter[str] = Counter()
    for _, document in sorted(index.documents(hit.id for hit in hits).items()):
        text = document.text
        words.update(text[t.start : t.end].lower() for t in analyse(text) if t.term == term)
    return words.most_common(1)[0][0] if words else term

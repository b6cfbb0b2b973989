"""“Did you mean”: words of the collection whose spelling is similar to an unknown word's."""

from collections import Counter
from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

from search.retrieval import keyword
from search.store.protocols import Index
from search.text.analyzer import analyzer_named
from search.text.spelling import near_terms
from search.types import SparseVector

_LOOKED_AT = 5


@dataclass(frozen=True, slots=True)
class NearWord:
    """A word with a similar spelling."""

    word: Annotated[str, Field(description="as documents write it most often, in lower case")]
    term: str
    documents: Annotated[int, Field(description="how many documents have the term")]


def near_words(term: str, index: Index) -> list[NearWord]:
    """Words for the terms nearest in spelling, nearest first.

    Terms are stems such as “furnitur”, which nobody types; documents show the words for them.
    """
    vocabulary = index.vocabulary
    return [
        NearWord(_written(near, index), near, vocabulary.frequency(near))
        for near in near_terms(term, vocabulary.terms, vocabulary.frequencies)
    ]


def _written(term: str, index: Index) -> str:
    """How the highest-scoring documents write a term most often, in lower case."""
    query = SparseVector([index.vocabulary.index[term]], [1.0])
    hits, _ = keyword.rank(index, query, _LOOKED_AT)
    analyse = analyzer_named(index.manifest.analyzer).analyse
    words: Counter[str] = Counter()
    for _, document in sorted(index.documents(hit.id for hit in hits).items()):
        text = document.text
        words.update(text[t.start : t.end].lower() for t in analyse(text) if t.term == term)
    return words.most_common(1)[0][0] if words else term

"""The few words of a text that say most about its score: those that cards highlight."""

from collections.abc import Sequence

from search.explanation.attribution import Share, bare
from search.explanation.formulas import keyword_parts
from search.retrieval.retrieve import Retrieval
from search.text.analyzer import Analyzer
from search.types import Document

STRONGEST = 3


def strongest_words(words: Sequence[Share], text: str, analyzer: Analyzer) -> list[Share]:
    """The STRONGEST words with the largest positive shares, each spelling once, without stop words.

    ``words`` are parts of a neural score, with places in ``text``; ``analyzer`` knows the stop
    words: the dataset's.
    """
    spans = [(token.start, token.end) for token in analyzer.analyse(text) if token.weight]
    named: dict[str, Share] = {}
    for word in sorted(words, key=lambda word: -word.share):
        if len(named) == STRONGEST or word.share <= 0:
            break
        spelled = bare(text[word.start : word.end]).casefold()
        if spelled and any(start < word.end and word.start < end for start, end in spans):
            named.setdefault(spelled, word)
    return list(named.values())


def strongest_terms(retrieval: Retrieval, document: Document) -> frozenset[str]:
    """The STRONGEST terms of the query by what they add to the document's full-text score."""
    terms, index = retrieval.query.terms, retrieval.index
    if sum(weight >= 1 for weight in terms.values()) <= STRONGEST:  # less for other spellings
        return frozenset(terms)
    has = retrieval.query.analyzer.document(document.text)
    parts = keyword_parts(terms, has, index.vocabulary, index.manifest)
    largest = sorted(parts, key=lambda part: -part.score)[:STRONGEST]
    return frozenset(part.term for part in largest)

"""“Did you mean”: words of the collection for a word that no document has.

First two words that documents write instead of it, then longer words that begin with it, then
words that are spelled nearly alike.
"""

from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

from search.errors import InputError
from search.retrieval import keyword
from search.retrieval.containing import containing
from search.store.protocols import Index
from search.text.analyzer import Analyzer, analyzer_named
from search.text.languages import language
from search.text.spelling import is_likely, longer_terms, near_terms, similarity, stems_within
from search.types import SparseVector

_MOST, _CANDIDATES, _LOOKED_AT = 3, 12, 5
_SHORTEST_PART = 3


@dataclass(frozen=True, slots=True)
class NearWord:
    """A word with a similar spelling."""

    word: Annotated[str, Field(description="as documents write it most often, in lower case")]
    term: str
    documents: Annotated[int, Field(description="how many documents have the term")]


def near_words(word: str, term: str, index: Index) -> list[NearWord]:
    """What was probably meant by ``word``, whose ``term`` no document has; the likeliest first.

    Terms are stems such as “furnitur”, which nobody types; documents show the words for them.
    """
    found: dict[str, NearWord] = {}
    for near in _suggested(word.casefold(), term, index):
        found.setdefault(near.word, near)
        if len(found) == _MOST:
            break
    return list(found.values())


def _suggested(word: str, term: str, index: Index) -> Iterator[NearWord]:
    analyzer = analyzer_named(index.manifest.analyzer)
    vocabulary, ignored = index.vocabulary, language(analyzer.language).stop_words
    known = vocabulary.terms, vocabulary.frequencies
    yield from _parted(word, index, analyzer)
    for longer in longer_terms(word, *known, most=_MOST):
        forms = [form for form in _written(longer, index, analyzer) if form.startswith(word)]
        if forms:
            yield NearWord(forms[0], longer, vocabulary.frequency(longer))
    nearest = near_terms(term, word, *known, most=_CANDIDATES)
    for near in dict.fromkeys([*nearest, *stems_within(word, vocabulary.terms)]):
        forms = [form for form in _written(near, index, analyzer) if is_likely(word, form)]
        if forms and near not in ignored:
            best = max(forms, key=lambda form: similarity(word, form))
            yield NearWord(best, near, vocabulary.frequency(near))


def _parted(word: str, index: Index, analyzer: Analyzer) -> Iterator[NearWord]:
    """The word as two, where documents have them next to each other."""
    for at in range(_SHORTEST_PART, len(word) - _SHORTEST_PART + 1):
        phrase = f"{word[:at]} {word[at:]}"
        query = index.vocabulary.query(analyzer.query(phrase))
        if len(query.indices) < 2:
            continue
        with suppress(InputError):  # words in so many documents are no help
            together = len(containing(index, analyzer, phrase))
            if together:
                yield NearWord(phrase, phrase, together)


def _written(term: str, index: Index, analyzer: Analyzer) -> list[str]:
    """How the highest-scoring documents write a term, in lower case; the most frequent first."""
    query = SparseVector([index.vocabulary.index[term]], [1.0])
    hits, _ = keyword.rank(index, query, _LOOKED_AT)
    words: Counter[str] = Counter()
    for _, document in sorted(index.documents(hit.id for hit in hits).items()):
        text = document.text
        tokens = analyzer.analyse(text)
        words.update(text[t.start : t.end].lower() for t in tokens if t.term == term)
    return [word for word, _ in words.most_common()]

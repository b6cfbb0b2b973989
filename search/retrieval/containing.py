"""The documents that contain a word or a phrase, exactly: the same set for every engine."""

from search.errors import InputError
from search.filters import NO_FILTER, Filter
from search.limits import MAX_CHECKED_TEXTS, MAX_POSTINGS
from search.store.protocols import Index
from search.text.analyzer import Analyzer
from search.text.phrases import TermGraph
from search.types import SparseVector

_PAGE = 1000


def containing(
    index: Index, analyzer: Analyzer, words: str, filter: Filter = NO_FILTER
) -> frozenset[str]:
    """Ids of the documents passing the filter in which ``words`` stand next to each other.

    Words are compared as full-text compares them: by their stems and in all their spellings.

    Raises:
        InputError: more documents would have to be looked at than MAX_POSTINGS or, for several
            words, MAX_CHECKED_TEXTS.
    """
    graph = TermGraph(analyzer.analyse(words))
    if not graph.places:
        return frozenset()
    whole = graph.whole()
    ids = _with_any(index, whole, words, filter)
    if all(terms <= whole for terms in graph.alternatives()):
        return frozenset(ids)
    candidates = _candidates(index, graph, words, filter) - ids
    if len(candidates) > MAX_CHECKED_TEXTS:
        raise _too_many(words, len(candidates), MAX_CHECKED_TEXTS)
    return frozenset(ids | _checked(index, analyzer, graph, sorted(candidates)))


def _candidates(index: Index, graph: TermGraph, words: str, filter: Filter) -> set[str]:
    """The documents that have some term of every place."""
    places = sorted(graph.alternatives(), key=lambda terms: _postings(index, terms))
    found = _with_any(index, places[0], words, filter)
    for terms in places[1:]:
        if len(found) <= _PAGE or _postings(index, terms) > MAX_POSTINGS:
            break  # reading the texts is as cheap
        found &= _with_any(index, terms, words, filter)
    return found


def _checked(index: Index, analyzer: Analyzer, graph: TermGraph, ids: list[str]) -> set[str]:
    found: set[str] = set()
    for start in range(0, len(ids), _PAGE):
        for id_, document in index.documents(ids[start : start + _PAGE]).items():
            if graph.stands_in(TermGraph(analyzer.analyse(document.text))):
                found.add(id_)
    return found


def _with_any(index: Index, terms: set[str], words: str, filter: Filter) -> set[str]:
    postings = _postings(index, terms)
    if postings > MAX_POSTINGS:
        raise _too_many(words, postings, MAX_POSTINGS)
    query: SparseVector = index.vocabulary.query(dict.fromkeys(terms, 1.0))
    if not query.indices:
        return set()
    hits, _ = index.keyword(query, postings, filter, count_to=0)
    return {hit.id for hit in hits}


def _postings(index: Index, terms: set[str]) -> int:
    return sum(map(index.vocabulary.frequency, terms))


def _too_many(words: str, count: int, limit: int) -> InputError:
    return InputError(
        f"q: “{words}” would have to be looked for in {count:,} documents; the limit is {limit:,}. "
        "Leave out its sign or quotation marks, or use rarer words."
    )

"""The words of a query and what full-text makes of each."""

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Annotated

from pydantic import Field

from search.explanation.schema_config import ALL_REQUIRED
from search.explanation.suggestions import NearWord, near_words
from search.filters import NO_FILTER, Filter
from search.labels import count_text
from search.limits import COUNT_CAP
from search.store.protocols import Index
from search.text.analyzer import analyzer_named
from search.text.chunks import Token
from search.wording import counted

_MOST_COUNTED = 30


@dataclass(frozen=True, slots=True)
class QueryWord:
    """A word of the query as typed, and what full-text makes of it."""

    __pydantic_config__ = ALL_REQUIRED

    word: str
    start: Annotated[int, Field(description="first character in the query")]
    end: Annotated[int, Field(description="the character after the last one")]
    term: Annotated[str, Field(description="empty if the word is too common to search for")]
    documents: Annotated[int, Field(description="how many documents have the term")]
    near: Annotated[
        list[NearWord], Field(description="similar spellings, where no document has the term")
    ] = field(default_factory=list)
    note: Annotated[str, Field(description="the same in words, as a label")] = ""
    within: Annotated[
        int | None,
        Field(
            description="how many of those pass the filter, counted up to 1,000; null where "
            "there is no filter, and beyond the query's first 30 words"
        ),
    ] = None
    other_spelling: Annotated[
        bool,
        Field(
            description="whether documents have another spelling of a word that they do not have",
            exclude=True,
        ),
    ] = False

    @property
    def counts(self) -> str:
        """How many documents have the word, in words."""
        documents = counted(self.documents, "document")
        if self.within is None:
            return documents
        return f"{documents}, {self.counted_within} of them within the filter"

    @property
    def counted_within(self) -> str:
        """How many of them pass the filter; empty without one."""
        if self.within is None:
            return ""
        return count_text(self.within, capped=self.within == COUNT_CAP < self.documents)

    @property
    def absent(self) -> bool:
        """Whether full-text searches for the word and no document has any spelling of it."""
        return bool(self.term) and not self.documents and not self.other_spelling


def query_words(text: str, index: Index, filter: Filter = NO_FILTER) -> list[QueryWord]:
    """The query's words in order, each spelling once, without ``near``.

    The first of them have a count of their documents that pass the ``filter``. Another form of a
    word is named only where documents have it. A word that is left out has no term.
    """
    tokens = analyzer_named(index.manifest.analyzer).analyse_query(text)
    frequency = index.vocabulary.frequency
    forms = [token for token in tokens if token.role == "form" and frequency(token.term)]
    words: dict[tuple[str, str], QueryWord] = {}
    for token in tokens:
        term = token.term if token.weight else ""
        documents = frequency(term) if term else 0
        if token.role == "form" and not documents:
            continue
        read = QueryWord(text[token.start : token.end], token.start, token.end, term, documents)
        spelled = bool(term) and not documents and _overlaps(token, forms)
        if filter and documents and len(words) < _MOST_COUNTED:
            read = replace(read, within=_within(term, index, filter))
        read = replace(read, note=_note(read, other_spelling=spelled), other_spelling=spelled)
        words.setdefault((read.word.casefold(), term), read)
    return list(words.values())


def with_suggestions(word: QueryWord, index: Index) -> QueryWord:
    """The word with similar spellings, if no document contains it however it is spelled."""
    if not word.absent:
        return word
    return replace(word, near=near_words(word.word, word.term, index))


def missing_words(
    words: Iterable[QueryWord], weights: Mapping[str, float], document: Container[str]
) -> list[QueryWord]:
    """The words that documents have but this one has not, in any spelling.

    ``weights`` are the query's terms with their weights, ``document`` is the terms of this one.
    """
    words = list(words)
    forms = [word for word in words if word.term in document and weights[word.term] < 1]
    return [
        word
        for word in words
        if word.documents and word.term not in document and not _overlaps(word, forms)
    ]


def _within(term: str, index: Index, filter: Filter) -> int:
    _, found = index.keyword(index.vocabulary.query({term: 1.0}), 1, filter, count_to=COUNT_CAP)
    return found


def _overlaps(token: Token | QueryWord, others: Iterable[Token | QueryWord]) -> bool:
    return any(token.start < other.end and other.start < token.end for other in others)


def _note(word: QueryWord, *, other_spelling: bool) -> str:
    if not word.term:
        return "Too common to search for"
    if word.documents:
        return f"In {word.counts}, searched for as “{word.term}”"
    return "Only other spellings of it are found" if other_spelling else "In no document"

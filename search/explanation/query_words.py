"""The words of a query and what full-text makes of each."""

from dataclasses import dataclass, field, replace
from typing import Annotated

from pydantic import Field

from search.explanation.schema_config import ALL_REQUIRED
from search.explanation.suggestions import NearWord, near_words
from search.explanation.wording import counted
from search.store.protocols import Index
from search.text.analyzer import analyzer_named


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


def query_words(text: str, index: Index) -> list[QueryWord]:
    """The query's words in order, each spelling once, without ``near``.

    Another form of a word is named only where documents have it. A word that is left out has no
    term.
    """
    words: dict[tuple[str, str], QueryWord] = {}
    for token in analyzer_named(index.manifest.analyzer).analyse_query(text):
        word, term = text[token.start : token.end], token.term if token.weight else ""
        documents = index.vocabulary.frequency(term) if term else 0
        if token.role == "form" and not documents:
            continue
        read = QueryWord(word, token.start, token.end, term, documents, note=_note(term, documents))
        words.setdefault((word.casefold(), term), read)
    return list(words.values())


def with_suggestions(word: QueryWord, index: Index) -> QueryWord:
    """The word with similar spellings, if it is one that no document contains."""
    if not word.term or word.documents:
        return word
    return replace(word, near=near_words(word.term, index))


def _note(term: str, documents: int) -> str:
    if not term:
        return "Too common to search for"
    if not documents:
        return "In no document"
    return f"In {counted(documents, 'document')}, searched for as “{term}”"

"""A request as the engines of one index read it: vector, terms, filter, documents by id."""

from collections.abc import Iterable
from dataclasses import replace
from functools import cached_property
from uuid import UUID

from search.embedding.query_cache import QueryVectors
from search.errors import DocumentNotFound, IndexDamaged
from search.filters import NO_FILTER, Filter
from search.ranges import parse_range
from search.retrieval.containing import containing
from search.retrieval.operators import TypedQuery, parse
from search.retrieval.request import SearchRequest
from search.store.protocols import Index
from search.text.analyzer import Analyzer, analyzer_named
from search.types import Document, SparseVector, Vector


class EncodedQuery:
    """One request as each engine reads it; the vector is made when first asked for.

    ``typed`` is the query with its operators; a request for the neighbours of a document has
    none. ``filter`` holds the requested values as the index spells them and the documents that
    required and excluded words leave, ``exclude`` the id of the document that may not be listed:
    the one whose neighbours are wanted.
    """

    def __init__(self, index: Index, request: SearchRequest, vectors: QueryVectors) -> None:
        """Reads nothing but the document and the facets that the request names.

        Raises:
            DocumentNotFound: ``request.like`` is not in the index.
            InputError: the filter names a field that the dataset does not have, or a required or
                excluded word is in too many documents.
        """
        self._index, self._vectors = index, vectors
        self.document = document(index, request.like) if request.like is not None else None
        self.exclude = request.like
        self.typed = (
            TypedQuery(self.document.text)
            if self.document
            else parse(request.text, index.manifest.filter_fields)
        )
        self.text = self.typed.text
        self.filter = self._filter(request.filter)
        self.embed_ms = 0.0

    def _filter(self, requested: Filter) -> Filter:
        """The request's filter, the query's fields beside it, then the words on either side."""
        values = {field: list(wanted) for field, wanted in requested.fields}
        for field, value in self.typed.fields:
            values.setdefault(field, []).append(value)
        self._requested = Filter.of(values)
        found = fields = stored_filter(self._index, self._requested)
        for words in self.typed.required:
            found = found.only(containing(self._index, self.analyzer, words, fields))
        for words in self.typed.excluded:
            found = found.leaving_out(containing(self._index, self.analyzer, words, fields))
        return found

    @property
    def unknown(self) -> list[tuple[str, str]]:
        """The fields and values of the filter that no document has."""
        return [
            (field, value)
            for field, values in self._requested.fields
            for value in values
            if field not in self._index.manifest.ranges and not self._index.spellings(field, value)
        ]

    @cached_property
    def keyword_filter(self) -> Filter:
        """``filter`` and, on the full-text side, the documents that have the quoted phrases.

        Raises:
            InputError: the words of a phrase are in too many documents.
        """
        found = self.filter
        for phrase in self.typed.phrases:
            found = found.only(containing(self._index, self.analyzer, phrase, found))
        return found

    @cached_property
    def analyzer(self) -> Analyzer:
        """The one that read the documents."""
        return analyzer_named(self._index.manifest.analyzer)

    @cached_property
    def searched(self) -> list[str]:
        """See ``searched_words``."""
        return searched_words(self.text, self.analyzer)

    @property
    def narrowed(self) -> bool:
        """Whether full-text searches only some of the documents."""
        return self.keyword_filter != NO_FILTER or self.exclude is not None

    @cached_property
    def terms(self) -> dict[str, float]:
        """The query's terms with their weights, known to the vocabulary or not."""
        return self.analyzer.query(self.text)

    @cached_property
    def keyword(self) -> SparseVector:
        """The weights of the terms that the vocabulary has."""
        return self._index.vocabulary.query(self.terms)

    @cached_property
    def neural(self) -> Vector:
        """The text's vector of shape (dimension,) and length 1, or the stored one of ``like``."""
        if self.document:
            return self._index.vectors([self.document.id])[self.document.id]
        vector = self._vectors.known(self.typed.plain)
        if vector is None:
            vector, self.embed_ms = self._vectors.make(self.typed.plain)
        return vector

    @cached_property
    def truncated(self) -> bool:
        """Whether the model reads only a beginning of the text."""
        return self._vectors.encoder.truncates(self.typed.plain)

    @cached_property
    def readable(self) -> float:
        """The share of the text that the model can read, from 0 to 1."""
        return self._vectors.encoder.readable_share(self.typed.plain)

    def lists(self, candidate: Document) -> bool:
        """Whether results may hold the document: it passes the filter and is not ``like``."""
        return candidate.id != self.exclude and self.filter.passes(candidate)

    def keyword_lists(self, candidate: Document) -> bool:
        """The same for full-text, which asks for the quoted phrases as well."""
        return self.lists(candidate) and self.keyword_filter.passes_id(candidate.id)


def searched_words(text: str, analyzer: Analyzer) -> list[str]:
    """The words of a query that full-text searches for, as they are typed; each once."""
    tokens = analyzer.analyse_query(text)
    words = (text[t.start : t.end] for t in tokens if t.weight and t.role != "form")
    named: dict[str, str] = {}
    for word in words:
        named.setdefault(word.casefold(), word)
    return list(named.values())


def stored_filter(index: Index, requested: Filter) -> Filter:
    """The filter with each value as the index spells it, in all its spellings, and with ranges.

    A value that no document has stays as it is, so that nothing is found for it.

    Raises:
        InputError: the dataset does not have one of the fields, or a range cannot be read.
    """
    known = index.manifest.ranges
    spelled = Filter.of(
        {
            field: [
                spelling
                for value in values
                for spelling in index.spellings(field, value) or [value]
            ]
            for field, values in requested.fields
            if field not in known
        }
    )
    ranges = tuple(
        (field, tuple(parse_range(field, known[field].kind, value) for value in values))
        for field, values in requested.fields
        if field in known
    )
    return replace(spelled, ranges=ranges)


def known_ids(ids: Iterable[str]) -> list[str]:
    """Those that can be a document's id: stores take nothing but UUIDs in their usual form."""
    return [id_ for id_ in dict.fromkeys(ids) if _is_id(id_)]


def document(index: Index, id_: str) -> Document:
    """The document with this id. Raises DocumentNotFound."""
    found = index.documents(known_ids([id_]))
    if id_ not in found:
        raise DocumentNotFound(f"There is no document {id_!r} in “{index.manifest.dataset}”.")
    return found[id_]


def documents(index: Index, ids: Iterable[str]) -> dict[str, Document]:
    """The documents that were found. Raises IndexDamaged when one of them is not there."""
    wanted = set(ids)
    found = index.documents(wanted)
    if len(found) < len(wanted):
        manifest = index.manifest
        raise IndexDamaged("has lost documents that it finds", manifest.dataset, manifest.source)
    return found


def _is_id(text: str) -> bool:
    try:
        return str(UUID(text)) == text
    except ValueError:
        return False

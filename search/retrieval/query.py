"""A request as the engines of one index read it: vector, terms, filter, documents by id."""

import time
from collections.abc import Iterable
from functools import cached_property
from uuid import UUID

from search.embedding.query_cache import QueryVectors
from search.errors import DocumentNotFound, IndexDamaged
from search.retrieval.request import SearchRequest
from search.store.protocols import Index
from search.text.analyzer import Analyzer, analyzer_named
from search.types import Document, Filter, SparseVector, Vector


class EncodedQuery:
    """One request as each engine reads it; the vector is made when first asked for.

    ``filter`` holds the requested values as the index spells them, ``exclude`` the id of the
    document that may not be listed: the one whose neighbours are wanted.
    """

    def __init__(self, index: Index, request: SearchRequest, vectors: QueryVectors) -> None:
        """Reads nothing but the document and the facets that the request names.

        Raises:
            DocumentNotFound: ``request.like`` is not in the index.
            InputError: the filter names a field that the dataset does not have.
        """
        self._index, self._vectors = index, vectors
        self.filter = stored_filter(index, request.filter)
        self.document = document(index, request.like) if request.like is not None else None
        self.exclude = request.like
        self.text = self.document.text if self.document else request.text
        self.embed_ms = 0.0

    @cached_property
    def analyzer(self) -> Analyzer:
        """The one that read the documents."""
        return analyzer_named(self._index.manifest.analyzer)

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
        vector = self._vectors.known(self.text)
        if vector is None:
            started = time.perf_counter()
            vector = self._vectors.make(self.text)
            self.embed_ms = (time.perf_counter() - started) * 1000
        return vector

    @cached_property
    def truncated(self) -> bool:
        """Whether the model reads only a beginning of the text."""
        return self._vectors.encoder.truncates(self.text)

    def lists(self, candidate: Document) -> bool:
        """Whether results may hold the document: it passes the filter and is not ``like``."""
        return candidate.id != self.exclude and self.filter.passes(candidate)


def stored_filter(index: Index, requested: Filter) -> Filter:
    """The filter with each value as the index spells it, in all its spellings.

    A value that no document has stays as it is, so that nothing is found for it.

    Raises:
        InputError: the dataset does not have one of the fields.
    """
    return Filter.of(
        {
            field: [
                spelling
                for value in values
                for spelling in index.spellings(field, value) or [value]
            ]
            for field, values in requested.fields
        }
    )


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

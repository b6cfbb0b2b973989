"""What is looked for: a text or a document to find neighbours of, ready for both engines."""

import time
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from search.embedding.query_cache import QueryVectors
from search.errors import DocumentNotFound, IndexDamaged, InputError
from search.settings import dataset_name
from search.store.protocols import Index
from search.text.analyzer import Analyzer, analyzer_named
from search.text.normalization import clean_city, is_unicode
from search.types import (
    MAX_CITIES,
    MAX_K,
    MAX_TEXT,
    MODES,
    Document,
    Mode,
    SparseVector,
    Vector,
)


@dataclass(frozen=True, slots=True)
class Request:
    """A checked request; ``like`` is a document id whose neighbours are wanted."""

    dataset: str
    text: str = ""
    like: str | None = None
    cities: tuple[str, ...] = ()
    k: int = 10


class Probe:
    """One query as each engine reads it; the vector is made when first asked for."""

    def __init__(self, index: Index, request: Request, vectors: QueryVectors) -> None:
        """Raises DocumentNotFound when ``request.like`` is not in the index."""
        self._index, self._vectors = index, vectors
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
        """The weights of the terms that the vocabulary knows."""
        return self._index.vocabulary.query(self.terms)

    @cached_property
    def neural(self) -> Vector:
        """The text's vector, or the stored one of the document."""
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


def check_fusion(weight: float, rrf_k: int) -> None:
    """Raises InputError naming the number that is out of range."""
    if not 0 <= weight <= 1:
        raise InputError("weight: use a number from 0 (full-text only) to 1 (neural only).")
    if not 1 <= rrf_k <= 1000:
        raise InputError("rrf_k: use a number from 1 to 1000.")


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


def checked_text(text: str) -> str:
    """The text without surrounding space. Raises InputError when blank or beyond MAX_TEXT."""
    text = text.strip()
    if not text:
        raise InputError("q: type something to look for.")
    if len(text) > MAX_TEXT:
        raise InputError(f"q: {len(text):,} characters are too many; the limit is {MAX_TEXT:,}.")
    return _unicode("q", text)


def checked_mode(mode: str) -> Mode:
    """Raises InputError unless ``mode`` is one of MODES."""
    for known in MODES:
        if mode == known:
            return known
    raise InputError(f"mode: use one of {', '.join(MODES)}.")


def checked(dataset: str, cities: tuple[str, ...], k: int) -> Request:
    """A request with neither text nor document yet. Raises InputError naming the field."""
    if not 1 <= k <= MAX_K:
        raise InputError(f"k: use a number from 1 to {MAX_K}.")
    if len(cities) > MAX_CITIES:
        raise InputError(f"city: at most {MAX_CITIES} cities at once.")
    cleaned = (clean_city(_unicode("city", city)) for city in cities)
    return Request(dataset_name(dataset), cities=tuple(city for city in cleaned if city), k=k)


def _is_id(text: str) -> bool:
    try:
        return str(UUID(text)) == text
    except ValueError:
        return False


def _unicode(field: str, text: str) -> str:
    if not is_unicode(text):
        raise InputError(f"{field}: the text is not valid Unicode (a lone surrogate).")
    return text

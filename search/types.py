"""The words of the domain as types: everything else in the library is built from these.

Scores: higher is better on every engine. Neural scores are cosines in [-1, 1], keyword
scores are BM25 sums (above 0, unbounded), hybrid scores are sums of weighted reciprocal ranks.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import Any, Final, Literal, NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from search.notebook import ShownComparison, ShownRanking

Mode = Literal["neural", "keyword", "hybrid"]
ViewMode = Literal["compare", "neural", "keyword", "hybrid"]
Engine = Literal["neural", "keyword"]
Vector = NDArray[np.float32]

MODES: tuple[Mode, ...] = ("neural", "keyword", "hybrid")
ENGINE_LABELS: dict[Mode, str] = {"neural": "Neural", "keyword": "Full-text", "hybrid": "Hybrid"}
"""An engine's name as a heading."""
COMPARE: Final = "compare"
"""The mode that asks both engines, beside those of one ranking."""
CITY: Final = "city"
"""The facet that every dataset has."""


@dataclass(frozen=True, slots=True)
class Document:
    """One searchable record; ``city`` is None when unknown, ``extra`` is kept untouched.

    ``facets`` has the values by field that documents can be filtered by, beside ``city``;
    ``numbers`` has those of fields that are filtered by ranges (dates in seconds, see ranges.py).
    """

    id: str
    source_id: str
    name: str
    description: str
    city: str | None = None
    link: str = ""
    images: str = ""
    alt: str = ""
    extra: dict[str, Any] = field(default_factory=dict)
    facets: dict[str, list[str]] = field(default_factory=dict)
    numbers: dict[str, list[float]] = field(default_factory=dict)

    @property
    def title(self) -> str:
        """What to call the document where its name stands."""
        return self.name.strip() or "(no name)"

    @property
    def text(self) -> str:
        """What both engines read of a document."""
        return f"{self.name}\n{self.description}"

    def facet_values(self, name: str) -> Sequence[str]:
        """The document's values of one facet field, ``city`` among them."""
        if name == CITY:
            return () if self.city is None else (self.city,)
        return self.facets.get(name, ())

    def to_dict(self) -> dict[str, Any]:
        """Its fields by name, in their order; what is in them is not copied."""
        return {field.name: getattr(self, field.name) for field in fields(self)}


class Scored(NamedTuple):
    """A document id and its score; higher is better."""

    id: str
    score: float


class SparseVector(NamedTuple):
    """Indices into a generation's vocabulary and their weights, of equal length."""

    indices: list[int]
    values: list[float]


class DocumentTerms(NamedTuple):
    """How often each term stands in a document, and the document's length for BM25.

    ``length`` counts words, not the other spellings and stop words that ``counts`` has as well.
    """

    counts: Mapping[str, int]
    length: int


class EmbeddedDocument(NamedTuple):
    """A document with its unit-length embedding and its BM25 impacts, ready to be stored.

    ``unreadable`` documents are those of which the model can read nothing.
    """

    document: Document
    neural: Vector
    keyword: SparseVector
    unreadable: bool = False


@dataclass(frozen=True, slots=True)
class Facet:
    """A value of a facet field and the number of documents that have it."""

    value: str
    count: int


class SideRanks(NamedTuple):
    """Where a hybrid hit stands on each side, None beyond 100."""

    neural: int | None
    keyword: int | None


@dataclass(frozen=True, slots=True)
class Hit:
    """One document at its 1-based rank.

    ``other_rank`` is its rank on the other engine (to 100) in a comparison; ``ranks`` are those
    on both engines in a hybrid ranking.
    """

    document: Document
    rank: int
    score: float
    other_rank: int | None = None
    ranks: SideRanks | None = None


@dataclass(frozen=True, slots=True)
class Ranking(ShownRanking):
    """Ordered hits of one engine for one query.

    ``total`` counts keyword matches (up to 1,000, then ``total_capped``), or for the other
    modes the documents passing the filter. ``embed_ms`` and ``search_ms`` are wall times.
    ``readable`` is the share of the query that the model can read, 0 to 1; where it is 0, the
    neural order is arbitrary. ``notes`` are sentences about how the query was read.
    """

    mode: Mode
    hits: list[Hit]
    total: int
    total_capped: bool
    embed_ms: float
    search_ms: float
    truncated: bool = False
    no_terms: bool = False
    readable: float = 1.0
    notes: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """The engine's name as a heading."""
        return ENGINE_LABELS[self.mode]


class Mover(NamedTuple):
    """The document whose place differs most between the two rankings."""

    name: str
    neural_rank: int
    keyword_rank: int


@dataclass(frozen=True, slots=True)
class Comparison(ShownComparison):
    """Two rankings of one query and how they differ.

    ``shared`` counts documents in both top k; ``rbo`` is rank-biased overlap (0 to 1), None
    when there is nothing to compare.
    """

    neural: Ranking
    keyword: Ranking
    k: int
    shared: int
    rbo: float | None
    mover: Mover | None
    verdict: str
    notes: tuple[str, ...] = ()


class TokenEmbeddings(NamedTuple):
    """What a model makes of each word piece that it reads of a text.

    ``states`` is float32 of shape (pieces, dimension). ``spans`` says which [start, end) of the
    text a piece stands for; that of a mark which the model adds itself is empty.
    """

    states: Vector
    spans: list[tuple[int, int]]


class Encoder(Protocol):
    """Turns texts into unit-length vectors."""

    @property
    def name(self) -> str: ...
    @property
    def dimension(self) -> int: ...
    @property
    def precision(self) -> str: ...
    @property
    def max_tokens(self) -> int: ...

    def encode(self, texts: Sequence[str]) -> Vector:
        """Returns float32 of shape (len(texts), dimension), every row of length 1."""
        ...

    def token_embeddings(self, texts: Sequence[str]) -> list[TokenEmbeddings] | None:
        """The token embeddings whose normalised mean is each text's vector.

        None for a model whose vectors are anything else.
        """
        ...

    def truncates(self, text: str) -> bool:
        """Whether the model reads only a beginning of ``text``."""
        ...

    def readable_share(self, text: str) -> float:
        """The share of ``text``'s characters, from 0 to 1, in word pieces that the model knows.

        Texts of unknown pieces only are all the same to it, whatever they say.
        """
        ...

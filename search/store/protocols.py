"""What a store promises; both adapters behave the same for exact search.

A store keeps generations: complete, immutable builds of a dataset. Readers open the current
one as an Index; a Writer builds the next one beside it and switches in one atomic step.
"""

import secrets
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from typing import NamedTuple, Protocol

from search.filters import NO_FILTER, Filter
from search.keyword.vocabulary import Vocabulary
from search.limits import COUNT_CAP
from search.store.manifest import Manifest
from search.types import Document, EmbeddedDocument, Facet, Scored, SparseVector, Vector

NEURAL, KEYWORD = "neural", "keyword"
"""Names of the two vectors."""
HNSW_EF = 128
"""Candidates kept while walking the HNSW graph."""
SAME = 1e-5
"""Scores nearer than this, or this share of them beyond 1, may be the same in another store."""


class Around(NamedTuple):
    """Where a score stands: how many documents score higher, and those that score the same.

    Scores within SAME count as the same, because stores sum in different orders.
    """

    above: int
    same: list[Scored]


class Index(Protocol):
    """One generation, open for reading. Lists of hits come in no promised order of ties.

    Every method raises StoreUnreachable when the store does not answer.
    """

    manifest: Manifest
    vocabulary: Vocabulary

    @property
    def collection(self) -> str | None:
        """The Qdrant server's collection that holds it; None where the engine is embedded."""
        ...

    def neural(
        self,
        vector: Vector,
        limit: int,
        filter: Filter = NO_FILTER,
        exclude: str | None = None,
        *,
        exact: bool = True,
    ) -> list[Scored]:
        """The documents with the highest cosine to ``vector``.

        Args:
            vector: float32 of shape (dimension,) and length 1.
            limit: the most documents to give.
            filter: which documents to search, by values as they are stored.
            exclude: the id of a document to leave out.
            exact: whether to compare every vector, or to walk the HNSW graph if there is one.

        Returns:
            Ids with cosines, -1 to 1; higher is better.
        """
        ...

    def keyword(
        self,
        query: SparseVector,
        limit: int,
        filter: Filter = NO_FILTER,
        exclude: str | None = None,
        *,
        count_to: int = COUNT_CAP + 1,
    ) -> tuple[list[Scored], int]:
        """The documents sharing a term with ``query``, by the dot product with their impacts.

        Args:
            query: counts of the query's terms, by index into the vocabulary.
            limit: the most documents to give.
            filter: which documents to search, by values as they are stored.
            exclude: the id of a document to leave out.
            count_to: how far to count; counting costs more than finding the best few.

        Returns:
            Ids with BM25 scores, higher is better; and how many documents match, counted up to
            the larger of ``limit`` and ``count_to``.
        """
        ...

    def around(
        self,
        query: Vector | SparseVector,
        score: float,
        filter: Filter = NO_FILTER,
        exclude: str | None = None,
    ) -> Around:
        """Where a score stands among all documents that ``neural`` or ``keyword`` would find.

        Args:
            query: a unit-length vector of shape (dimension,), or term counts.
            score: a cosine or a BM25 score, however low.
            filter: which documents to search, by values as they are stored.
            exclude: the id of a document to leave out.

        Returns:
            The exact number of documents above it, and those that score the same.
        """
        ...

    def documents(self, ids: Iterable[str]) -> dict[str, Document]:
        """The documents with these ids; ids that do not exist are left out."""
        ...

    def vectors(self, ids: Iterable[str]) -> dict[str, Vector]:
        """Vectors by id, float32 of shape (dimension,) and length 1; unknown ids are left out."""
        ...

    def scan(self) -> Iterator[Document]:
        """Every document once."""
        ...

    def count(self, filter: Filter) -> int:
        """How many documents pass the filter, exactly."""
        ...

    def facets(self, field: str) -> list[Facet]:
        """The values of a facet field by descending number of documents, then name.

        Read once per generation.

        Raises:
            InputError: the dataset does not have the field; the message names those it has.
        """
        ...

    def spellings(self, field: str, value: str) -> list[str]:
        """The stored values that differ from ``value`` in case, accents and padding at most.

        Raises:
            InputError: the dataset does not have the field; the message names those it has.
        """
        ...

    def close(self) -> None:
        """Releases the generation."""
        ...


class Writer(Protocol):
    """A generation being built; nothing is visible before ``publish``."""

    generation: str

    def reserve(self, documents: int, text_bytes: int) -> None:
        """Makes sure that there is room.

        Args:
            documents: how many will be written.
            text_bytes: the size of their texts in UTF-8.

        Raises:
            DiskFull: there is not.
        """
        ...

    def write(self, batch: Sequence[EmbeddedDocument]) -> None:
        """Adds documents whose ids were not written before.

        Args:
            batch: documents with embeddings of the collection's dimension and length 1.
        """
        ...

    def publish(self, manifest: Manifest, vocabulary: Vocabulary) -> None:
        """Checks that all documents are there, then makes this the current generation.

        Args:
            manifest: what the generation was built from; its count is checked.
            vocabulary: the terms that the stored impacts are numbered by.

        Raises:
            BuildError: the count differs from the manifest's.
            BuildRunning: another process has published meanwhile.
        """
        ...


class Store(Protocol):
    """Where generations live."""

    kind: str

    def datasets(self) -> list[str]:
        """Names of the datasets that have a current generation, sorted."""
        ...

    def current(self, dataset: str) -> str:
        """The name of the current generation; cheap. Raises DatasetNotFound."""
        ...

    def building(self, dataset: str) -> bool:
        """Whether a new generation is being built right now, by any process."""
        ...

    def open(self, dataset: str) -> Index:
        """Opens the current generation.

        Raises:
            DatasetNotFound: no generation of the dataset is being served.
            IndexDamaged: it does not hold what its manifest says.
        """
        ...

    def build(
        self,
        dataset: str,
        dimension: int,
        facets: Sequence[str] = (),
        ranges: Sequence[str] = (),
    ) -> AbstractContextManager[Writer]:
        """A writer for a new generation, which is abandoned unless published.

        Args:
            dataset: the dataset's name.
            dimension: the length of every embedding.
            facets: the fields of ``Document.facets`` to filter by, beside ``city``.
            ranges: the fields of ``Document.numbers`` to filter by.

        Raises:
            InputError: the dataset's name or a field's cannot be used.
            BuildRunning: another process is building the dataset.
            ForeignCollection: the name is taken by a collection of somebody else's.
        """
        ...

    def manifest(self, dataset: str) -> Manifest:
        """The current generation's, without opening it. Raises DatasetNotFound or IndexDamaged."""
        ...

    def size(self, dataset: str) -> int | None:
        """Bytes that the dataset takes on this machine's disk; None where that is not known."""
        ...

    def delete(self, dataset: str) -> None:
        """Takes a dataset out of use in one step, then removes what nobody reads any more.

        Whoever has it open finishes undisturbed; ``clean_up`` removes the rest later.

        Raises:
            DatasetNotFound: there is none of this name.
            BuildRunning: a new generation is being built.
        """
        ...

    def clean_up(self) -> None:
        """Removes what is left of deleted datasets, except what is still being read."""
        ...


def generation_name(moment: datetime | None = None) -> str:
    """A new name; later ones sort after earlier ones."""
    return f"{moment or datetime.now(UTC):%Y%m%dT%H%M%S%f}-{secrets.token_hex(4)}"

"""What a store promises; both adapters behave the same for exact search.

A store keeps generations: complete, immutable builds of a dataset. Readers open the current
one as an Index; a Writer builds the next one beside it and switches in one atomic step.
"""

import json
import secrets
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import asdict
from datetime import UTC, datetime
from itertools import takewhile
from typing import Any, NamedTuple, Protocol

from search.keyword.vocabulary import Vocabulary
from search.limits import COUNT_CAP
from search.store.facets import FACETS
from search.store.manifest import Manifest
from search.types import (
    CITY,
    NO_FILTER,
    Document,
    EmbeddedDocument,
    Facet,
    Filter,
    Scored,
    SparseVector,
    Vector,
)

NEURAL, KEYWORD = "neural", "keyword"
"""Names of the two vectors."""
HNSW_EF = 128
"""Candidates kept while walking the HNSW graph."""
SAME = 1e-5
"""Scores nearer than this, or this share of them beyond 1, may be the same in another store."""
_FIRST_DEPTH, _DEEPER = 1000, 8
"""A search's cost grows with how many hits it may return: deep places are looked for in steps."""


class _Point(Protocol):
    @property
    def id(self) -> Any: ...
    @property
    def score(self) -> float: ...


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

    def neural(
        self,
        vector: Vector,
        limit: int,
        filter: Filter = NO_FILTER,
        exclude: str | None = None,
        *,
        exact: bool = True,
    ) -> list[Scored]:
        """The documents with the highest cosine to ``vector``."""
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

        With them comes how many there are, counted up to the larger of ``limit`` and
        ``count_to``: counting costs more than finding the best few.
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

        However deep that is, and exactly.
        """
        ...

    def documents(self, ids: Iterable[str]) -> dict[str, Document]:
        """The documents with these ids; ids that do not exist are left out."""
        ...

    def vectors(self, ids: Iterable[str]) -> dict[str, Vector]:
        """The neural vectors of these ids; ids that do not exist are left out."""
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
        """Lets go of the generation."""
        ...


class Writer(Protocol):
    """A generation being built; nothing is visible before ``publish``."""

    generation: str

    def reserve(self, documents: int, text_bytes: int) -> None:
        """Raises DiskFull when there is no room for that much."""
        ...

    def write(self, batch: Sequence[EmbeddedDocument]) -> None:
        """Adds documents whose ids were not written before."""
        ...

    def publish(self, manifest: Manifest, vocabulary: Vocabulary) -> None:
        """Checks that all documents are there, then makes this the current generation.

        Raises BuildError when the count differs from the manifest's, BuildRunning when
        another process has published meanwhile.
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
        """Opens the current generation. Raises DatasetNotFound or IndexDamaged."""
        ...

    def build(
        self, dataset: str, dimension: int, facets: Sequence[str] = ()
    ) -> AbstractContextManager[Writer]:
        """A writer for a new generation, which is abandoned unless published.

        Args:
            dataset: the dataset's name.
            dimension: the length of every embedding.
            facets: the fields of ``Document.facets`` to filter by, beside ``city``.

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

        Whoever has it open finishes undisturbed; ``clean_up`` removes the rest later. Raises
        DatasetNotFound, or BuildRunning while it is being built.
        """
        ...

    def clean_up(self) -> None:
        """Removes what is left of deleted datasets, except what is still being read."""
        ...


def generation_name(moment: datetime | None = None) -> str:
    """A new name; later ones sort after earlier ones."""
    return f"{moment or datetime.now(UTC):%Y%m%dT%H%M%S%f}-{secrets.token_hex(4)}"


def to_payload(document: Document) -> dict[str, Any]:
    """A document as a point's payload; absent fields stay absent, ``extra`` is JSON text.

    As text, nested values and numbers of any size come back from every store unchanged.
    """
    values = asdict(document)
    del values["id"]
    for name in (CITY, FACETS):
        if not values[name]:
            del values[name]
    values["extra"] = json.dumps(document.extra, ensure_ascii=False)
    return values


def from_payload(id_: str, payload: dict[str, Any]) -> Document:
    """The inverse of ``to_payload``."""
    return Document(**{**payload, "id": id_, "extra": json.loads(payload["extra"])})


def look_around(
    score: float, documents: int, search: Callable[[int, float], Sequence[_Point]]
) -> Around:
    """Where ``score`` stands; ``search`` takes a limit and a score that all hits exceed."""
    noise = SAME * max(1.0, abs(score))
    limit = min(_FIRST_DEPTH, documents)
    points = search(limit, score - noise)
    while len(points) == limit < documents:
        limit = min(limit * _DEEPER, documents)
        points = search(limit, score - noise)
    same = list(takewhile(lambda point: point.score <= score + noise, reversed(points)))
    return Around(len(points) - len(same), [Scored(str(point.id), point.score) for point in same])

"""What is searched: the files given, or the bundled sample, and queries to search it with."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path

import numpy as np
from tqdm import tqdm

from ingest.build.pipeline import Build
from ingest.sources.catalog import local
from ingest.sources.files import Spool
from ingest.sources.protocols import Row, Source
from search.service import SearchService
from search.store.protocols import Index, Store
from search.types import CITY, Document, Encoder, TokenEmbeddings, Vector

SHORT = ("wooden furniture shops", "robots for farming", "cancer drug discovery")
_PASTED_CHARACTERS = 1_000
_CITIES = 10


@dataclass(frozen=True)
class Joined:
    """Several files as one source."""

    paths: tuple[Path, ...]
    limit: int | None
    command: str = "file corpus.jsonl"

    def rows(self) -> Iterator[Row]:
        """The rows of all files in turn, up to the limit."""
        files = (local(path, Spool()) for path in self.paths)
        return islice(chain.from_iterable(file.rows() for file in files), self.limit)


@dataclass(frozen=True)
class Corpus:
    """An open dataset with what is asked of it."""

    service: SearchService
    dataset: str
    index: Index
    documents: list[Document]
    cities: tuple[str, ...]
    """The ten with most documents."""

    @classmethod
    def open(cls, service: SearchService, dataset: str) -> "Corpus":
        """Reads all documents; the index stays open."""
        index = service.store.open(dataset)
        cities = tuple(facet.value for facet in index.facets(CITY)[:_CITIES])
        return cls(service, dataset, index, list(index.scan()), cities)

    def queries(self) -> tuple[tuple[str, Sequence[str]], ...]:
        """Short queries, and descriptions as somebody would paste them."""
        long = (d.description for d in self.documents if len(d.description) >= _PASTED_CHARACTERS)
        pasted = [text[:_PASTED_CHARACTERS] for text in islice(long, 3)]
        return ("short", SHORT), ("pasted", pasted or [self.documents[0].text])


class Known:
    """An encoder that knows the vectors of a corpus's texts already."""

    def __init__(self, corpus: Corpus) -> None:
        self._encoder = corpus.service.encoder
        vectors = corpus.index.vectors(document.id for document in corpus.documents)
        self._vectors = {d.text: vectors[d.id] for d in corpus.documents}
        self.name, self.dimension = self._encoder.name, self._encoder.dimension
        self.precision, self.max_tokens = self._encoder.precision, self._encoder.max_tokens

    def encode(self, texts: Sequence[str]) -> Vector:
        """See Encoder.encode."""
        if all(text in self._vectors for text in texts):
            known = [self._vectors[text] for text in texts]
            return np.array(known, dtype=np.float32).reshape(len(texts), self.dimension)
        return self._encoder.encode(texts)

    def token_embeddings(self, texts: Sequence[str]) -> list[TokenEmbeddings] | None:
        """See Encoder.token_embeddings."""
        return self._encoder.token_embeddings(texts)

    def truncates(self, text: str) -> bool:
        """See Encoder.truncates."""
        return self._encoder.truncates(text)

    def readable_share(self, text: str) -> float:
        """See Encoder.readable_share."""
        return self._encoder.readable_share(text)


def prepare(store: Store, encoder: Encoder, source: Source, dataset: str, rebuild: bool) -> None:
    """Builds the dataset unless it is there already."""
    if dataset in store.datasets() and not rebuild:
        return
    with tqdm(desc=f"building {dataset}", unit=" documents", disable=None) as bar:
        Build(
            store,
            encoder,
            source,
            dataset,
            progress=lambda phase, done, total: (
                bar.update(done - bar.n) if phase == "indexing" else None
            ),
        ).run()

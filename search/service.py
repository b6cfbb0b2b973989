"""The one facade that UI, API and terminal call: searching, explaining, datasets."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Unpack

from search.answering import Answering
from search.comparison.queries import (
    ComparedQuery,
    Engines,
    checked_queries,
    compare_queries,
)
from search.comparison.sample_queries import SampleQueries
from search.errors import NotFoundError, UnavailableError
from search.explanation.model import Explanation, QueryExplanation, WordShares
from search.retrieval.query import document
from search.retrieval.request import RequestOptions, SearchRequest
from search.retrieval.retrieve import Retrieval
from search.store.datasets import Datasets
from search.store.manifest import Manifest
from search.store.overview import Overview
from search.store.protocols import Index, Store
from search.types import CITY, COMPARE, Comparison, Document, Encoder, Facet, Ranking


class SearchService(Answering):
    """Searches the current generation of any dataset in the store.

    Every method raises InputError for a value that cannot be used, DatasetNotFound,
    IndexMismatch or IndexDamaged for a dataset that cannot be served, and StoreUnreachable
    while the store is away. ``dataset`` is the default one where none is given. Scores are
    higher for better documents on every engine, ranks are 1-based, times are milliseconds.
    """

    def __init__(self, store: Store, encoder: Encoder, dataset: str) -> None:
        """``dataset`` is the default one; no index is opened before it is asked for."""
        super().__init__(Datasets(store, encoder), encoder)
        self.store = store
        self.encoder = encoder
        self.default_dataset = dataset
        self._sample_queries = SampleQueries()

    def request(
        self,
        q: str = "",
        like: str | None = None,
        mode: str = COMPARE,
        **options: Unpack[RequestOptions],
    ) -> SearchRequest:
        """A checked request for a text or a document.

        Args:
            q: a text of up to 10,000 characters.
            like: instead of ``q``, a document's id.
            mode: neural, keyword or hybrid; or compare, for both lists.
            **options: see RequestOptions.

        Raises:
            InputError: a value cannot be used; the message names its field.
        """
        return SearchRequest.create(self.default_dataset, q, like, mode, **options)

    def search(self, q: str, mode: str = "neural", **options: Unpack[RequestOptions]) -> Ranking:
        """The best documents for a text of up to 10,000 characters.

        Args:
            q: the query, or a pasted description.
            mode: neural, keyword or hybrid.
            **options: see RequestOptions.

        Returns:
            At most ``k`` hits: cosines, BM25 scores, or sums of weighted reciprocal ranks.
        """
        return self.ranking(self.request(q, mode=mode, **options))

    def similar(self, id_: str, mode: str = "neural", **options: Unpack[RequestOptions]) -> Ranking:
        """The documents most like one of the dataset's, which is itself left out.

        Neural compares its stored vector, keyword its text.

        Args:
            id_: the document's id.
            mode: neural, keyword or hybrid.
            **options: see RequestOptions.

        Raises:
            DocumentNotFound: the dataset has no document with this id.
        """
        return self.ranking(self.request(like=id_, mode=mode, **options))

    def compare(self, q: str, **options: Unpack[RequestOptions]) -> Comparison:
        """Both rankings of a text, each hit with its rank on the other engine (to 100)."""
        return self.comparison(self.request(q, **options))

    def compare_similar(self, id_: str, **options: Unpack[RequestOptions]) -> Comparison:
        """Both rankings of the documents most like one. Raises DocumentNotFound."""
        return self.comparison(self.request(like=id_, **options))

    def compare_queries(
        self,
        queries: Iterable[str],
        engines: Engines = ("neural", "keyword"),
        **options: Unpack[RequestOptions],
    ) -> Iterator[ComparedQuery]:
        """Two engines compared on each of several queries, one at a time as they are taken.

        Args:
            queries: up to MAX_COMPARED texts; blank and repeated ones are left out.
            engines: which two of neural, keyword and hybrid.
            **options: see RequestOptions.

        Returns:
            In the order of the queries: overlap, first documents and warnings.
        """
        checked = checked_queries(queries)
        index = self.index(options.get("dataset"))

        def retrieve(query: str) -> Retrieval:
            return self.retrieve(self.request(query, **options), index=index)

        return compare_queries(checked, retrieve, engines)

    def explain(
        self, q: str, id_: str, *, like: str | None = None, **options: Unpack[RequestOptions]
    ) -> Explanation:
        """Why a document stands where it stands for a text, or as a neighbour of ``like``.

        Args:
            q: the query; empty when ``like`` is given.
            id_: the document to explain.
            like: instead of ``q``, the document whose neighbours were asked for.
            **options: see RequestOptions.

        Returns:
            Every score in its exact parts, and the exact rank on each engine.

        Raises:
            DocumentNotFound: the dataset has no document with one of the ids.
        """
        return self.explanation(self.request(q, like, **options), id_)

    def explain_query(
        self, q: str, *, like: str | None = None, **options: Unpack[RequestOptions]
    ) -> QueryExplanation:
        """How both engines read a text, and what its best neural score is worth."""
        return self.query_explanation(self.request(q, like, **options))

    def word_shares(
        self, q: str, ids: Sequence[str], *, like: str | None = None, dataset: str | None = None
    ) -> WordShares:
        """The neural score of each document by words; see ``split_scores``."""
        return self.split_scores(self.request(q, like, dataset=dataset), ids)

    def sample_queries(self, dataset: str | None = None) -> list[str]:
        """Words of the dataset on which the engines disagree; the first call asks both often."""
        index = self.index(dataset)
        return self._sample_queries.of(
            index, lambda q: self.retrieve(self.request(q, dataset=dataset), index=index)
        )

    def index(self, dataset: str | None = None) -> Index:
        """The dataset's current generation, open for reading while the caller holds it."""
        return self._datasets.index(dataset or self.default_dataset)

    def document(self, id_: str, dataset: str | None = None) -> Document:
        """One document. Raises DocumentNotFound."""
        return document(self.index(dataset), id_)

    def facets(self, dataset: str | None = None, field: str = CITY) -> list[Facet]:
        """The values of one field by descending number of documents, then name."""
        return self.index(dataset).facets(field)

    def all_facets(self, dataset: str | None = None) -> dict[str, list[Facet]]:
        """The values of every field to filter by, ``city`` first."""
        index = self.index(dataset)
        return {field: index.facets(field) for field in index.manifest.facet_fields}

    def manifest(self, dataset: str | None = None) -> Manifest:
        """What the dataset's current generation was built from."""
        return self.index(dataset).manifest

    def building(self, dataset: str | None = None) -> bool:
        """Whether a new generation of the dataset is being built, by any process."""
        return self._datasets.building(dataset or self.default_dataset)

    def datasets(self) -> list[str]:
        """Names of the datasets that can be asked for, sorted."""
        return self._datasets.names()

    def overview(self) -> list[Overview]:
        """Every dataset with its facts, also those that cannot be searched; opens none."""
        return self._datasets.overview()

    def delete(self, dataset: str) -> None:
        """Deletes a dataset; searches under way finish. Raises DatasetNotFound, BuildRunning."""
        self._datasets.delete(dataset)

    def clean_up(self) -> None:
        """Removes what deleted datasets left behind while somebody was still reading them."""
        self._datasets.clean_up()

    def health(self) -> dict[str, Any]:
        """Facts about the default dataset. Raises UnavailableError when it cannot be served."""
        try:
            manifest = self.manifest()
        except NotFoundError as error:
            raise UnavailableError(str(error)) from error
        return {
            "status": "ok",
            "store": self.store.kind,
            "dataset": manifest.dataset,
            "documents": manifest.documents,
            "model": self.encoder.name,
        }

    def warm_up(self) -> None:
        """Answers one throw-away query, so that the first person does not wait."""
        self.compare("warm up")
        self.all_facets()


Service = Callable[[], SearchService]
"""Gives the service, or raises UnavailableError while it is not ready."""

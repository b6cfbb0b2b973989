"""The one way to an answer: UI, API and terminal all call this service."""

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Any

from search.comparison.compare import comparison
from search.embedding.query_cache import QueryVectors
from search.errors import InputError, NotFoundError, UnavailableError
from search.explanation.attribution import NeuralParts
from search.explanation.explainer import Explainer
from search.explanation.model import Explanation, QueryExplanation
from search.retrieval import fusion
from search.retrieval import request as query
from search.retrieval import retrieve as sides
from search.retrieval.request import Probe, Request
from search.retrieval.retrieve import Sides
from search.retrieval.standing import Asked
from search.store.manifest import Manifest
from search.store.open_indexes import OpenIndexes
from search.store.overview import Overview, overview
from search.store.protocols import Index, Store
from search.text.analyzer import ANALYZER, Analyzer, analyzer_named
from search.types import MAX_K, Comparison, Document, Encoder, Facet, Mode, Ranking


class SearchService:
    """Searches the current generation of any dataset in the store.

    Every method raises InputError for a bad argument, DatasetNotFound, IndexMismatch or
    IndexDamaged for a dataset that cannot be served, StoreUnreachable when the store is away.
    """

    def __init__(self, store: Store, encoder: Encoder, dataset: str) -> None:
        self.store = store
        self.encoder = encoder
        self.default_dataset = dataset
        self._indexes = OpenIndexes(store)
        self._vectors = QueryVectors(encoder)
        self._explainer = Explainer(encoder)

    def search(
        self,
        q: str,
        mode: str = "neural",
        *,
        cities: Iterable[str] = (),
        k: int = 10,
        dataset: str | None = None,
        weight: float = fusion.WEIGHT,
        rrf_k: int = fusion.RRF_K,
    ) -> Ranking:
        """The best ``k`` documents for a text of up to 10,000 characters."""
        request = self._question(q, None, self._request(dataset, cities, k))
        return self._rank(request, query.checked_mode(mode), weight, rrf_k)

    def similar(
        self,
        id_: str,
        mode: str = "neural",
        *,
        cities: Iterable[str] = (),
        k: int = 10,
        dataset: str | None = None,
        weight: float = fusion.WEIGHT,
        rrf_k: int = fusion.RRF_K,
    ) -> Ranking:
        """The documents most like one of the dataset's, which is itself left out.

        Neural compares its stored vector, keyword its text. Raises DocumentNotFound.
        """
        request = replace(self._request(dataset, cities, k), like=id_)
        return self._rank(request, query.checked_mode(mode), weight, rrf_k)

    def compare(
        self, q: str, *, cities: Iterable[str] = (), k: int = 10, dataset: str | None = None
    ) -> Comparison:
        """Both rankings of a text, each hit with its rank on the other side (to 100)."""
        return self._compare(self._question(q, None, self._request(dataset, cities, k)))

    def compare_similar(
        self, id_: str, *, cities: Iterable[str] = (), k: int = 10, dataset: str | None = None
    ) -> Comparison:
        """Both rankings of the documents most like one. Raises DocumentNotFound."""
        return self._compare(replace(self._request(dataset, cities, k), like=id_))

    def sides(
        self,
        q: str = "",
        like: str | None = None,
        *,
        cities: Iterable[str] = (),
        k: int = 10,
        dataset: str | None = None,
    ) -> Sides:
        """Both engines' first 100 for a text or a document, to be fused with any weight."""
        request = self._question(q, like, self._request(dataset, cities, k))
        return self._ask_both(self._index(request), request)

    def fuse(
        self, both: Sides, weight: float = fusion.WEIGHT, rrf_k: int = fusion.RRF_K
    ) -> Ranking:
        """The hybrid ranking of two sides without searching again.

        They are asked again only when the dataset has been rebuilt since.
        """
        query.check_fusion(weight, rrf_k)
        index = self._index(both.request)
        if index.manifest.generation != both.generation:
            both = self._ask_both(index, both.request)
        return self._fuse(index, both, weight, rrf_k)

    def document(self, id_: str, dataset: str | None = None) -> Document:
        """One document. Raises DocumentNotFound."""
        return query.document(self._index(self._request(dataset)), id_)

    def facets(self, dataset: str | None = None) -> list[Facet]:
        """Cities by descending number of documents, then name."""
        return self._index(self._request(dataset)).cities()

    def manifest(self, dataset: str | None = None) -> Manifest:
        """What the dataset's current generation was built from."""
        return self._index(self._request(dataset)).manifest

    def explain(
        self,
        q: str,
        id_: str,
        *,
        like: str | None = None,
        cities: Iterable[str] = (),
        k: int = 10,
        dataset: str | None = None,
        weight: float = fusion.WEIGHT,
        rrf_k: int = fusion.RRF_K,
    ) -> Explanation:
        """Why a document stands where it stands for a text, or for being near to ``like``.

        Every score in its exact parts. Raises DocumentNotFound.
        """
        query.check_fusion(weight, rrf_k)
        request = self._question(q, like, self._request(dataset, cities, k))
        index = self._index(request)
        document = query.document(index, id_)
        return self._explainer.document(self._asked(index, request), document, weight, rrf_k)

    def explain_query(
        self,
        q: str,
        *,
        like: str | None = None,
        cities: Iterable[str] = (),
        dataset: str | None = None,
    ) -> QueryExplanation:
        """How both engines read a text, and what its best neural score is worth."""
        request = self._question(q, like, self._request(dataset, cities))
        return self._explainer.query(self._asked(self._index(request), request))

    def word_shares(
        self, q: str, ids: Sequence[str], *, like: str | None = None, dataset: str | None = None
    ) -> dict[str, NeuralParts] | None:
        """The neural score of each document by words, for a text or for being near to ``like``.

        At most MAX_K documents, in the order of ``ids``; left out are those that do not exist,
        or whose stored vector is not what the model makes of them today. None for a model whose
        score cannot be split.
        """
        if len(ids) > MAX_K:
            raise InputError(f"id: at most {MAX_K} documents at once.")
        request = self._question(q, like, self._request(dataset))
        index = self._index(request)
        vector = Probe(index, request, self._vectors).neural
        wanted = query.known_ids(ids)
        found = index.documents(wanted)
        documents = [found[id_] for id_ in wanted if id_ in found]
        return self._explainer.word_shares(index, vector, documents)

    def building(self, dataset: str | None = None) -> bool:
        """Whether a new generation of the dataset is being built."""
        return self.store.building(self._request(dataset).dataset)

    def analyzer(self, dataset: str | None = None) -> Analyzer:
        """How the keyword engine reads the dataset's texts, and queries to it."""
        return analyzer_named(self.manifest(dataset).analyzer)

    def datasets(self) -> list[str]:
        """Names of the datasets that can be asked for."""
        return self.store.datasets()

    def overview(self) -> list[Overview]:
        """Every dataset with its facts, also those that cannot be searched; opens none."""
        return overview(self.store, self.encoder)

    def delete(self, dataset: str) -> None:
        """Deletes a dataset; searches under way finish. Raises DatasetNotFound, BuildRunning."""
        self._indexes.forget(dataset)
        self.store.delete(dataset)

    def clean_up(self) -> None:
        """Removes what deleted datasets left behind while somebody was still reading them."""
        self.store.clean_up()

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
        self.facets()

    def _request(self, dataset: str | None, cities: Iterable[str] = (), k: int = 10) -> Request:
        return query.checked(dataset or self.default_dataset, tuple(cities), k)

    def _question(self, q: str, like: str | None, request: Request) -> Request:
        text = "" if like is not None else query.checked_text(q)
        return replace(request, text=text, like=like)

    def _asked(self, index: Index, request: Request) -> Asked:
        probe = Probe(index, request, self._vectors)
        return Asked(index, probe, sides.ask_both(index, probe, request))

    def _index(self, request: Request) -> Index:
        index = self._indexes.get(request.dataset)
        index.manifest.check(self.encoder, ANALYZER)
        return index

    def _rank(self, request: Request, mode: Mode, weight: float, rrf_k: int) -> Ranking:
        query.check_fusion(weight, rrf_k)
        index = self._index(request)
        if mode == "hybrid":
            return self._fuse(index, self._ask_both(index, request), weight, rrf_k)
        probe = Probe(index, request, self._vectors)
        started = time.perf_counter()
        side = sides.ask(mode, index, probe, request, request.k)
        documents = query.documents(index, (hit.id for hit in side.ids))
        elapsed = (time.perf_counter() - started) * 1000 - side.embed_ms
        return sides.ranking(replace(side, search_ms=elapsed), documents, request.k)

    def _fuse(self, index: Index, both: Sides, weight: float, rrf_k: int) -> Ranking:
        ids = sides.fused(both, weight, rrf_k)
        return sides.fused_ranking(both, ids, query.documents(index, (hit.id for hit in ids)))

    def _ask_both(self, index: Index, request: Request) -> Sides:
        return self._asked(index, request).sides

    def _compare(self, request: Request) -> Comparison:
        index = self._index(request)
        both = self._ask_both(index, request)
        shown = {hit.id for side in (both.neural, both.keyword) for hit in side.ids[: request.k]}
        return comparison(both, query.documents(index, shown))


Service = Callable[[], SearchService]
"""Gives the service, or raises UnavailableError while it is not ready."""

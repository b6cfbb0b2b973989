"""The one way to an answer: UI, API and terminal all call this service."""

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from search import compare as measures
from search import fusion, keyword, neural, query
from search.errors import InputError
from search.indexes import OpenIndexes
from search.manifest import Manifest
from search.query import Probe, QueryVectors, Request
from search.store.base import Index, Store
from search.text import ANALYZER, tokenize
from search.types import (
    COUNT_CAP,
    RANK_DEPTH,
    Comparison,
    Document,
    Encoder,
    Engine,
    Facet,
    Hit,
    Mode,
    Ranking,
    Scored,
)


@dataclass(frozen=True, slots=True)
class _Ranked:
    """Ids in order before their documents are fetched."""

    ids: list[Scored]
    total: int
    search_ms: float


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
        request = replace(self._request(dataset, cities, k), text=query.checked_text(q))
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
        return self._compare(replace(self._request(dataset, cities, k), text=query.checked_text(q)))

    def compare_similar(
        self, id_: str, *, cities: Iterable[str] = (), k: int = 10, dataset: str | None = None
    ) -> Comparison:
        """Both rankings of the documents most like one. Raises DocumentNotFound."""
        return self._compare(replace(self._request(dataset, cities, k), like=id_))

    def document(self, id_: str, dataset: str | None = None) -> Document:
        """One document. Raises DocumentNotFound."""
        return query.document(self._index(self._request(dataset)), id_)

    def facets(self, dataset: str | None = None) -> list[Facet]:
        """Cities by descending number of documents, then name."""
        return self._index(self._request(dataset)).cities()

    def manifest(self, dataset: str | None = None) -> Manifest:
        """What the dataset's current generation was built from."""
        return self._index(self._request(dataset)).manifest

    def query_terms(self, q: str) -> set[str]:
        """The terms that the keyword engine reads in a text."""
        return set(tokenize(q))

    def datasets(self) -> list[str]:
        """Names of the datasets that can be asked for."""
        return self.store.datasets()

    def health(self) -> dict[str, Any]:
        """Facts about the default dataset; raises when it cannot be served."""
        manifest = self.manifest()
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

    def _index(self, request: Request) -> Index:
        index = self._indexes.get(request.dataset)
        index.manifest.check(self.encoder, ANALYZER)
        return index

    def _rank(self, request: Request, mode: Mode, weight: float, rrf_k: int) -> Ranking:
        _check_fusion(weight, rrf_k)
        index = self._index(request)
        probe = Probe(index, request, self._vectors)
        depth = max(request.k, RANK_DEPTH) if mode == "hybrid" else request.k
        started = time.perf_counter()
        if mode == "hybrid":
            sides = [_engine(engine, index, probe, request, depth) for engine in ENGINES]
            ids = [[hit.id for hit in side.ids] for side in sides]
            fused = fusion.fuse(ids[0], ids[1], weight, rrf_k)[: request.k]
            ranked = _Ranked(fused, sides[0].total, 0.0)
        else:
            ranked = _engine(mode, index, probe, request, depth)
        documents = index.documents(hit.id for hit in ranked.ids)
        elapsed = (time.perf_counter() - started) * 1000 - probe.embed_ms
        hits = _hits(ranked.ids, documents, {})
        return _ranking(mode, hits, replace(ranked, search_ms=elapsed), probe)

    def _compare(self, request: Request) -> Comparison:
        index = self._index(request)
        probe = Probe(index, request, self._vectors)
        left, right = (
            _engine(engine, index, probe, request, max(request.k, RANK_DEPTH)) for engine in ENGINES
        )
        k = request.k
        documents = index.documents({hit.id for side in (left, right) for hit in side.ids[:k]})
        neural_hits = _hits(left.ids[:k], documents, _ranks(right.ids))
        keyword_hits = _hits(right.ids[:k], documents, _ranks(left.ids))
        ids = [[hit.id for hit in side.ids[:RANK_DEPTH]] for side in (left, right)]
        shared = measures.shared_at(k, ids[0], ids[1])
        mover = measures.biggest_mover(neural_hits, keyword_hits)
        return Comparison(
            neural=_ranking("neural", neural_hits, left, probe),
            keyword=_ranking("keyword", keyword_hits, right, probe),
            k=k,
            shared=shared,
            rbo=measures.rbo(ids[0], ids[1]),
            mover=mover,
            verdict=measures.verdict(neural_hits, keyword_hits, k, shared, mover),
        )


ENGINES: tuple[Engine, Engine] = ("neural", "keyword")


def _engine(engine: Engine, index: Index, probe: Probe, request: Request, depth: int) -> _Ranked:
    """One engine's ranking; embedding is timed apart from searching."""
    vector = probe.neural if engine == "neural" else None
    started = time.perf_counter()
    if vector is not None:
        ids = neural.rank(index, vector, depth, request.cities, probe.exclude)
        total = neural.count(index, request.cities)
    else:
        ids, total = keyword.rank(index, probe.keyword, depth, request.cities, probe.exclude)
    return _Ranked(ids, total, (time.perf_counter() - started) * 1000)


def _ranking(mode: Mode, hits: list[Hit], ranked: _Ranked, probe: Probe) -> Ranking:
    return Ranking(
        mode=mode,
        hits=hits,
        total=min(ranked.total, COUNT_CAP) if mode == "keyword" else ranked.total,
        total_capped=mode == "keyword" and ranked.total > COUNT_CAP,
        embed_ms=probe.embed_ms if mode != "keyword" else 0.0,
        search_ms=ranked.search_ms,
        truncated=mode != "keyword" and probe.truncated,
        no_terms=mode == "keyword" and not probe.terms,
    )


def _hits(
    ids: Sequence[Scored], documents: dict[str, Document], other: dict[str, int]
) -> list[Hit]:
    return [
        Hit(documents[id_], rank, score, other.get(id_))
        for rank, (id_, score) in enumerate(ids, start=1)
    ]


def _ranks(ids: Sequence[Scored]) -> dict[str, int]:
    return {hit.id: rank for rank, hit in enumerate(ids[:RANK_DEPTH], start=1)}


def _check_fusion(weight: float, rrf_k: int) -> None:
    if not 0 <= weight <= 1:
        raise InputError("weight: use a number from 0 (full-text only) to 1 (neural only).")
    if not 1 <= rrf_k <= 1000:
        raise InputError("rrf_k: use a number from 1 to 1000.")

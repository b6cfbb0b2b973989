"""Putting a query set to engines: each query is embedded once, whatever the number of engines."""

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from search.errors import InputError
from search.evaluation.engines import Engine
from search.evaluation.model import Query
from search.limits import RANK_DEPTH
from search.names import document_id
from search.retrieval.retrieve import CandidateLists, Retrieval
from search.service import SearchService
from search.types import COMPARE

Progress = Callable[[int, int], None]
"""Takes how many queries are done and how many there are; may raise to stop the work."""

_AT_ONCE = 1000
_RARE = 0.01
"""A rare word is in at most this share of all documents."""


@dataclass(frozen=True, slots=True)
class EngineRun:
    """An engine's rankings for a query set.

    Attributes:
        engine: which.
        rankings: by query id, source ids, the best first, up to RANK_DEPTH; queries without
            results are there with an empty ranking.
        milliseconds: by query id, the wall time; empty for an imported run. Includes the embedding
            unless its vector was cached.
        embedded: how many of the times include an embedding.
    """

    engine: Engine
    rankings: Mapping[str, Sequence[str]]
    milliseconds: Mapping[str, float] = field(default_factory=dict)
    embedded: int = 0


@dataclass(frozen=True, slots=True)
class QueryFacts:
    """How full-text reads a query: how many words, and whether some are in few or no documents."""

    words: int
    unknown: bool
    rare: bool


@dataclass(frozen=True, slots=True)
class Runs:
    """What built-in engines found in one generation, and facts about the queries by id."""

    engines: list[EngineRun]
    facts: dict[str, QueryFacts]


class _Recorder:
    """What an engine has found so far, documents by id."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.found: dict[str, list[str]] = {}
        self.milliseconds: dict[str, float] = {}
        self.embedded = 0

    def add(self, query: str, retrieval: Retrieval) -> None:
        ids, elapsed, embed_ms = _ranked(self.engine, retrieval)
        self.found[query] = ids
        self.milliseconds[query] = elapsed + embed_ms
        self.embedded += embed_ms > 0

    def run(self, sources: Mapping[str, str]) -> EngineRun:
        rankings = {q: tuple(sources[id_] for id_ in ids) for q, ids in self.found.items()}
        return EngineRun(self.engine, rankings, self.milliseconds, self.embedded)


class Runner:
    """Puts queries to one generation of a dataset, which stays open as long as the runner lives."""

    def __init__(self, service: SearchService, dataset: str) -> None:
        """Raises DatasetNotFound and whatever else keeps the dataset from being served."""
        self._service = service
        self._index = service.index(dataset)

    def generation(self) -> dict[str, Any]:
        """What decides the rankings beside the engines' settings."""
        made_of = self._index.manifest
        return {
            "dataset": made_of.dataset,
            "generation": made_of.generation,
            "documents": made_of.documents,
            "model": made_of.model,
            "analyzer": made_of.analyzer,
        }

    def run(
        self,
        queries: Sequence[Query],
        engines: Sequence[Engine],
        progress: Progress = lambda done, total: None,
    ) -> Runs:
        """Asks every engine every query.

        Args:
            queries: with different ids.
            engines: built-in ones.
            progress: is told before each query and at the end; an exception of its stops the work.

        Raises:
            InputError: a query cannot be asked, for example because the dataset lacks a field of
                its filter; the message names the query.
        """
        recorders = [_Recorder(engine) for engine in engines]
        facts: dict[str, QueryFacts] = {}
        for done, query in enumerate(queries):
            progress(done, len(queries))
            try:
                facts[query.id] = self._ask(query, recorders)
            except InputError as error:
                raise InputError(f"query {query.id!r}: {error}") from None
        found = {id_ for each in recorders for ids in each.found.values() for id_ in ids}
        sources = self._source_ids(found)
        progress(len(queries), len(queries))
        return Runs([each.run(sources) for each in recorders], facts)

    def missing(self, sources: Iterable[str]) -> list[str]:
        """The source ids that no document has, sorted."""
        by_id = {document_id(source): source for source in sources}
        known = self._source_ids(by_id)
        return sorted(source for id_, source in by_id.items() if id_ not in known)

    def _source_ids(self, ids: Iterable[str]) -> dict[str, str]:
        """From id to source id, of the documents that are there."""
        wanted = sorted(ids)
        parts = (wanted[at : at + _AT_ONCE] for at in range(0, len(wanted), _AT_ONCE))
        return {
            id_: document.source_id
            for part in parts
            for id_, document in self._index.documents(part).items()
        }

    def _ask(self, query: Query, recorders: Sequence[_Recorder]) -> QueryFacts:
        """The built-in lists are searched once; hybrids fuse the same ones."""
        lists = self._retrieve(query, mode=COMPARE)
        for recorder in recorders:
            retrieval = lists
            if recorder.engine.mode == "hybrid":
                weight, rrf_k = recorder.engine.fusion
                retrieval = self._retrieve(
                    query, lists.lists(), mode="hybrid", weight=weight, rrf_k=rrf_k
                )
            recorder.add(query.id, retrieval)
        return _facts(lists)

    def _retrieve(
        self, query: Query, known: CandidateLists | None = None, **settings: Any
    ) -> Retrieval:
        request = self._service.request(
            query.text,
            filter=dict(query.filter.fields),
            k=RANK_DEPTH,
            dataset=self._index.manifest.dataset,
            **settings,
        )
        return self._service.retrieve(request, index=self._index, known=known)


def _facts(retrieval: Retrieval) -> QueryFacts:
    query, vocabulary = retrieval.query, retrieval.index.vocabulary
    tokens = [token for token in query.analyzer.analyse_query(query.text) if token.role == "own"]
    frequencies = [vocabulary.frequency(token.term) for token in tokens if token.weight]
    rare = _RARE * retrieval.index.manifest.documents
    return QueryFacts(
        words=len(tokens),
        unknown=0 in frequencies,
        rare=any(0 < frequency <= rare for frequency in frequencies),
    )


def _ranked(engine: Engine, retrieval: Retrieval) -> tuple[list[str], float, float]:
    """Ids in order, milliseconds of searching, and of embedding."""
    if engine.mode == "neural":
        found = retrieval.neural
        return [hit.id for hit in found.hits[:RANK_DEPTH]], found.search_ms, found.embed_ms
    if engine.mode == "keyword":
        found = retrieval.keyword
        return [hit.id for hit in found.hits[:RANK_DEPTH]], found.search_ms, 0.0
    started = time.perf_counter()
    fused = [hit.id for hit in retrieval.fused[:RANK_DEPTH]]
    elapsed = (time.perf_counter() - started) * 1000
    both = retrieval.neural.search_ms + retrieval.keyword.search_ms
    return fused, both + elapsed, retrieval.neural.embed_ms

"""Runs one request on one index: what each engine finds, and the rankings made of it."""

import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from search.embedding.query_cache import QueryVectors
from search.limits import COUNT_CAP, RANK_DEPTH
from search.retrieval import fusion, keyword, neural
from search.retrieval.notes import notes
from search.retrieval.query import EncodedQuery, documents
from search.retrieval.request import Question, SearchRequest
from search.store.protocols import Index
from search.types import Document, Engine, Hit, Mode, Ranking, Scored, SideRanks


@dataclass(frozen=True, slots=True)
class Candidates:
    """The best documents of one engine in order, and what the query looked like to it.

    ``total`` counts what the engine lists, for keyword up to COUNT_CAP + 1. Times are wall
    times in milliseconds. ``readable`` is the share of the query that the engine can read.
    """

    engine: Engine
    hits: list[Scored]
    total: int
    embed_ms: float
    search_ms: float
    truncated: bool = False
    no_terms: bool = False
    readable: float = 1.0

    @property
    def capped(self) -> bool:
        """Whether there are more than were counted."""
        return self.engine == "keyword" and self.total > COUNT_CAP

    @property
    def counted(self) -> int:
        """``total`` as it is shown: COUNT_CAP where it is capped."""
        return COUNT_CAP if self.capped else self.total

    def ranks(self) -> dict[str, int]:
        """From id to 1-based rank, as deep as ranks on the other engine are looked for."""
        return {hit.id: rank for rank, hit in enumerate(self.hits[:RANK_DEPTH], start=1)}


@dataclass(frozen=True, slots=True)
class CandidateLists:
    """Both engines' candidates for one question in one generation; they hold no index open."""

    generation: str
    question: Question
    neural: Candidates
    keyword: Candidates


class Retrieval:
    """A request and an index; each engine is asked when first needed, and then never again."""

    def __init__(
        self, index: Index, request: SearchRequest, vectors: QueryVectors, depth: int = RANK_DEPTH
    ) -> None:
        """``depth`` is how many candidates each engine gives.

        Raises:
            DocumentNotFound: ``request.like`` is not in the index.
            InputError: the filter names a field that the dataset does not have.
        """
        self.index, self.request, self.depth = index, request, depth
        self.query = EncodedQuery(index, request, vectors)

    @cached_property
    def neural(self) -> Candidates:
        """The nearest documents; embedding is timed apart from searching."""
        query = self.query
        vector = query.neural
        started = time.perf_counter()
        hits = neural.rank(self.index, vector, self.depth, query.filter, query.exclude)
        total = neural.count(self.index, query.filter)
        if query.document and query.filter.passes(query.document):
            total -= 1  # itself
        elapsed = _since(started)
        return Candidates(
            "neural",
            hits,
            total,
            query.embed_ms,
            elapsed,
            query.truncated,
            readable=query.readable,
        )

    @cached_property
    def keyword(self) -> Candidates:
        """The documents that share a term with the query, by BM25."""
        query = self.query
        started = time.perf_counter()
        hits, total = keyword.rank(
            self.index, query.keyword, self.depth, query.keyword_filter, query.exclude
        )
        return Candidates("keyword", hits, total, 0.0, _since(started), no_terms=not query.terms)

    @cached_property
    def fused(self) -> list[Scored]:
        """All candidates of both engines by weighted reciprocal rank fusion."""
        left, right = ([hit.id for hit in found.hits] for found in (self.neural, self.keyword))
        return fusion.fuse(left, right, *self.request.fusion)

    def ids(self, mode: Mode) -> list[str]:
        """What an engine lists, the best first, as deep as ranks on another are looked for."""
        found = self.fused if mode == "hybrid" else self.candidates(mode).hits
        return [hit.id for hit in found[:RANK_DEPTH]]

    def candidates(self, engine: Engine) -> Candidates:
        """Those of one engine."""
        return self.neural if engine == "neural" else self.keyword

    def nearest(self) -> Scored | None:
        """The document with the highest cosine; None where no document passes the filter."""
        if "neural" in vars(self):
            hits = self.neural.hits
        else:
            query = self.query
            hits = neural.rank(self.index, query.neural, 1, query.filter, query.exclude)
        return hits[0] if hits else None

    def lists(self) -> CandidateLists:
        """What both engines found, to be used again while the generation is the same."""
        generation = self.index.manifest.generation
        return CandidateLists(generation, self.request.question, self.neural, self.keyword)

    def reuse(self, known: CandidateLists) -> None:
        """Uses candidates found before if they answer the same question on the same generation."""
        asked = (self.index.manifest.generation, self.request.question)
        if (known.generation, known.question) == asked:
            self.neural, self.keyword = known.neural, known.keyword

    def ranking(self) -> Ranking:
        """The ranking of the engine or the fusion that the request asks for.

        Raises:
            IndexDamaged: a document that was found is not there.
        """
        if self.request.mode == "hybrid":
            return self.hybrid()
        found = self.candidates("keyword" if self.request.mode == "keyword" else "neural")
        started = time.perf_counter()
        hits = found.hits[: self.request.k]
        texts = documents(self.index, (hit.id for hit in hits))
        made = ranking(found, texts, self.request.k, fetch_ms=_since(started))
        return replace(made, notes=self.notes(found.engine))

    def notes(self, *engines: Engine) -> tuple[str, ...]:
        """What has to be known about the answer of these engines, in sentences."""
        asked = {"neural": "neural" in engines, "keyword": "keyword" in engines}
        return tuple(notes(self.query, **asked))

    def hybrid(self) -> Ranking:
        """Fused hits, each with its rank on both engines; ``total`` is neural's.

        Raises:
            IndexDamaged: a document that was found is not there.
        """
        left, right = self.neural.ranks(), self.keyword.ranks()
        best = self.fused[: self.request.k]
        texts = documents(self.index, (hit.id for hit in best))
        return Ranking(
            mode="hybrid",
            hits=[
                Hit(texts[id_], rank, score, ranks=SideRanks(left.get(id_), right.get(id_)))
                for rank, (id_, score) in enumerate(best, start=1)
            ],
            total=self.neural.total,
            total_capped=False,
            embed_ms=self.neural.embed_ms,
            search_ms=self.neural.search_ms + self.keyword.search_ms,
            truncated=self.neural.truncated,
            no_terms=self.keyword.no_terms,
            readable=self.neural.readable,
            notes=self.notes("neural", "keyword"),
        )


def ranking(
    found: Candidates,
    texts: Mapping[str, Document],
    k: int,
    other: Candidates | None = None,
    fetch_ms: float = 0.0,
) -> Ranking:
    """The first ``k`` candidates, with their ranks on the other engine if there is one."""
    elsewhere = other.ranks() if other else {}
    hits = [
        Hit(texts[id_], rank, score, elsewhere.get(id_))
        for rank, (id_, score) in enumerate(found.hits[:k], start=1)
    ]
    return Ranking(
        mode=found.engine,
        hits=hits,
        total=found.counted,
        total_capped=found.capped,
        embed_ms=found.embed_ms,
        search_ms=found.search_ms + fetch_ms,
        truncated=found.truncated,
        no_terms=found.no_terms,
        readable=found.readable,
    )


def _since(started: float) -> float:
    return (time.perf_counter() - started) * 1000

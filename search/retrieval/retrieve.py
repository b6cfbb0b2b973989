"""Both engines asked the same thing: ids in order, before any document is fetched."""

import time
from collections.abc import Sequence
from dataclasses import dataclass

from search.retrieval import fusion, keyword, neural
from search.retrieval.request import Probe, Request
from search.store.protocols import Index
from search.types import (
    COUNT_CAP,
    RANK_DEPTH,
    Document,
    Engine,
    Hit,
    Ranking,
    Scored,
    SideRanks,
)


@dataclass(frozen=True, slots=True)
class Side:
    """One engine's order for one query, and what the query looked like to it."""

    engine: Engine
    ids: list[Scored]
    total: int
    embed_ms: float
    search_ms: float
    truncated: bool = False
    no_terms: bool = False

    def ranks(self) -> dict[str, int]:
        """From id to 1-based rank, as deep as ranks on the other side are looked for."""
        return {hit.id: rank for rank, hit in enumerate(self.ids[:RANK_DEPTH], start=1)}


@dataclass(frozen=True, slots=True)
class Sides:
    """Both engines' first 100 for one query in one generation: all that hybrid needs."""

    generation: str
    request: Request
    neural: Side
    keyword: Side


def ask(engine: Engine, index: Index, probe: Probe, request: Request, depth: int) -> Side:
    """One engine's first ``depth`` ids; embedding is timed apart from searching."""
    if engine == "neural":
        vector = probe.neural
        started = time.perf_counter()
        ids = neural.rank(index, vector, depth, request.cities, probe.exclude)
        total = neural.count(index, request.cities)
        if probe.document and (not request.cities or probe.document.city in request.cities):
            total -= 1  # itself
        return Side(engine, ids, total, probe.embed_ms, _since(started), probe.truncated)
    started = time.perf_counter()
    ids, total = keyword.rank(index, probe.keyword, depth, request.cities, probe.exclude)
    return Side(engine, ids, total, 0.0, _since(started), no_terms=not probe.terms)


def ask_both(index: Index, probe: Probe, request: Request) -> Sides:
    """Both engines' first 100, or k if that is more."""
    depth = max(request.k, RANK_DEPTH)
    return Sides(
        index.manifest.generation,
        request,
        ask("neural", index, probe, request, depth),
        ask("keyword", index, probe, request, depth),
    )


def ranking(
    side: Side, documents: dict[str, Document], k: int, other: Side | None = None
) -> Ranking:
    """The side's first ``k`` hits, with their ranks on the other side if there is one."""
    elsewhere = other.ranks() if other else {}
    hits = [
        Hit(documents[id_], rank, score, elsewhere.get(id_))
        for rank, (id_, score) in enumerate(side.ids[:k], start=1)
    ]
    capped = side.engine == "keyword" and side.total > COUNT_CAP
    return Ranking(
        mode=side.engine,
        hits=hits,
        total=COUNT_CAP if capped else side.total,
        total_capped=capped,
        embed_ms=side.embed_ms,
        search_ms=side.search_ms,
        truncated=side.truncated,
        no_terms=side.no_terms,
    )


def fused(both: Sides, weight: float, rrf_k: int) -> list[Scored]:
    """The first k ids of both sides fused."""
    neural_ids, keyword_ids = ([hit.id for hit in side.ids] for side in (both.neural, both.keyword))
    return fusion.fuse(neural_ids, keyword_ids, weight, rrf_k)[: both.request.k]


def fused_ranking(both: Sides, ids: Sequence[Scored], documents: dict[str, Document]) -> Ranking:
    """Fused hits, each with its rank on both sides; ``total`` is the neural side's."""
    left, right = both.neural.ranks(), both.keyword.ranks()
    return Ranking(
        mode="hybrid",
        hits=[
            Hit(documents[id_], rank, score, ranks=SideRanks(left.get(id_), right.get(id_)))
            for rank, (id_, score) in enumerate(ids, start=1)
        ],
        total=both.neural.total,
        total_capped=False,
        embed_ms=both.neural.embed_ms,
        search_ms=both.neural.search_ms + both.keyword.search_ms,
        truncated=both.neural.truncated,
        no_terms=both.keyword.no_terms,
    )


def _since(started: float) -> float:
    return (time.perf_counter() - started) * 1000

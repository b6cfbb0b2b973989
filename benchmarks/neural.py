"""Neural search against the bare engine call and qdrant-client's local mode; encoding."""

import warnings
from collections.abc import Iterator, Sequence
from typing import Any

import qdrant_edge as edge
from qdrant_client import QdrantClient, models

from benchmarks.corpus import SHORT, Corpus
from benchmarks.timing import Result, each, measure, multiple, speed
from search.embedding.sentence_transformer import SentenceTransformerEncoder
from search.filters import Filter
from search.retrieval import neural
from search.store.embedded.index import EdgeIndex
from search.types import CITY, Vector

_K = 10
_BATCH = 1000


def against_engine(corpus: Corpus) -> Iterator[Result]:
    """Top ten with documents, the query's vector given."""
    vectors = corpus.service.encoder.encode(SHORT)
    local = _local_mode(corpus)
    for words, cities in (("", ()), (f", {len(corpus.cities)} cities", corpus.cities)):
        ours = measure(f"neural, vector given{words}", [_ours(corpus, v, cities) for v in vectors])
        bare = measure(f"the bare engine call{words}", [_bare(corpus, v, cities) for v in vectors])
        slow = measure(
            f"qdrant-client's local mode{words}", [_local(local, v, cities) for v in vectors], 3
        )
        yield speed(multiple(ours, bare), slow)
        yield bare
        yield slow
    local.close()


def encoding(corpus: Corpus, original: SentenceTransformerEncoder) -> Iterator[Result]:
    """One query at a time, against the bare ``model.encode``."""
    fresh = iter(range(10**9))
    for name, texts in corpus.queries():
        ours = measure(
            f"encode, {name} query",
            each(lambda text: corpus.service.encoder.encode([f"{text} {next(fresh)}"]), texts),
        )
        bare = measure(
            f"bare model.encode, {name} query",
            each(lambda text: original.model.encode(f"{text} {next(fresh)}"), texts),
        )
        yield speed(ours, bare)
        yield bare


def _ours(corpus: Corpus, vector: Vector, cities: Sequence[str]) -> Any:
    index, wanted = corpus.index, Filter.of({CITY: cities})
    return lambda: index.documents(hit.id for hit in neural.rank(index, vector, _K, wanted))


def _bare(corpus: Corpus, vector: Vector, cities: Sequence[str]) -> Any:
    assert isinstance(corpus.index, EdgeIndex)
    shard = corpus.index._shard
    request = edge.QueryRequest(
        limit=_K,
        query=edge.Query.Nearest(vector.tolist(), using="neural"),
        filter=_edge_filter(cities),
        with_payload=True,
        params=edge.SearchParams(exact=True),
    )
    return lambda: shard.query(request)


def _edge_filter(cities: Sequence[str]) -> Any:
    if not cities:
        return None
    match = edge.MatchAny(list(cities))
    return edge.Filter(must=[edge.FieldCondition(key="city", match=match)])


def _local_mode(corpus: Corpus) -> QdrantClient:
    client = QdrantClient(":memory:")
    client.create_collection(
        "peer", vectors_config=models.VectorParams(size=384, distance=models.Distance.COSINE)
    )
    for start in range(0, len(corpus.documents), _BATCH):
        documents = corpus.documents[start : start + _BATCH]
        vectors = corpus.index.vectors(document.id for document in documents)
        points = [
            models.PointStruct(
                id=d.id,
                vector=vectors[d.id].tolist(),
                payload={"name": d.name, "description": d.description, "city": d.city},
            )
            for d in documents
        ]
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", "Local mode is not recommended", UserWarning)
            client.upsert("peer", points)
    return client


def _local(client: QdrantClient, vector: Vector, cities: Sequence[str]) -> Any:
    match = models.FieldCondition(key="city", match=models.MatchAny(any=list(cities)))
    wanted = models.Filter(must=[match]) if cities else None
    values = vector.tolist()
    return lambda: client.query_points("peer", query=values, limit=_K, query_filter=wanted)

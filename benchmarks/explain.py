"""Explanations against the encoding that they cannot do without; nothing comes from a cache."""

from collections.abc import Callable, Iterator, Sequence

from benchmarks.corpus import SHORT, Corpus
from benchmarks.timing import Result, measure
from search.embedding.token_cache import TokenCache
from search.explanation.explainer import Explainer
from search.service import SearchService
from search.types import Hit

_CARDS = 10


def explanations(corpus: Corpus) -> Iterator[Result]:
    """One card of either side explained, and the words of ten neural cards lit."""
    service = _forgetful(corpus.service)
    compared = [service.compare(q, dataset=corpus.dataset) for q in SHORT]
    hits = [
        (q, hit)
        for q, both in zip(SHORT, compared, strict=True)
        for hit in (*both.neural.hits[::3], *both.keyword.hits[::3])
    ]
    yield from _beyond(
        measure("encode, one card", [_encoding(service, [hit]) for _, hit in hits], 5),
        measure("explain one card", [_explaining(corpus, service, *pair) for pair in hits], 5),
    )
    lists = [(q, both.neural.hits[:_CARDS]) for q, both in zip(SHORT, compared, strict=True)]
    yield from _beyond(
        measure("encode, ten cards", [_encoding(service, some) for _, some in lists]),
        measure("light ten cards", [_lighting(corpus, service, *pair) for pair in lists]),
    )


def _beyond(encode: Result, explain: Result) -> Iterator[Result]:
    yield encode
    yield explain
    yield Result(f"{explain.question} beyond encode", explain.p50 - encode.p50)


def _forgetful(service: SearchService) -> SearchService:
    """The same service without a memory for token embeddings."""
    fresh = SearchService(service.store, service.encoder, service.default_dataset)
    fresh._explainer = Explainer(service.encoder)
    fresh._explainer._tokens = TokenCache(service.encoder, max_bytes=0)
    return fresh


def _encoding(service: SearchService, hits: Sequence[Hit]) -> Callable[[], object]:
    texts = [hit.document.text for hit in hits]
    return lambda: service.encoder.encode(texts)


def _explaining(corpus: Corpus, service: SearchService, q: str, hit: Hit) -> Callable[[], object]:
    return lambda: service.explain(q, hit.document.id, dataset=corpus.dataset)


def _lighting(
    corpus: Corpus, service: SearchService, q: str, hits: Sequence[Hit]
) -> Callable[[], object]:
    ids = [hit.document.id for hit in hits]
    return lambda: service.word_shares(q, ids, dataset=corpus.dataset)

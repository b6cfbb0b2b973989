"""How long a search takes, on a collection of any size, against rank_bm25 on the same tokens."""

from itertools import islice

from rank_bm25 import BM25Okapi

from benchmarks.timing import Result, compared, measure
from search import keyword, neural
from search.service import SearchService
from search.store.base import Index
from search.text import tokenize
from search.types import Document

SHORT = ("wooden furniture shops", "robots for farming", "cancer drug discovery")
_PASTED_CHARACTERS = 1_000
_CITIES = 10


def speed(service: SearchService, dataset: str) -> list[Result]:
    """Keyword, neural and whole comparisons; keyword scores are checked against rank_bm25."""
    index = service.store.open(dataset)
    documents = list(index.scan())
    pasted = _pasted(documents)
    cities = tuple(facet.value for facet in index.cities()[:_CITIES])
    return [
        *_keyword(index, documents, pasted),
        *_neural(service, index, cities),
        *_service(service, dataset, pasted, cities),
    ]


def _keyword(index: Index, documents: list[Document], pasted: list[str]) -> list[Result]:
    peer = BM25Okapi([tokenize(document.text) for document in documents])
    results = []
    for name, texts, rounds in (("short", SHORT, 20), ("pasted", pasted, 20)):
        queries = [tokenize(text) for text in texts]
        _check_scores(index, documents, peer, queries)
        vectors = [index.vocabulary.query(terms) for terms in queries]
        ours = measure(
            f"keyword, {name} query, top 10 with documents",
            [
                lambda v=vector: index.documents(h.id for h in keyword.rank(index, v, 10)[0])
                for vector in vectors
            ],
            rounds,
        )
        theirs = measure(
            f"rank_bm25, {name} query",
            [lambda terms=terms: peer.get_scores(terms).argsort()[-10:] for terms in queries],
            1,
        )
        results += [compared(ours, theirs), theirs]
    return results


def _check_scores(
    index: Index, documents: list[Document], peer: BM25Okapi, queries: list[list[str]]
) -> None:
    place = {document.id: number for number, document in enumerate(documents)}
    for terms in queries:
        expected = peer.get_scores(terms)
        ranked, _ = keyword.rank(index, index.vocabulary.query(terms), 100)
        for id_, score in ranked:
            wanted = expected[place[id_]]
            if abs(score - wanted) > 1e-5 * max(1, abs(wanted)):
                raise AssertionError(f"score {score} instead of {wanted} for {terms}")


def _neural(service: SearchService, index: Index, cities: tuple[str, ...]) -> list[Result]:
    vectors = service.encoder.encode(SHORT)

    def rank(vector: object, filter_: tuple[str, ...]) -> object:
        return index.documents(h.id for h in neural.rank(index, vector, 10, filter_))  # type: ignore[arg-type]

    return [
        measure("neural, without embedding", [lambda v=v: rank(v, ()) for v in vectors], 20),
        measure(
            f"neural, without embedding, {len(cities)} cities",
            [lambda v=v: rank(v, cities) for v in vectors],
            20,
        ),
    ]


def _service(
    service: SearchService, dataset: str, pasted: list[str], cities: tuple[str, ...]
) -> list[Result]:
    fresh = iter(range(10**9))

    def compare(text: str, filter_: tuple[str, ...] = ()) -> object:
        # A new word each time, so that the embedding is not remembered.
        return service.compare(f"{text} {next(fresh)}", cities=filter_, dataset=dataset)

    def embed(text: str) -> object:
        return service.encoder.encode([f"{text} {next(fresh)}"])

    results = []
    for name, texts in (("short", list(SHORT)), ("pasted", pasted)):
        results += [
            measure(f"embed, {name} query", [lambda t=t: embed(t) for t in texts]),
            measure(f"whole comparison, {name} query", [lambda t=t: compare(t) for t in texts]),
        ]
    results.append(
        measure(
            f"whole comparison, short query, {len(cities)} cities",
            [lambda t=t: compare(t, cities) for t in SHORT],
        )
    )
    return results


def _pasted(documents: list[Document]) -> list[str]:
    """Three real descriptions long enough to stand for a pasted one."""
    long = (d.description for d in documents if len(d.description) >= _PASTED_CHARACTERS)
    return [text[:_PASTED_CHARACTERS] for text in islice(long, 3)] or [documents[0].text]

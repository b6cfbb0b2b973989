"""Small builders shared by the tests of ``search``."""

import itertools
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from math import log
from typing import Any
from uuid import NAMESPACE_URL, uuid5

import numpy as np
from hypothesis import Phase
from hypothesis import strategies as st
from rank_bm25 import BM25Okapi

from ingest.documents.rows import to_document
from search.filters import Filter
from search.service import SearchService
from search.store.protocols import Index, Store
from search.text.analyzer import DEFAULT
from search.types import CITY, Document, DocumentTerms, Hit, Scored
from tests.fakes import FakeEncoder, build

WORDS = [f"w{number}" for number in range(8)]
CITIES = ["Berlin", "Paris", None, "Lagos"]
NO_SHRINKING = (Phase.explicit, Phase.generate)
"""For properties whose every example builds an index: a failure should not take minutes."""
_numbers = itertools.count()

texts = st.lists(st.sampled_from(WORDS), max_size=8).map(lambda words: " ".join(words) or "the")
"""Documents of up to 8 words; "the" is a stop word, so such a document has no terms."""
corpora = st.one_of(
    *(st.lists(texts, min_size=size, max_size=size) for size in (1, 2, 3)),
    st.lists(texts, min_size=4, max_size=60),
).filter(lambda corpus: set(corpus) != {"the"})
queries = st.lists(st.sampled_from([*WORDS, "unknown"]), min_size=1, max_size=6).map(" ".join)


def id_of(source_id: str) -> str:
    """The id of the document with this source id."""
    return str(uuid5(NAMESPACE_URL, source_id))


def in_cities(*cities: str) -> Filter:
    """The filter that any of the cities passes; none of them is no filter."""
    return Filter.of({CITY: cities})


def rows_of(corpus: Iterable[str]) -> list[dict[str, Any]]:
    """One row a text, with every fourth document in Berlin, Paris, nowhere and Lagos."""
    return [
        {"id": str(number), "name": text, "city": CITIES[number % 4]}
        for number, text in enumerate(corpus)
    ]


def serve(store: Store, rows: Iterable[Mapping[str, Any]], dataset: str = "sample") -> Any:
    """Builds the rows with the fake encoder and returns a service over them."""
    encoder = FakeEncoder()
    build(store, rows, dataset, encoder)
    return SearchService(store, encoder, dataset)


def opened(store: Store, rows: Iterable[Mapping[str, Any]]) -> Index:
    """The rows in a dataset of their own, open for reading."""
    dataset = f"set-{next(_numbers)}"
    build(store, rows, dataset)
    return store.open(dataset)


def counted(terms: Sequence[str]) -> DocumentTerms:
    """A document of words without other spellings."""
    return DocumentTerms(Counter(terms), len(terms))


class LuceneBM25(BM25Okapi):  # type: ignore[misc]  # rank_bm25 is untyped
    """rank_bm25 itself, with Lucene's IDF."""

    def _calc_idf(self, nd: dict[str, int]) -> None:
        documents = self.corpus_size
        self.idf = {term: log(1 + (documents - n + 0.5) / (n + 0.5)) for term, n in nd.items()}


def bm25_scores(rows: Sequence[Mapping[str, Any]], query: str) -> dict[str, float]:
    """What rank_bm25 gives, with Lucene's IDF, to each document that shares a term with the query.

    The texts have no stop words and no words with other spellings.
    """
    documents = [to_document(row) for row in rows]
    terms = [DEFAULT.tokenize(document.text) for document in documents]
    model, scores = LuceneBM25(terms), np.zeros(len(terms))
    for term, weight in DEFAULT.query(query).items():
        scores += weight * model.get_scores([term])
    return {
        document.id: float(score)
        for document, own, score in zip(documents, terms, scores, strict=True)
        if set(own) & set(DEFAULT.query(query))
    }


def names(hits: Iterable[Hit]) -> list[str]:
    """The hits' names in order."""
    return [hit.document.name for hit in hits]


def ids(hits: Iterable[Hit]) -> list[str]:
    """The hits' ids in order."""
    return [hit.document.id for hit in hits]


def in_order(ranked: Sequence[Scored]) -> bool:
    """Whether hits stand by descending score, equal scores by id."""
    return list(ranked) == sorted(ranked, key=lambda hit: (-hit.score, hit.id))


def hits_of(*ids_: str, other: Mapping[str, int] | None = None) -> list[Hit]:
    """Hits named like their ids, in the given order."""
    return [
        Hit(Document(id_, id_, id_.upper(), ""), rank, 1.0 / rank, (other or {}).get(id_))
        for rank, id_ in enumerate(ids_, start=1)
    ]

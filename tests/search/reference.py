"""Every number of an explanation made again from raw vectors and counts, the plain way."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import combinations
from math import log
from typing import Any

import numpy as np

from search.export.schema import document_json
from search.service import SearchService
from search.text.analyzer import tokenize
from search.types import Document

Json = dict[str, Any]
_WORD = re.compile(r"\w+")


class ReferenceIndex:
    """A dataset of words between spaces, as its documents, vectors and counts.

    Stop words are counted but add nothing to a document's length. No word has another spelling.
    """

    def __init__(self, service: SearchService) -> None:
        index = service.store.open(service.default_dataset)
        self.encoder = service.encoder
        self.documents = {document.id: document for document in index.scan()}
        self.vectors = index.vectors(self.documents)
        index.close()
        self.counts = {id_: Counter(all_terms(each.text)) for id_, each in self.documents.items()}
        self.lengths = {id_: len(tokenize(each.text)) for id_, each in self.documents.items()}
        self.average_length = sum(self.lengths.values()) / len(self.lengths)
        self.frequencies = Counter(term for counts in self.counts.values() for term in counts)

    def idf(self, term: str) -> float:
        """Lucene's: ln(1 + (N - n + 0.5) / (n + 0.5))."""
        n = self.frequencies[term]
        return log(1 + (len(self.documents) - n + 0.5) / (n + 0.5))

    def length_factor(self, length: int) -> float:
        """k1 · (1 - b + b · length / average length)."""
        return 1.5 * (1 - 0.75 + 0.75 * length / self.average_length)

    def score(self, query: Counter[str], counts: Counter[str], length: int) -> float:
        """BM25 of a document, in the collection or not."""
        factor = self.length_factor(length)
        return sum(
            weight * self.idf(term) * counts[term] * 2.5 / (counts[term] + factor)
            for term, weight in query.items()
            if counts[term]
        )

    def question(self, q: str, like: str | None) -> tuple[str, Any]:
        """Its text and its vector."""
        if like:
            return self.documents[like].text, self.vectors[like]
        return q, self.encoder.encode([q])[0]

    def passing(self, cities: Sequence[str], like: str | None) -> set[str]:
        """Ids that may be listed."""
        return {
            id_
            for id_, document in self.documents.items()
            if (not cities or document.city in cities) and id_ != like
        }

    def neural(self, vector: Any) -> dict[str, float]:
        """Every document's cosine."""
        return {id_: float(np.dot(its, vector)) for id_, its in self.vectors.items()}

    def keyword(self, text: str) -> dict[str, float]:
        """The BM25 score of every document that shares a term with the text."""
        query = query_weights(text)
        return {
            id_: self.score(query, counts, self.lengths[id_])
            for id_, counts in self.counts.items()
            if counts.keys() & query.keys()
        }


def all_terms(text: str) -> list[str]:
    """The term of each word; a stop word is its own."""
    return [(tokenize(word) or [word.casefold()])[0] for word in _WORD.findall(text)]


def query_weights(text: str) -> Counter[str]:
    """What is searched for, and how often; stop words only where there is nothing else."""
    return Counter(tokenize(text) or all_terms(text))


def order(scores: Mapping[str, float], passing: set[str]) -> list[str]:
    """Ids by (-score, id); what is nearer than noise is a tie."""
    return sorted(passing & set(scores), key=lambda id_: (-round(scores[id_], 5), id_))


def standing(ordered: Sequence[str], scores: Mapping[str, float], id_: str, k: int) -> Json:
    """A StandingJson."""
    return {
        "rank": ordered.index(id_) + 1 if id_ in ordered else None,
        "of": len(ordered),
        "of_capped": False,
        "score": scores.get(id_, 0.0),
        "cutoff": scores[ordered[k - 1]] if len(ordered) >= k else None,
    }


def query_words(index: ReferenceIndex, text: str) -> list[Json]:
    """The QueryWordJson of every different word."""
    words: dict[str, Json] = {}
    searched = query_weights(text)
    for found in _WORD.finditer(text):
        [term] = all_terms(found[0])
        term = term if term in searched else ""
        words.setdefault(
            found[0].casefold(),
            {
                "word": found[0],
                "start": found.start(),
                "end": found.end(),
                "term": term,
                "documents": index.frequencies[term],
                "within": None,
            },
        )
    return list(words.values())


def neural_json(index: ReferenceIndex, document: Document, vector: Any) -> Json:
    """The parts of a NeuralJson."""
    text = document.text
    [(states, spans)] = index.encoder.token_embeddings([text]) or []
    mean = states.astype(float).mean(axis=0)
    shares = states.astype(float) @ vector / (len(states) * np.linalg.norm(mean))
    pairs = [(start, end, share) for (start, end), share in zip(spans, shares, strict=True)]

    def quoted(start: int, end: int) -> Json:
        total = sum((share for at, to, share in pairs if start <= at < to <= end), 0.0)
        return {"start": start, "end": end, "share": total, "text": text[start:end]}

    read = max(end for _, end, _ in pairs)
    words = [quoted(*each.span()) for each in re.finditer(r"\S+", text) if each.start() < read]
    said = [quoted(*each) for each in _sentences(text) if each[0] < read]
    return {
        "additive": True,
        "problem": "",
        "words": words,
        "marks": sum((share for start, end, share in pairs if start == end), 0.0),
        "sentences": said,
        "strongest": max(said, key=lambda each: each["share"], default=None),
        "closest": None,
        "read": read,
        "truncated": len(text.split()) > 8,
    }


def _sentences(text: str) -> list[tuple[int, int]]:
    """Lines, cut behind each full stop, without the space around them."""
    return [found.span() for found in re.finditer(r"[^\s.][^.\n]*\.?", text)]


def keyword_json(index: ReferenceIndex, document: Document, text: str) -> Json:
    """Terms, missing words and the places of a KeywordJson."""
    own = index.counts[document.id]
    length_factor = index.length_factor(index.lengths[document.id])
    terms = []
    for term, n in query_weights(text).items():
        if own[term]:
            idf = index.idf(term)
            impact = idf * own[term] * 2.5 / (own[term] + length_factor)
            terms.append(
                {
                    "term": term,
                    "query_weight": n,
                    "count": own[term],
                    "document_frequency": index.frequencies[term],
                    "idf": idf,
                    "length_factor": length_factor,
                    "impact": impact,
                    "score": n * impact,
                    "places": _places(document.text, term),
                }
            )
    words = query_words(index, text)
    missing = [word for word in words if word["documents"] and not own[word["term"]]]
    return {
        "terms": terms,
        "missing": missing,
        "length": index.lengths[document.id],
        "average_length": index.average_length,
        "documents": len(index.documents),
        "k1": 1.5,
        "b": 0.75,
    }


def _places(text: str, term: str) -> list[list[int]]:
    return [[*each.span()] for each in _WORD.finditer(text) if all_terms(each[0]) == [term]]


def needed(index: ReferenceIndex, text: str, id_: str, cutoff: float) -> Json | None:
    """The smallest set of missing terms that beats ``cutoff``, of all sets; the best of those."""
    terms, own = query_weights(text), index.counts[id_]
    lacks = [term for term in terms if index.frequencies[term] and not own[term]]
    for size in range(1, len(lacks) + 1):
        longer = index.lengths[id_] + (size if tokenize(text) else 0)
        scored = [
            (index.score(terms, own + Counter(added), longer), added)
            for added in combinations(lacks, size)
        ]
        score, added = max(scored, key=lambda pair: pair[0])
        if score > cutoff + 1e-5:
            by_weight = sorted(added, key=lambda term: -terms[term] * index.idf(term))
            return {"terms": by_weight, "score": score}
    return None


def hybrid_json(
    neural: Sequence[str], keyword: Sequence[str], id_: str, weight: float, rrf_k: int
) -> Json:
    """A HybridJson from both orders."""
    sides = [("neural", neural[:100], weight), ("keyword", keyword[:100], 1 - weight)]

    def parts(of: str) -> list[Json]:
        return [
            {
                "engine": engine,
                "rank": ids.index(of) + 1,
                "weight": share,
                "reciprocal": 1 / (rrf_k + ids.index(of) + 1),
                "score": share / (rrf_k + ids.index(of) + 1),
            }
            for engine, ids, share in sides
            if share and of in ids
        ]

    scores = {of: sum((each["score"] for each in parts(of)), 0.0) for of in {*neural, *keyword}}
    listed = [of for of in scores if parts(of)]
    ordered = sorted(listed, key=lambda of: (-round(scores[of], 12), of))
    return {
        "rank": ordered.index(id_) + 1 if id_ in ordered else None,
        "score": scores.get(id_, 0.0),
        "rrf_k": rrf_k,
        "parts": parts(id_),
    }


def explanation(
    index: ReferenceIndex,
    q: str,
    id_: str,
    like: str | None = None,
    city: Sequence[str] = (),
    k: int = 10,
    weight: float = 0.5,
    rrf_k: int = 60,
) -> Json:
    """An ExplanationJson without its summary."""
    document, (text, vector) = index.documents[id_], index.question(q, like)
    passing = index.passing(city, like)
    cosines, points = index.neural(vector), index.keyword(text)
    left, right = order(cosines, passing), order(points, passing)
    stands = standing(right, points, id_, k)
    enough = -np.inf if stands["cutoff"] is None else stands["cutoff"]
    beyond = id_ in passing and (stands["rank"] or k + 1) > k
    return {
        "document": document_json(document),
        "text": document.text,
        "k": k,
        "listed": id_ in passing,
        "words": query_words(index, text),
        "neural": {**standing(left, cosines, id_, k), **neural_json(index, document, vector)},
        "keyword": {
            **stands,
            **keyword_json(index, document, text),
            "needed": needed(index, text, id_, enough) if beyond else None,
        },
        "hybrid": hybrid_json(left, right, id_, weight, rrf_k),
    }


def assert_same(found: Any, expected: Any, where: str = "") -> None:
    """Equal, numbers within 1e-5, or that share of them beyond 1."""
    if isinstance(expected, dict):
        assert set(found) == set(expected), where
        for name, value in expected.items():
            assert_same(found[name], value, f"{where}.{name}")
    elif isinstance(expected, list):
        assert len(found) == len(expected), where
        for number, pair in enumerate(zip(found, expected, strict=True)):
            assert_same(*pair, f"{where}[{number}]")
    elif isinstance(expected, float):
        assert abs(found - expected) <= 1e-5 * max(1, abs(expected)), (where, found, expected)
    else:
        assert found == expected, where

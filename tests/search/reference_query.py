"""Every number about a query made again from raw vectors and counts, the plain way."""

import re
from collections import Counter
from collections.abc import Sequence
from statistics import median
from typing import Any

from search.text.analyzer import tokenize
from tests.search.reference import Raw, neural_json, order, query_words, rescored

Json = dict[str, Any]
_WORD = re.compile(r"\w+")


def words(raw: Raw, q: str, ids: Sequence[str], like: str | None = None) -> Json:
    """A WordsJson."""
    _, vector = raw.question(q, like)
    cosines = raw.neural(vector)
    documents = []
    for id_ in ids:
        shares = neural_json(raw, raw.documents[id_], vector)["words"]
        for share in shares:
            del share["text"]
        documents.append({"id": id_, "score": cosines[id_], "words": shares})
    return {"additive": True, "documents": documents}


def edits(one: str, other: str) -> int:
    """Letters added, lost, changed or swapped with the next: optimal string alignment."""
    rows = [list(range(len(other) + 1))]
    for i, char in enumerate(one, start=1):
        row = [i]
        for j, its in enumerate(other, start=1):
            ways = [rows[-1][j] + 1, row[-1] + 1, rows[-1][j - 1] + (char != its)]
            if i > 1 and j > 1 and (char, one[i - 2]) == (other[j - 2], its):
                ways.append(rows[-2][j - 2] + 1)
            row.append(min(ways))
        rows.append(row)
    return rows[-1][-1]


def near_terms(raw: Raw, term: str) -> list[str]:
    """The three nearest of all terms, the more frequent and then the alphabetically first."""
    most = 0 if len(term) <= 2 else 1 if len(term) <= 5 else 2
    ranked = sorted(
        (edits(term, other), -n, other) for other, n in raw.frequencies.items() if other != term
    )
    return [other for distance, _, other in ranked if distance <= most][:3]


def written(raw: Raw, term: str) -> str:
    """The spelling that the five documents with the most points for a term have most often."""
    points = {id_: rescored(raw, Counter([term]), own) for id_, own in raw.terms.items()}
    matching = {id_ for id_, own in raw.terms.items() if term in own}
    spelled = Counter(
        found[0].lower()
        for id_ in sorted(order(points, matching)[:5])
        for found in _WORD.finditer(raw.documents[id_].text)
        if tokenize(found[0]) == [term]
    )
    return spelled.most_common(1)[0][0]


def query_explanation(
    raw: Raw, unrelated: Sequence[str], q: str, like: str | None = None, city: Sequence[str] = ()
) -> Json:
    """A QueryExplanationJson without its summary, given the unrelated queries."""
    text, vector = raw.question(q, like)
    words = query_words(raw, text)
    for word in words:
        if word["term"] and not word["documents"]:
            word["near"] = [
                {"word": written(raw, near), "term": near, "documents": raw.frequencies[near]}
                for near in near_terms(raw, word["term"])
            ]
    return {
        "words": words,
        "truncated": len(text.split()) > 8,
        "reference": reference(raw, unrelated, vector, city, like),
    }


def reference(
    raw: Raw, unrelated: Sequence[str], vector: Any, city: Sequence[str], like: str | None
) -> Json | None:
    """A ReferenceJson; None where nothing passes the filter."""
    passing = raw.passing(city, like)
    if not passing:
        return None
    best = max(raw.neural(vector)[id_] for id_ in passing)
    theirs = [
        max(cosine for id_, cosine in raw.neural(other).items() if id_ in raw.passing(city, None))
        for other in raw.encoder.encode(unrelated)
    ]
    typical = float(median(theirs))
    return {
        "best": best,
        "typical": typical,
        "unrelated": sorted(theirs, reverse=True),
        "as_good": sum(score >= best - 1e-6 for score in theirs),
        "no_better": best <= typical + 1e-6,
    }

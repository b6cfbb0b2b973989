"""Every number about a query made again from raw vectors and counts, the plain way."""

import re
from collections.abc import Sequence
from statistics import median
from typing import Any

from tests.search.reference import ReferenceIndex, neural_json, query_words

Json = dict[str, Any]
_WORD = re.compile(r"\w+")


def words(index: ReferenceIndex, q: str, ids: Sequence[str], like: str | None = None) -> Json:
    """A WordsJson."""
    _, vector = index.question(q, like)
    cosines = index.neural(vector)
    documents = []
    for id_ in ids:
        shares = neural_json(index, index.documents[id_], vector)["words"]
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


def query_explanation(
    index: ReferenceIndex,
    unrelated: Sequence[str],
    q: str,
    like: str | None = None,
    city: Sequence[str] = (),
) -> Json:
    """A QueryExplanationJson without its summary, given the unrelated queries."""
    text, vector = index.question(q, like)
    words = query_words(index, text)
    for word in words:
        if city and word["documents"]:
            passing = index.passing(city, None)
            word["within"] = sum(index.counts[id_][word["term"]] > 0 for id_ in passing)
    return {
        "words": words,
        "truncated": len(text.split()) > 8,
        "reference": reference(index, unrelated, text, vector, city, like),
    }


def reference(
    index: ReferenceIndex,
    unrelated: Sequence[str],
    text: str,
    vector: Any,
    city: Sequence[str],
    like: str | None,
) -> Json | None:
    """A ReferenceJson; None where nothing passes the filter."""
    passing = index.passing(city, like)
    if not passing:
        return None
    cosines = index.neural(vector)
    nearest = max(passing, key=lambda id_: cosines[id_])
    best = cosines[nearest]
    theirs = [
        max(
            cosine
            for id_, cosine in index.neural(other).items()
            if id_ in index.passing(city, None)
        )
        for other in index.encoder.encode(unrelated)
    ]
    typical = float(median(theirs))
    return {
        "best": best,
        "typical": typical,
        "unrelated": sorted(theirs, reverse=True),
        "as_good": sum(score >= best - 1e-6 for score in theirs),
        "no_better": best <= sorted(theirs)[len(theirs) // 4]
        and nearest not in index.keyword(text),
    }

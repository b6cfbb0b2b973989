"""TREC run files, as trec_eval reads them and everything that reads like it.

A line is ``qid Q0 docno rank score tag``. Evaluators ignore the rank and sort by score, and
trec_eval keeps scores as 32-bit floats and orders equal ones by docno (usnistgov/trec_eval,
trec_format.h). So each score is written as a 32-bit float, and one that is not below the score
before it as the next smaller such number: the order is the ranking's own, ties included, and
a score moves by no more than a tie needs. Real scores are in the other formats.
"""

import hashlib
import re
from collections.abc import Iterable
from urllib.parse import quote, unquote

import numpy as np

from search.types import Ranking

_UNFIT = re.compile(r"[\s%#\x00-\x1f\x7f]")
_LONGEST_QID = 100
_LEAST = np.float32(-np.inf)


def run(qid: str, ranking: Ranking) -> str:
    """The ranking as a run of one query; the tag is its engine, docnos are source ids."""
    scores = decreasing(hit.score for hit in ranking.hits)
    return "".join(
        f"{qid} Q0 {word(hit.document.source_id)} {hit.rank} {score} {ranking.mode}\n"
        for hit, score in zip(ranking.hits, scores, strict=True)
    )


def query_id(text: str) -> str:
    """A short text as ``word``, a pasted description by the beginning of its sha256.

    >>> query_id("rent a scooter")
    'rent%20a%20scooter'
    >>> query_id("Sofas and beds, delivered by post. " * 5)
    'text-b215ccbedb8d5a18'
    """
    known = word(text)
    if len(known) <= _LONGEST_QID:
        return known
    return f"text-{hashlib.sha256(text.encode()).hexdigest()[:16]}"


def word(text: str) -> str:
    """The text without what ends a word or, for trec_eval, begins a comment: those as %XX.

    ``plain`` gives the text back.

    >>> word("10% off #1")
    '10%25%20off%20%231'
    >>> word("東京 電力")
    '東京%20電力'
    """
    return _UNFIT.sub(lambda found: quote(found[0], safe=""), text)


def plain(word: str) -> str:
    """The inverse of ``word``.

    >>> plain("10%25%20off%20%231")
    '10% off #1'
    """
    return unquote(word)


def decreasing(scores: Iterable[float]) -> list[str]:
    """Descending scores as the shortest texts of 32-bit floats, each below the one before.

    >>> decreasing([0.75, 0.5, 0.5, 0.25])
    ['0.75', '0.5', '0.49999997', '0.25']
    """
    texts: list[str] = []
    last = np.float32(np.inf)
    for score in scores:
        last = min(np.float32(score), np.nextafter(last, _LEAST))
        texts.append(str(last))
    return texts

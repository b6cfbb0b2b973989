"""One explanation made by hand, from which tests of sentences and labels vary one thing."""

from dataclasses import replace
from typing import Any

from search.explanation.attribution import Share, TextShare, with_text
from search.explanation.formulas import KeywordPart, hybrid_parts
from search.explanation.model import (
    Explanation,
    HybridExplanation,
    KeywordExplanation,
    NeuralExplanation,
)
from search.explanation.query_words import QueryWord
from search.types import Document, SideRanks

TEXT = Document("id", "s", "Oakery", "Oak chairs! “Fine” tables. We ship.")
LISTED: Any = {"rank": 2, "of": 50, "of_capped": False, "score": 0.51234, "cutoff": 0.4}
OPAQUE = NeuralExplanation(**LISTED, additive=False, problem="No split.", truncated=False)
NOT_FOUND: Any = {"rank": None, "of": 40, "score": 0.0, "cutoff": 3.0, "terms": []}
QUERY = [
    QueryWord("Chairs", 0, 6, "chair", 3),
    QueryWord("of", 7, 9, "", 0),
    QueryWord("oaks", 10, 14, "oak", 1),
]
CHAIR = KeywordPart("chair", 1, 1, 3, 1.0, 1.5, 1.25, 1.25, [(11, 17)])
OAK = KeywordPart("oak", 2, 2, 1, 2.0, 1.5, 1.42857, 2.85714, [(0, 6), (7, 10)])
SENTENCES = [
    with_text(share, TEXT.text)
    for share in (Share(0, 6, 0.1), Share(7, 18, 0.3), Share(19, 33, 0.2), Share(34, 42, -0.1))
]


def shares(document: Document, **by_word: float) -> list[TextShare]:
    """Words of a document where they first stand, with a share each."""
    places = [(document.text.index(word), word, share) for word, share in by_word.items()]
    return [TextShare(start, start + len(word), share, word) for start, word, share in places]


def hybrid(
    neural: int | None, keyword: int | None, rank: int | None, weight: float = 0.5
) -> HybridExplanation:
    """Both engines' ranks fused."""
    parts = hybrid_parts(SideRanks(neural, keyword), weight, 60)
    return HybridExplanation(rank, sum(part.score for part in parts), 60, parts, weight)


FOUND = Explanation(
    document=TEXT,
    text=TEXT.text,
    k=10,
    listed=True,
    summary="",
    words=QUERY,
    neural=NeuralExplanation(
        **LISTED,
        additive=True,
        words=shares(TEXT, Oakery=0.1, chairs=0.3, Fine=0.2, ship=-0.1),
        marks=0.01234,
        sentences=SENTENCES,
        strongest=SENTENCES[1],
        read=42,
        truncated=False,
    ),
    keyword=KeywordExplanation(
        rank=1,
        of=3,
        of_capped=False,
        score=1.25 + 2.85714,
        cutoff=None,
        terms=[CHAIR, OAK],
        missing=[],
        needed=None,
        length=4,
        average_length=5.0,
        documents=50,
        k1=1.5,
        b=0.75,
    ),
    hybrid=hybrid(2, 1, 1),
)


def with_neural(**changes: Any) -> Explanation:
    """FOUND with another neural side."""
    return replace(FOUND, neural=replace(FOUND.neural, **changes))


def with_keyword(**changes: Any) -> Explanation:
    """FOUND with another full-text side."""
    return replace(FOUND, keyword=replace(FOUND.keyword, **changes))


def not_listed(**changes: Any) -> Explanation:
    """FOUND where the lists may not contain it."""
    return replace(
        FOUND,
        listed=False,
        neural=replace(FOUND.neural, rank=None),
        keyword=replace(FOUND.keyword, rank=None, of=0),
        hybrid=hybrid(None, None, None),
        **changes,
    )

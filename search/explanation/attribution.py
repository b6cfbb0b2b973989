"""A neural score attributed to the words and to the sentences of a text.

Spans are [start, end) in characters of ``Document.text``. Shares are parts of a cosine, so they
may be negative; their formula is ``formulas.token_shares``.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Annotated
from unicodedata import category

from pydantic import Field

from search.explanation.formulas import token_shares
from search.text.segmentation import runs
from search.text.sentences import sentences
from search.types import Document, TokenEmbeddings, Vector


@dataclass(frozen=True, slots=True)
class Share:
    """A part of the document's text and what it contributes to the cosine; may be negative."""

    start: Annotated[int, Field(description="first character")]
    end: Annotated[int, Field(description="the character after the last one")]
    share: Annotated[float, Field(description="part of the cosine")]


@dataclass(frozen=True, slots=True)
class TextShare(Share):
    """A share together with the text it stands for."""

    text: Annotated[str, Field(description="the characters from start to end")]


@dataclass(frozen=True, slots=True)
class NeuralParts:
    """A cosine in parts: words and ``marks`` sum to it, and so do sentences and ``marks``.

    ``marks`` is the share of the word pieces that belong to no word (the model's begin and end
    tokens). The model reads the text up to ``read`` characters; words after that are not listed.
    """

    words: list[Share]
    marks: float
    sentences: list[Share]
    read: int

    @property
    def score(self) -> float:
        """The sum of all parts: the cosine, in [-1, 1]."""
        return sum(word.share for word in self.words) + self.marks

    @property
    def strongest(self) -> Share | None:
        """The sentence with the largest share; None for a text without words."""
        return max(self.sentences, key=lambda sentence: sentence.share, default=None)


def neural_parts(query: Vector, document: Document, tokens: TokenEmbeddings) -> NeuralParts:
    """The cosine between a query and a document in parts.

    ``query`` has shape (dimension,) and unit length; ``tokens`` holds the document's token
    embeddings, shape (pieces, dimension), and the span of each piece.
    """
    shares = token_shares(query, tokens)
    placed = [
        (end - 1, start, float(share))
        for (start, end), share in zip(tokens.spans, shares, strict=True)
        if start < end
    ]
    read = max((place + 1 for place, _, _ in placed), default=0)
    words = _words(document.text, read, {start for _, start, _ in placed})
    units = [(place, share) for place, _, share in placed] if words else []
    return NeuralParts(
        words=_summed(words, units),
        marks=float(shares.sum()) - sum(share for _, share in units),
        sentences=_summed(_begun(sentences(document), read), units),
        read=read,
    )


def with_text(share: Share, text: str) -> TextShare:
    """A share of ``text`` together with its characters."""
    return TextShare(share.start, share.end, share.share, text[share.start : share.end])


def bare(word: str) -> str:
    """A word without the punctuation around it; empty if there is nothing else."""
    inside = [at for at, char in enumerate(word) if category(char)[0] in "LNM"]
    return word[inside[0] : inside[-1] + 1] if any(map(str.isalnum, word)) else ""


def _words(text: str, read: int, starts: set[int]) -> list[tuple[int, int]]:
    """Words up to ``read``: separated by spaces, or in scripts without spaces by word pieces."""
    spans: list[tuple[int, int]] = []
    for start, end, unspaced in runs(text):
        if start >= read:
            break
        cuts = [start, end]
        if unspaced:
            cuts[1:1] = [at for at in range(start + 1, end) if at in starts]
        spans += pairwise(cuts)
    return _begun(spans, read)


def _begun(spans: Sequence[tuple[int, int]], read: int) -> list[tuple[int, int]]:
    return [(start, end) for start, end in spans if start < read]


def _summed(spans: Sequence[tuple[int, int]], units: Sequence[tuple[int, float]]) -> list[Share]:
    """Each span with the shares inside it; a share between two spans counts for the first."""
    starts = [start for start, _ in spans]
    sums = [0.0] * len(spans)
    for place, share in units:
        sums[max(0, bisect_right(starts, place) - 1)] += share
    return [Share(*span, total) for span, total in zip(spans, sums, strict=True)]

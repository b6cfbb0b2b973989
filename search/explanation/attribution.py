"""Word pieces put together again: a neural score's shares by word and by sentence."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from unicodedata import category

from search.explanation.formulas import token_shares
from search.text.segmentation import runs
from search.text.sentences import sentences
from search.types import Document, TokenEmbeddings, Vector


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a text, [start, end) in characters, and what it brings to the cosine."""

    start: int
    end: int
    share: float


@dataclass(frozen=True, slots=True)
class NeuralParts:
    """A cosine taken apart: the words' shares and ``marks`` sum to it, and so do the sentences'.

    ``marks`` is the share of the pieces that stand for no word (the model's marks of beginning
    and end). The model reads the text up to ``read``; words behind that are not listed.
    """

    words: list[Share]
    marks: float
    sentences: list[Share]
    read: int

    @property
    def score(self) -> float:
        """The sum of all parts."""
        return sum(word.share for word in self.words) + self.marks

    @property
    def strongest(self) -> Share | None:
        """The sentence that brings most; None in a text without words."""
        return max(self.sentences, key=lambda sentence: sentence.share, default=None)


def neural_parts(query: Vector, document: Document, tokens: TokenEmbeddings) -> NeuralParts:
    """The cosine between ``query`` (unit length) and a document by words and by sentences."""
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


def bare(word: str) -> str:
    """A word without the punctuation around it; empty when it is nothing else."""
    inside = [at for at, char in enumerate(word) if category(char)[0] in "LNM"]
    return word[inside[0] : inside[-1] + 1] if any(map(str.isalnum, word)) else ""


def _words(text: str, read: int, starts: set[int]) -> list[tuple[int, int]]:
    """Words up to ``read``: between spaces, or without spaces as the model cuts them."""
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
    """Each span with the shares of what stands in it; what stands between two joins the first."""
    starts = [start for start, _ in spans]
    sums = [0.0] * len(spans)
    for place, share in units:
        sums[max(0, bisect_right(starts, place) - 1)] += share
    return [Share(*span, total) for span, total in zip(spans, sums, strict=True)]

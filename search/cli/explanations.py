"""Explanations as lines of text, for the terminal."""

from textwrap import wrap

from search.explanation.attribution import NeuralParts, Share, bare
from search.explanation.model import Explanation, QueryExplanation

_WIDTH = 100
_INDENT = " " * 15
_MOST_WORDS = 8


def query_lines(found: QueryExplanation) -> list[str]:
    """How the query was read."""
    return [line for sentence in found.summary for line in _wrapped(sentence)]


def document_lines(found: Explanation) -> list[str]:
    """Why a document is where it is, and both scores in their parts."""
    lines = _wrapped(found.summary)
    parts = found.neural.parts
    if parts:
        lines += _wrapped(_neural(parts, found.document.text), " " * 11)
    lines += [
        f"full-text  {part.score:.4f} {part.term}: {part.query_weight:g} × {part.impact:.4f} "
        f"(idf {part.idf:.4f}, {part.count} here, length factor {part.length_factor:.4f})"
        for part in found.keyword.parts
    ]
    lines += [
        f"hybrid     {part.score:.4f} {part.engine}: {part.weight:.2f} / "
        f"({found.hybrid.rrf_k} + {part.rank})"
        for part in found.hybrid.parts
    ]
    return [_INDENT + line for line in lines]


def _wrapped(text: str, indent: str = "") -> list[str]:
    return wrap(
        text,
        _WIDTH,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _neural(parts: NeuralParts, text: str) -> str:
    ordered = sorted(parts.words, key=lambda word: -word.share)
    shown, others = ordered[:_MOST_WORDS], ordered[_MOST_WORDS:]
    words = ", ".join(_word(word, text) for word in shown)
    rest = sum(word.share for word in others)
    return (
        f"neural     {words}, {len(others)} other words {rest:.4f}, "
        f"the model's marks {parts.marks:.4f} = {parts.score:.4f}"
    )


def _word(word: Share, text: str) -> str:
    written = text[word.start : word.end]
    return f"{bare(written) or written} {word.share:.4f}"

"""Explanations as lines of text, for the terminal."""

from textwrap import wrap

from search.explanation.attribution import TextShare, bare
from search.explanation.model import Explanation, NeuralExplanation, QueryExplanation
from search.labels import number

_WIDTH = 100
_INDENT = " " * 15
_MOST_WORDS = 8
_DECIMALS = 4
"""For scores of every engine: here they are read to be added up."""


def query_lines(found: QueryExplanation) -> list[str]:
    """How the query was read."""
    return [line for sentence in found.summary for line in _wrapped(sentence)]


def document_lines(found: Explanation) -> list[str]:
    """Why a document ranks where it does, and its scores in their parts."""
    lines = _wrapped(found.summary)
    if found.neural.additive:
        lines += _wrapped(_neural(found.neural), " " * 11)
    lines += [
        f"full-text  {_score(part.score)} {part.term}: "
        f"{part.query_weight:g} × {_score(part.impact)} "
        f"(idf {_score(part.idf)}, {part.count} here, length factor {_score(part.length_factor)})"
        for part in found.keyword.terms
    ]
    lines += [
        f"hybrid     {_score(part.score)} {part.engine}: {part.weight:.2f} / "
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


def _neural(neural: NeuralExplanation) -> str:
    ordered = sorted(neural.words, key=lambda word: -word.share)
    shown, others = ordered[:_MOST_WORDS], ordered[_MOST_WORDS:]
    words = ", ".join(map(_word, shown))
    rest = sum(word.share for word in others)
    return (
        f"neural     {words}, {len(others)} other words {_score(rest)}, "
        f"begin and end marks {_score(neural.marks)} = {_score(neural.score)}"
    )


def _word(word: TextShare) -> str:
    return f"{bare(word.text) or word.text} {_score(word.share)}"


def _score(value: float) -> str:
    return number(value, _DECIMALS)

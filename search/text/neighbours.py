"""Words that stand apart and may be written as one: wi fi, 500 ml, 3 000.

A query joins each two neighbouring words at NEIGHBOUR_WEIGHT. A document joins only what people
do write apart: very short words and their neighbour, a number and its unit, groups of thousands;
all pairs would double the vocabulary. Lucene: ShingleFilter without separator.
"""

from collections.abc import Iterator, Sequence
from itertools import islice, pairwise
from typing import NamedTuple

import regex

from search.text.forms import joins

NEIGHBOUR_WEIGHT = 0.25
"""What two words of a query count as one, beside 1 for each."""
_COMMON = frozenset(
    "a all am an and any are as at be but by can did do for get go got had has he her him his how "
    "i if in is it its let may me my new no nor not now of off old on one or our out own per put "
    "see she so the to too two us use via was way we who why with yet you your".split()
)
"""Short English words that are parts of sentences, hardly ever of a compound."""
_SHORT, _UNIT = 2, 4
"""Letters: of one part of a parted word; of a unit behind a number."""
_GROUP = 3
"""Digits of a group of thousands."""
_NUMBER = regex.compile(r"\d+(?:\.\d+)?")


class Word(NamedTuple):
    """A plain word at [start, end); "" for anything that is joined with nothing."""

    word: str
    start: int
    end: int


class Edges(NamedTuple):
    """What stands first and last between two blanks, without signs between it and the blank.

    ``alone`` where both are the same word.
    """

    first: Word
    last: Word
    alone: bool


def thousands(chunks: Sequence[Edges]) -> Iterator[Word]:
    """Numbers written in groups: 3 000, 1 000 000 (ISO 80000-1)."""
    done = 0
    for at, chunk in enumerate(chunks):
        if at < done or not chunk.last.word.isdigit() or len(chunk.last.word) > _GROUP:
            continue
        words = [chunk.last, *_groups(chunks, at + 1)]
        if len(words) > 1:
            yield Word("".join(word.word for word in words), words[0].start, words[-1].end)
        done = at + len(words)


def pairs(chunks: Sequence[Edges], *, every: bool) -> Iterator[Word]:
    """Neighbours as one word: ``every`` pair, as for a query, or those of a document."""
    for (_, left, _), (right, _, _) in pairwise(chunks):
        one, other = left.word, right.word
        if not one or not other:
            continue
        if not every and len(one) > _SHORT and len(other) > _SHORT and one.isalpha():
            continue  # most pairs of a document end here
        if (every or _written_apart(one, other)) and joins(one, other):
            yield Word(one + other, left.start, right.end)


def _groups(chunks: Sequence[Edges], at: int) -> Iterator[Word]:
    """The groups of three digits from a place on; a sign behind one ends the number."""
    for first, last, alone in islice(chunks, at, None):
        if len(first.word) != _GROUP or not first.word.isdigit():
            return
        yield first
        if not (alone and last.word):
            return


def _written_apart(left: str, right: str) -> bool:
    if not right.isalpha():
        return False
    if not left.isalpha():
        return len(right) <= _UNIT and _NUMBER.fullmatch(left) is not None
    if left in _COMMON or right in _COMMON:
        return False
    return min(len(left), len(right)) <= _SHORT

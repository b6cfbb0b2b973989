"""Words that stand apart and may be written as one: wi fi, 500 ml, 3 000.

A query joins each two neighbouring words at NEIGHBOUR_WEIGHT. A document joins only what people
do write apart: very short words and their neighbour, a number and its unit, groups of thousands;
all pairs would double the vocabulary. Lucene: ShingleFilter without separator.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
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
_SHORT, _BOTH_SHORT, _UNIT = 2, 3, 4
"""Letters: of one part of a parted word; of both; of a unit behind a number."""
_FIRST_GROUP, _GROUP = regex.compile(r"\d{1,3}"), regex.compile(r"\d{3}")
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
    at = 0
    while at < len(chunks):
        words = [chunks[at].last]
        at += 1
        if not _FIRST_GROUP.fullmatch(words[0].word):
            continue
        while at < len(chunks) and _GROUP.fullmatch(chunks[at].first.word):
            words.append(chunks[at].first)
            if not (chunks[at].alone and chunks[at].last.word):
                break
            at += 1
        if len(words) > 1:
            yield Word("".join(word.word for word in words), words[0].start, words[-1].end)


def pairs(chunks: Sequence[Edges], *, every: bool) -> Iterator[Word]:
    """Neighbours as one word: ``every`` pair, as for a query, or those of a document."""
    for (_, left, _), (right, _, _) in pairwise(chunks):
        if not (left.word and right.word):
            continue
        if joins(left.word, right.word) and (every or _written_apart(left.word, right.word)):
            yield Word(left.word + right.word, left.start, right.end)


def _written_apart(left: str, right: str) -> bool:
    shorter, longer = sorted((len(left), len(right)))
    if (shorter > _BOTH_SHORT and not left[0].isdigit()) or not right.isalpha():
        return False
    if not left.isalpha():
        return len(right) <= _UNIT and _NUMBER.fullmatch(left) is not None
    if left in _COMMON or right in _COMMON:
        return False
    return shorter <= _SHORT or longer <= _BOTH_SHORT

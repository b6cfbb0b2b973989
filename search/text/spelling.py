"""Words that were probably meant by one that no document has.

Vocabularies hold stems. ``near_terms``, ``longer_terms`` and ``stems_within`` find stems worth
looking at; ``is_likely`` decides by the words as documents write them, so that “meditation” is not
taken for “media”.
"""

from bisect import bisect_left
from collections.abc import Sequence

from rapidfuzz import process
from rapidfuzz.distance import OSA

_SHORT, _LONG = 4, 7
"""Up to so many letters a word has one edit at most; from so many on its stem may differ more."""
_SIMILAR = 0.75
"""The least share of letters that a word and its correction have in common."""
_COMMON_START = 2
"""Letters at the beginning of stems that are two or more edits apart."""
_LONGEST_ENDING = 4
"""Letters that a longer word may have more."""


def near_terms(
    term: str, word: str, terms: Sequence[str], frequencies: Sequence[int], most: int
) -> list[str]:
    """The stems nearest to ``term`` by edits (OSA, Damerau 1964), the more frequent ones first.

    Args:
        term: the stem of the unknown word.
        word: the word itself; a stem of a misspelled word may have kept more of its ending.
        terms: the vocabulary.
        frequencies: how many documents have each term.
        most: how many to give.
    """
    edits = 1 if len(word) <= _SHORT else 2 if len(word) < _LONG else 3
    found = process.extract(term, terms, scorer=OSA.distance, score_cutoff=edits, limit=None)
    ranked = sorted(
        (distance, -frequencies[at], near)
        for near, distance, at in found
        if near[:1] == term[:1] and (distance < 2 or near[:_COMMON_START] == term[:_COMMON_START])
    )
    return [near for distance, _, near in ranked if distance][:most]


def longer_terms(
    word: str, terms: Sequence[str], frequencies: Sequence[int], most: int
) -> list[str]:
    """Terms that begin with ``word``, of at least four letters, and go on a little: frequent first.

    ``terms`` must be sorted.
    """
    if len(word) < _SHORT:
        return []
    found = []
    for at in range(bisect_left(terms, word), len(terms)):
        if not terms[at].startswith(word):
            break
        if 0 < len(terms[at]) - len(word) <= _LONGEST_ENDING:
            found.append((-frequencies[at], terms[at]))
    return [term for _, term in sorted(found)[:most]]


def stems_within(word: str, terms: Sequence[str]) -> list[str]:
    """Terms of at least four letters that ``word`` begins with, the longest first.

    The stem of a misspelled word often keeps an ending that the right one loses: “reservaton” is
    its own stem, “reservation” has “reserv”. ``terms`` must be sorted.
    """
    starts = [word[:length] for length in range(len(word) - 1, _SHORT - 1, -1)]
    places = ((start, bisect_left(terms, start)) for start in starts)
    return [start for start, at in places if at < len(terms) and terms[at] == start]


def similarity(word: str, written: str) -> float:
    """The share of letters that need no edit, 0 to 1."""
    return float(OSA.normalized_similarity(word, written))


def is_likely(word: str, written: str) -> bool:
    """Whether somebody who typed ``word`` may have meant ``written``; both are in lower case.

    The first letter is hardly ever wrong. Of up to four letters, one may be missing, too many or
    swapped with the next, but not another one: “wifi” is not “wife”.
    """
    if min(len(word), len(written)) < 3 or word[:1] != written[:1]:
        return False
    edits = OSA.distance(word, written)
    if len(word) <= _SHORT:
        return edits == 1 and (len(word) != len(written) or sorted(word) == sorted(written))
    most = 1 if len(word) < _LONG - 1 else 2
    return edits <= most and similarity(word, written) >= _SIMILAR

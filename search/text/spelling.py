"""Terms that are spelled almost like another: Damerau-Levenshtein neighbours in a vocabulary."""

from collections.abc import Sequence

from rapidfuzz import process
from rapidfuzz.distance import OSA

_MOST = 3


def near_terms(
    term: str, terms: Sequence[str], frequencies: Sequence[int], most: int = _MOST
) -> list[str]:
    """The nearest terms by edits (letters added, lost, changed, or two swapped), then frequency.

    As many edits as Lucene's fuzziness AUTO allows: none up to two characters, one up to five,
    two beyond. Optimal string alignment (Damerau 1964).
    """
    edits = 0 if len(term) < 3 else 1 if len(term) < 6 else 2
    if not edits:
        return []
    found = process.extract(term, terms, scorer=OSA.distance, score_cutoff=edits, limit=None)
    ranked = sorted(found, key=lambda hit: (hit[1], -frequencies[hit[2]], hit[0]))
    return [near for near, _, _ in ranked if near != term][:most]

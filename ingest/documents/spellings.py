"""One spelling for values that look alike: the one that most documents have."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from search.text.normalization import facet_key
from search.types import Document

CITY = "city"
_MOST = 200_000
"""Different values that are counted; the spelling of later ones is left as it is."""


class Spellings:
    """Counts the values of cities and facets, then spells them all the same way.

    Two values are the same that differ in case, accents or invisible characters only.
    """

    def __init__(self) -> None:
        self._counts: Counter[tuple[str, str]] = Counter()
        self._best: dict[tuple[str, str], str] | None = None

    def count(self, document: Document) -> None:
        """Takes note of a document's values."""
        for field, value in _values(document):
            if (field, value) in self._counts or len(self._counts) < _MOST:
                self._counts[field, value] += 1

    def cities(self) -> int:
        """How many different cities there are."""
        return sum(field == CITY for field, _ in self._chosen())

    def spelled(self, document: Document) -> Document:
        """The document with every value as most documents spell it."""
        city = document.city and self._spelled(CITY, document.city)
        facets = {
            field: list(dict.fromkeys(self._spelled(field, value) for value in values))
            for field, values in document.facets.items()
        }
        return replace(document, city=city, facets=facets)

    def _spelled(self, field: str, value: str) -> str:
        return self._chosen().get((field, facet_key(value)), value)

    def _chosen(self) -> dict[tuple[str, str], str]:
        """The most frequent spelling by field and key; of equals the first in the alphabet."""
        if self._best is None:
            best: dict[tuple[str, str], tuple[int, str]] = {}
            for (field, value), count in self._counts.items():
                key, rank = (field, facet_key(value)), (-count, value)
                best[key] = min(best.get(key, rank), rank)
            self._best = {key: value for key, (_, value) in best.items()}
        return self._best


def _values(document: Document) -> Iterable[tuple[str, str]]:
    if document.city is not None:
        yield CITY, document.city
    for field, values in document.facets.items():
        for value in values:
            yield field, value

"""A generation's terms: (term, index, document frequency), and queries as weights."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from search.types import SparseVector


@dataclass(frozen=True)
class Vocabulary:
    """``terms[i]`` has index i and occurs in ``frequencies[i]`` documents."""

    terms: list[str]
    frequencies: list[int] = field(repr=False)

    @classmethod
    def from_frequencies(cls, frequencies: Mapping[str, int]) -> "Vocabulary":
        """Numbers terms alphabetically, so that equal collections have equal vocabularies."""
        terms = sorted(frequencies)
        return cls(terms, [frequencies[term] for term in terms])

    @cached_property
    def index(self) -> dict[str, int]:
        """From term to index."""
        return {term: number for number, term in enumerate(self.terms)}

    def frequency(self, term: str) -> int:
        """In how many documents a term occurs; 0 for a term that is in none."""
        number = self.index.get(term)
        return 0 if number is None else self.frequencies[number]

    def query(self, weights: Mapping[str, float]) -> SparseVector:
        """A query's weights of the known terms, by ascending index; unknown ones drop."""
        numbered = ((self.index.get(term), weight) for term, weight in weights.items())
        known = sorted((index, weight) for index, weight in numbered if index is not None)
        return SparseVector([index for index, _ in known], [weight for _, weight in known])

    def to_bytes(self) -> bytes:
        """The vocabulary as stored: UTF-8 JSON."""
        values = {"terms": self.terms, "frequencies": self.frequencies}
        return json.dumps(values, ensure_ascii=False).encode()

    def digest(self) -> str:
        """sha256 of ``to_bytes``, as recorded in the manifest."""
        return hashlib.sha256(self.to_bytes()).hexdigest()

"""A generation's terms: (term, index, document frequency), and queries as term counts."""

import hashlib
import json
from collections import Counter
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

    def query(self, terms: list[str]) -> SparseVector:
        """How often each known term occurs in a query, by ascending index; unknown ones drop."""
        known = sorted(Counter(i for i in map(self.index.get, terms) if i is not None).items())
        return SparseVector([index for index, _ in known], [float(n) for _, n in known])

    def to_bytes(self) -> bytes:
        """The vocabulary as stored: UTF-8 JSON."""
        values = {"terms": self.terms, "frequencies": self.frequencies}
        return json.dumps(values, ensure_ascii=False).encode()

    def digest(self) -> str:
        """sha256 of ``to_bytes``, as recorded in the manifest."""
        return hashlib.sha256(self.to_bytes()).hexdigest()

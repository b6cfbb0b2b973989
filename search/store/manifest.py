"""What a generation was built from; it travels with the generation on either store."""

import json
from dataclasses import MISSING, asdict, dataclass, field, fields
from typing import Any

from search.errors import IndexDamaged, IndexMismatch
from search.keyword.bm25 import Idf
from search.nouns import DOCUMENT, Noun, parse_noun
from search.ranges import RangeField
from search.text.analyzer import ANALYZER, analyzer_named, is_analyzer
from search.types import CITY, Encoder

FORMAT = 1
WRONG_VOCABULARY = "has lost the vocabulary it was built with"
"""Why a generation is damaged whose vocabulary is missing or is not its own."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """Facts about one generation; ``built_at`` is UTC in ISO 8601, lengths are in terms.

    ``cleaned`` counts the rows that each clean-up changed, ``cities`` the different ones; older
    manifests do not have them. ``facets`` are the fields to filter by, beside ``city``,
    ``ranges`` those of numbers and dates. ``unreadable`` counts the documents of which the model
    can read nothing. ``noun`` is what they are called, ``card`` the names in ``extra`` that cards
    show, None for the first few.
    """

    dataset: str
    generation: str
    source: str
    documents: int
    terms: int
    average_length: float
    model: str
    dimension: int
    precision: str
    max_tokens: int
    analyzer: str
    k1: float
    b: float
    epsilon: float
    average_idf: float
    built_at: str
    vocabulary_sha256: str
    idf: Idf = "lucene"
    format: int = FORMAT
    cleaned: dict[str, int] = field(default_factory=dict)
    cities: int | None = None
    facets: list[str] = field(default_factory=list)
    ranges: dict[str, RangeField] = field(default_factory=dict)
    unreadable: int = 0
    noun: str = str(DOCUMENT)
    card: list[str] | None = None

    @property
    def nouns(self) -> Noun:
        """What the documents are called."""
        return parse_noun(self.noun)

    @property
    def facet_fields(self) -> list[str]:
        """Every field to filter by its values, ``city`` first."""
        return [CITY, *self.facets]

    @property
    def filter_fields(self) -> list[str]:
        """Every field to filter by: those with values, then those with ranges."""
        return [*self.facet_fields, *self.ranges]

    def to_dict(self) -> dict[str, Any]:
        """As JSON-ready values."""
        return asdict(self)

    @classmethod
    def from_dict(cls, values: Any, dataset: str) -> "Manifest":
        """Raises IndexDamaged when fields are missing or the format is not this version's."""
        names = {field.name for field in fields(cls)}
        needed = {
            field.name
            for field in fields(cls)
            if field.default is MISSING and field.default_factory is MISSING
        }
        if (
            not isinstance(values, dict)
            or values.get("format") != FORMAT
            or not needed <= set(values) <= names
        ):
            raise IndexDamaged("was written by another version", dataset)
        ranges = {name: RangeField(**given) for name, given in values.get("ranges", {}).items()}
        return cls(**{**values, "ranges": ranges})

    def to_json(self) -> str:
        """As indented JSON."""
        return json.dumps(self.to_dict(), indent=2, ensure_ascii=False)

    def check(self, encoder: Encoder, analyzer: str) -> None:
        """Raises IndexMismatch unless queries will be read the way the documents were."""
        built = f"{self.model} ({self.dimension} dimensions) and analyzer {self.analyzer}"
        reads = self.analyzer if is_analyzer(self.analyzer) else analyzer
        mine = f"{encoder.name} ({encoder.dimension} dimensions) and analyzer {reads}"
        if built != mine:
            raise IndexMismatch(
                f"Dataset “{self.dataset}” was built with {built}; this app uses {mine}. "
                f"Rebuild it: python -m ingest {self.rebuild_arguments()}"
            )

    def damaged(self, reason: str) -> IndexDamaged:
        """The error to raise when the generation is not what the manifest says."""
        return IndexDamaged(reason, self.dataset, self.source)

    def rebuild_arguments(self) -> str:
        """What to give ``python -m ingest`` to build this dataset again."""
        flags = "" if self.idf == "lucene" else f" --idf {self.idf}"
        if is_analyzer(self.analyzer) and self.analyzer != ANALYZER:
            flags += f" --language {analyzer_named(self.analyzer).language}"
        return f"{self.source} --dataset {self.dataset}{flags}"

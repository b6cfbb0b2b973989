"""An explanation as a value: why a document stands where it stands, and how a query was read."""

from dataclasses import dataclass, field
from statistics import median

from search.explanation.attribution import NeuralParts, Share
from search.explanation.formulas import HybridPart, KeywordPart, Needed
from search.explanation.suggestions import NearWord
from search.retrieval.standing import Standing
from search.types import Document


@dataclass(frozen=True, slots=True)
class NeuralExplanation:
    """The neural side: ``parts`` sum to the score, or ``problem`` says why there are none.

    Without parts, ``closest`` is the sentence whose own cosine with the query is highest.
    """

    standing: Standing
    truncated: bool
    parts: NeuralParts | None = None
    problem: str = ""
    closest: Share | None = None


@dataclass(frozen=True, slots=True)
class QueryWord:
    """A word of the query as typed, and what full-text makes of it.

    ``term`` is empty for a word too common to be looked for; ``documents`` is how many have the
    term, and ``near`` what else it might have been where none has.
    """

    word: str
    start: int
    end: int
    term: str
    documents: int
    near: tuple[NearWord, ...] = ()


@dataclass(frozen=True, slots=True)
class KeywordExplanation:
    """The full-text side: ``parts`` sum to the score.

    ``places`` says where each of their terms stands in the text, [start, end). ``missing`` are
    words of the query that the collection has and the document has not, ``needed`` the fewest of
    them that would bring it into the top k; None where nothing would, or nothing has to. ``length``
    counts the document's terms; the rest is what the formula knows of the collection.
    """

    standing: Standing
    parts: list[KeywordPart]
    places: dict[str, list[tuple[int, int]]]
    missing: list[QueryWord]
    needed: Needed | None
    length: int
    average_length: float
    documents: int
    k1: float
    b: float


@dataclass(frozen=True, slots=True)
class HybridExplanation:
    """Both sides fused: ``parts`` sum to the score; ``rank`` is None where neither side's first
    100 have the document.
    """

    rank: int | None
    score: float
    parts: list[HybridPart]
    weight: float
    rrf_k: int


@dataclass(frozen=True, slots=True)
class Explanation:
    """One document for one query; ``listed`` is False where the filter leaves it out.

    So is it where ``asked_for``: it is the document whose neighbours are wanted. ``words`` are
    the query's. ``summary`` is a paragraph of facts.
    """

    document: Document
    k: int
    listed: bool
    words: list[QueryWord]
    neural: NeuralExplanation
    keyword: KeywordExplanation
    hybrid: HybridExplanation
    asked_for: bool = False
    summary: str = ""


@dataclass(frozen=True, slots=True)
class NeuralReference:
    """The best neural score, and the best ones of unrelated queries in descending order."""

    best: float
    unrelated: tuple[float, ...]

    @property
    def typical(self) -> float:
        """The median of the unrelated queries' best scores."""
        return float(median(self.unrelated))

    @property
    def as_good(self) -> int:
        """How many unrelated queries get at least as much."""
        return sum(score >= self.best for score in self.unrelated)

    @property
    def no_better(self) -> bool:
        """Whether an unrelated query typically gets at least as much."""
        return self.best <= self.typical


@dataclass(frozen=True, slots=True)
class QueryExplanation:
    """How both engines read a query; ``reference`` is None where nothing can be found at all."""

    words: list[QueryWord]
    truncated: bool
    reference: NeuralReference | None
    summary: list[str] = field(default_factory=list)

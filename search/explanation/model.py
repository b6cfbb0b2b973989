"""Explanations as values. They are also the JSON that the API and the terminal answer with.

Spans are [start, end) in characters. Scores are better when higher; the parts of a score sum to it.
"""

from dataclasses import dataclass, field
from typing import Annotated, Any, Literal

from pydantic import Field, PlainSerializer, TypeAdapter

from search.explanation.attribution import Share, TextShare
from search.explanation.baseline import NeuralReference
from search.explanation.formulas import HybridPart, KeywordPart, NeededTerms
from search.explanation.query_words import QueryWord
from search.explanation.schema_config import ALL_REQUIRED
from search.export.schema import DocumentJson, document_json
from search.retrieval.standing import Standing
from search.types import Document, Engine, Mode


@dataclass(frozen=True, slots=True, kw_only=True)
class NeuralExplanation(Standing):
    """The cosine in parts: words and marks sum to it, and so do sentences and marks."""

    __pydantic_config__ = ALL_REQUIRED

    additive: Annotated[bool, Field(description="whether the score can be split into words")]
    problem: Annotated[str, Field(description="if not, the reason")] = ""
    words: list[TextShare] = field(default_factory=list)
    marks: Annotated[float, Field(description="share of the model's begin and end tokens")] = 0.0
    sentences: list[TextShare] = field(default_factory=list)
    strongest: Annotated[
        TextShare | None, Field(description="the sentence that contributes most")
    ] = None
    closest: Annotated[
        TextShare | None,
        Field(description="if the score cannot be split: the sentence with the highest own cosine"),
    ] = None
    read: Annotated[
        int | None, Field(description="characters that the model read; null if not known")
    ] = None
    truncated: Annotated[bool, Field(description="whether that is only the beginning")]
    readable: Annotated[
        float, Field(description="share of the text that the model can read, 0 to 1")
    ] = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class KeywordExplanation(Standing):
    """The BM25 score in parts, which sum to it."""

    terms: list[KeywordPart]
    missing: Annotated[
        list[QueryWord],
        Field(description="words of the query that the dataset contains, but not this document"),
    ]
    needed: Annotated[
        NeededTerms | None,
        Field(description="null if nothing would be enough, or nothing is needed"),
    ]
    length: Annotated[int, Field(description="|d|: the number of terms in the document")]
    average_length: Annotated[float, Field(description="avgdl: the mean of all documents")]
    documents: Annotated[int, Field(description="N: the number of documents in the dataset")]
    k1: float
    b: float
    idf_formula: Annotated[str, Field(description="how IDFs are computed", exclude=True)] = ""


@dataclass(frozen=True, slots=True)
class HybridExplanation:
    """Reciprocal rank fusion: the parts sum to the score."""

    rank: Annotated[int | None, Field(description="null if neither engine has it in its first 100")]
    score: float
    rrf_k: int
    parts: list[HybridPart]
    weight: Annotated[float, Field(description="neural's weight, 0 to 1", exclude=True)]


@dataclass(frozen=True, slots=True)
class BreakdownRow:
    """One part of a score as it is shown: a word, several parts in one, or an engine."""

    __pydantic_config__ = ALL_REQUIRED

    label: str
    value: float
    gloss: Annotated[str, Field(description="how the value comes about; may be empty")] = ""
    kind: Literal["word", "rest", "engine", "total"] = "word"
    engine: Engine | None = None


@dataclass(frozen=True, slots=True)
class Breakdown:
    """An engine's side of an explanation in words: every sentence and label that is shown."""

    label: Annotated[str, Field(description="the engine's name")]
    standing: Annotated[str, Field(description="rank and score in short")]
    meaning: Annotated[str, Field(description="what this engine's scores mean")]
    notes: Annotated[list[str], Field(description="sentences about this document's score")]
    rows: Annotated[list[BreakdownRow], Field(description="they sum to the total")]
    total: BreakdownRow
    decimals: Annotated[int, Field(description="decimals that scores of this engine need")]
    legend: Annotated[str, Field(description="how to read the marks over the text; may be empty")]
    ignored: Annotated[str, Field(description="words that are not searched for; may be empty")]
    formula: Annotated[list[str], Field(description="how the score is computed, in paragraphs")]


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a document stands where it stands."""

    __pydantic_config__ = ALL_REQUIRED

    document: Annotated[
        Document,
        PlainSerializer(
            lambda document: DocumentJson(**document_json(document)), return_type=DocumentJson
        ),
    ]
    text: Annotated[str, Field(description="what both engines read: name, newline, description")]
    k: int
    listed: Annotated[bool, Field(description="whether the lists may contain the document")]
    summary: Annotated[str, Field(description="the facts in a paragraph")]
    words: Annotated[list[QueryWord], Field(description="the query's words")]
    neural: NeuralExplanation
    keyword: KeywordExplanation
    hybrid: HybridExplanation
    left_out: Annotated[
        str, Field(description="why the lists, or one of them, cannot contain it; may be empty")
    ] = ""
    leads: Annotated[
        dict[Mode, str],
        Field(description="each engine's rank and the main reason for it, in one sentence"),
    ] = field(default_factory=dict)
    breakdown: Annotated[
        dict[Mode, Breakdown], Field(description="each engine's score in words")
    ] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ReferenceLabels:
    """The reference in words."""

    best: str
    this_query: str
    typical: str
    warning: Annotated[str, Field(description="empty if the query does better than that")]
    scale: Annotated[str, Field(description="caption of a scale with all the scores")]


@dataclass(frozen=True, slots=True)
class QueryExplanation:
    """How both engines read the query."""

    __pydantic_config__ = ALL_REQUIRED

    words: list[QueryWord]
    truncated: Annotated[bool, Field(description="whether the model read only its beginning")]
    reference: Annotated[
        NeuralReference | None,
        Field(
            description="null if fewer than 50 documents are searched, if words are required, or "
            "if the model can read nothing of the query"
        ),
    ]
    readable: Annotated[
        float, Field(description="share of the query that the model can read, 0 to 1")
    ] = 1.0
    suggestion: Annotated[
        str,
        Field(
            description="the query that signs without a meaning here may stand for; may be empty"
        ),
    ] = ""
    notes: Annotated[
        list[str], Field(description="what the query's signs and filters do; part of the summary")
    ] = field(default_factory=list)
    summary: Annotated[list[str], Field(description="the facts in sentences")] = field(
        default_factory=list
    )
    labels: Annotated[ReferenceLabels | None, Field(description="the reference in words")] = None


@dataclass(frozen=True, slots=True)
class DocumentWords:
    """One document's neural score by words."""

    id: str
    score: float
    words: list[Share]
    strongest: Annotated[
        list[Share],
        Field(
            description="its three strongest words, without stop words; none if 500 documents or "
            "more are searched and the score is in the lower quarter of unrelated words'"
        ),
    ]


@dataclass(frozen=True, slots=True)
class WordShares:
    """Several documents' neural scores by words."""

    additive: Annotated[bool, Field(description="whether the model's score can be split")]
    documents: list[DocumentWords]


_ANY: TypeAdapter[Explanation | QueryExplanation | WordShares] = TypeAdapter(
    Explanation | QueryExplanation | WordShares
)


def as_json(found: Explanation | QueryExplanation | WordShares) -> dict[str, Any]:
    """What the API answers with, as values that ``json.dumps`` takes."""
    values: dict[str, Any] = _ANY.dump_python(found, mode="json")
    return values

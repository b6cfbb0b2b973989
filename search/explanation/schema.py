"""The JSON shapes of explanations. Places in texts are [start, end) in characters."""

from pydantic import BaseModel, Field

from search.export.schema import DocumentJson
from search.types import Engine


class ShareJson(BaseModel):
    """A part of the document's text and what it brings to the cosine; may be negative."""

    start: int
    end: int
    share: float


class TextShareJson(ShareJson):
    """The same with the text itself."""

    text: str


class StandingJson(BaseModel):
    """Where the document stands on one side."""

    rank: int | None = Field(description="exact, however deep; null if this side does not list it")
    of: int = Field(description="how many documents this side lists; full-text: up to 1,000")
    of_capped: bool = Field(description="whether there are more than that")
    score: float
    cutoff: float | None = Field(description="score of the k-th; null while fewer are listed")


class NeuralJson(StandingJson):
    """The cosine in its parts: words and marks sum to the score, and so do sentences and marks."""

    additive: bool = Field(description="whether the score can be split into words")
    problem: str = Field(description="if not, why not")
    words: list[TextShareJson]
    marks: float = Field(description="share of the model's own marks of beginning and end")
    sentences: list[TextShareJson]
    strongest: TextShareJson | None = Field(description="the sentence that brings most")
    closest: TextShareJson | None = Field(
        description="where the score cannot be split: the sentence with the highest own cosine"
    )
    read: int | None = Field(description="characters that the model read; null if not known")
    truncated: bool = Field(description="whether that is only the beginning")


class TermJson(BaseModel):
    """A query term's part of the BM25 score: query_weight × impact."""

    term: str
    query_weight: float
    count: int = Field(description="occurrences in the document")
    document_frequency: int
    idf: float
    length_factor: float = Field(description="k1 · (1 - b + b · |d| / avgdl)")
    impact: float = Field(description="idf · count · (k1 + 1) / (count + length_factor)")
    score: float
    places: list[tuple[int, int]] = Field(description="where the term stands in the text")


class NearJson(BaseModel):
    """A word spelled nearly so."""

    word: str
    term: str
    documents: int


class QueryWordJson(BaseModel):
    """A word of the query; term: empty if too common to be looked for."""

    word: str
    start: int
    end: int
    term: str
    documents: int = Field(description="how many documents have the term")
    near: list[NearJson]


class NeededJson(BaseModel):
    """The fewest missing words that would bring the document into the top k, each once."""

    terms: list[str]
    score: float


class KeywordJson(StandingJson):
    """The BM25 score in its parts, which sum to it."""

    terms: list[TermJson]
    missing: list[QueryWordJson] = Field(description="the collection has them, the document not")
    needed: NeededJson | None
    length: int = Field(description="|d|: how many terms the document has")
    average_length: float = Field(description="avgdl: how many a document has on average")
    documents: int = Field(description="how many documents the collection has")
    k1: float
    b: float


class HybridPartJson(BaseModel):
    """What one side brings: weight × reciprocal."""

    engine: Engine
    rank: int
    weight: float
    reciprocal: float = Field(description="1 / (rrf_k + rank)")
    score: float


class HybridJson(BaseModel):
    """Reciprocal rank fusion; the parts sum to the score."""

    rank: int | None = Field(description="null if neither side has it in its first 100")
    score: float
    rrf_k: int
    parts: list[HybridPartJson]


class ExplanationJson(BaseModel):
    """Why a document stands where it stands."""

    document: DocumentJson
    text: str = Field(description="what both engines read: name, line break, description")
    k: int
    listed: bool = Field(description="whether the document passes the filter")
    summary: str
    words: list[QueryWordJson] = Field(description="the query's words")
    neural: NeuralJson
    keyword: KeywordJson
    hybrid: HybridJson


class ReferenceJson(BaseModel):
    """The best neural score beside those of queries made of unrelated words."""

    best: float
    typical: float = Field(description="what half of the unrelated queries reach")
    unrelated: list[float] = Field(description="their best scores, descending")
    as_good: int = Field(description="how many of them get as much as this query")
    no_better: bool


class QueryExplanationJson(BaseModel):
    """How both engines read the query."""

    words: list[QueryWordJson]
    truncated: bool
    reference: ReferenceJson | None
    summary: list[str]


class DocumentWordsJson(BaseModel):
    """One document's neural score by words."""

    id: str
    score: float
    words: list[ShareJson]


class WordsJson(BaseModel):
    """Several documents' neural scores by words."""

    additive: bool
    documents: list[DocumentWordsJson]

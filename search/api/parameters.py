"""What the API takes: unknown parameters are refused, not ignored."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from search.export.files import FormatName
from search.retrieval import fusion
from search.types import MAX_CITIES, MAX_K, MAX_TEXT, Mode


class DatasetQuery(BaseModel):
    """Which dataset to ask."""

    model_config = ConfigDict(extra="forbid")

    dataset: str | None = Field(default=None, description="which dataset; default: NVK_DATASET")


class ListQuery(DatasetQuery):
    """How much of it is wanted."""

    city: list[str] = Field(default=[], max_length=MAX_CITIES, description="any of these cities")
    k: int = Field(default=10, ge=1, le=MAX_K, description="results per list")


class CompareQuery(ListQuery):
    """What to compare."""

    q: str = Field(max_length=MAX_TEXT, description="a query or a pasted description")


class Weights(BaseModel):
    """How hybrid weighs the two sides."""

    model_config = ConfigDict(extra="forbid")

    weight: float = Field(default=fusion.WEIGHT, ge=0, le=1, description="hybrid: neural's share")
    rrf_k: int = Field(default=fusion.RRF_K, ge=1, le=1000, description="hybrid: RRF's constant")


class Fusion(Weights):
    """Which engine, or how to fuse both."""

    mode: Mode | None = Field(default=None, description="which engine; default: neural")


class SearchQuery(CompareQuery, Fusion):
    """What to search; ``mode`` wins over ``neural``."""

    neural: bool | None = Field(default=None, description="the tutorial demo's name for mode")


class SimilarQuery(ListQuery, Fusion):
    """How to look for neighbours."""


class Question(DatasetQuery):
    """A text, or a document whose neighbours are wanted."""

    q: str = Field(default="", max_length=MAX_TEXT, description="a query or a pasted description")
    like: str | None = Field(default=None, description="instead of q: a document's id")


class ExplainQuery(Question, ListQuery, Weights):
    """Which document to explain."""

    id: str = Field(description="the document's id")


class QueryQuery(Question):
    """Which query to explain."""

    city: list[str] = Field(default=[], max_length=MAX_CITIES, description="any of these cities")


class WordsQuery(Question):
    """Which documents' neural scores to split."""

    id: list[str] = Field(max_length=MAX_K, description="documents' ids")


class ExportQuery(Question, ListQuery, Weights):
    """Which view to export, and how."""

    mode: Literal["compare", "neural", "keyword", "hybrid"] = Field(
        default="compare", description="both lists in one file, or one engine's"
    )
    format: FormatName = Field(default="csv", description="trec: choose a mode, too")

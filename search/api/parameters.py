"""What the API takes: unknown parameters are refused, not ignored."""

from typing import Annotated, Any
from uuid import NAMESPACE_URL, uuid5

from fastapi import Path
from pydantic import BaseModel, ConfigDict, Field, field_validator

from search.comparison.queries import Engines
from search.evaluation.measures import MAX_MEASURES
from search.evaluation.statistics.verdicts import SMALLEST_MEANINGFUL
from search.export.files import FormatName
from search.export.snippets.kinds import SnippetKind
from search.limits import MAX_COMPARED, MAX_ENGINES, MAX_FILTER_VALUES, MAX_K, MAX_RRF_K, MAX_TEXT
from search.retrieval import fusion
from search.retrieval.request import RequestOptions, SearchRequest, facet_values
from search.types import Mode, ViewMode

_MAX_SET = 2**63 - 1
"""SQLite's largest."""
_ASKED = {"dataset", "q", "like", "mode", "k", "weight", "rrf_k"}
"""Parameters that a request calls by the same name."""
EXAMPLE_ID = str(uuid5(NAMESPACE_URL, "1password"))
"""A document of the bundled sample."""


SetId = Annotated[
    int,
    Field(
        ge=1,
        le=_MAX_SET,
        description="the query set's number, from /evaluate/sets",
        examples=[1],
    ),
]
DocumentId = Annotated[str, Path(description="the document's id", examples=[EXAMPLE_ID])]


class DatasetQuery(BaseModel):
    """Which dataset to ask."""

    model_config = ConfigDict(extra="forbid")

    dataset: str | None = Field(
        default=None, description="which dataset; default: NVK_DATASET", examples=["sample"]
    )

    def request(self, default_dataset: str, **more: Any) -> SearchRequest:
        """The checked request that the parameters make, with ``more`` of them from elsewhere.

        Raises:
            InputError: a value cannot be used; the message names its field.
        """
        asked = self.model_dump(include=_ASKED, exclude_none=True) | more
        return SearchRequest.create(default_dataset, **asked)


class FilteredQuery(DatasetQuery):
    """Which documents to search."""

    city: list[str] = Field(
        default=[],
        max_length=MAX_FILTER_VALUES,
        description="any of these cities",
        examples=[["London", "Berlin"]],
    )
    filter: list[str] = Field(
        default=[],
        max_length=MAX_FILTER_VALUES,
        description="field:value, or field:from..to for numbers and dates; any of one field's "
        "values, in all of the fields",
        examples=[["city:Paris"]],
    )

    def request(self, default_dataset: str, **more: Any) -> SearchRequest:
        """See DatasetQuery.request."""
        values = facet_values(self.filter, ":")
        return super().request(default_dataset, cities=self.city, filter=values, **more)


class ListQuery(FilteredQuery):
    """How much of it is wanted."""

    k: int = Field(default=10, ge=1, le=MAX_K, description="results per list", examples=[5])


class Question(DatasetQuery):
    """A text, or a document whose neighbours are wanted."""

    q: str = Field(
        default="",
        max_length=MAX_TEXT,
        description="a query or a pasted description",
        examples=["rent a scooter"],
    )
    like: str | None = Field(
        default=None,
        description=f"instead of q: a document's id, such as {EXAMPLE_ID}",
        examples=[None],
    )


class CompareQuery(Question, ListQuery):
    """What to compare."""


class Weights(BaseModel):
    """How hybrid weighs the two sides."""

    model_config = ConfigDict(extra="forbid")

    weight: float = Field(
        default=fusion.WEIGHT, ge=0, le=1, description="hybrid: neural's share", examples=[0.5]
    )
    rrf_k: int = Field(
        default=fusion.RRF_K,
        ge=1,
        le=MAX_RRF_K,
        description="hybrid: RRF's constant",
        examples=[60],
    )


class Fusion(Weights):
    """Which engine, or how to fuse both."""

    mode: Mode | None = Field(
        default=None, description="which engine; default: neural", examples=["hybrid"]
    )


class SearchQuery(CompareQuery, Fusion):
    """What to search; ``mode`` wins over ``neural``."""

    neural: bool | None = Field(
        default=None, description="the tutorial demo's name for mode", examples=[True]
    )

    def request(self, default_dataset: str, **more: Any) -> SearchRequest:
        """See DatasetQuery.request."""
        mode = self.mode or ("keyword" if self.neural is False else "neural")
        return super().request(default_dataset, mode=mode, **more)


class SimilarQuery(ListQuery, Fusion):
    """How to look for neighbours."""

    def request(self, default_dataset: str, **more: Any) -> SearchRequest:
        """See DatasetQuery.request."""
        return super().request(default_dataset, mode=self.mode or "neural", **more)


class ExplainQuery(Question, ListQuery, Weights):
    """Which document to explain."""

    id: str = Field(description="the document's id", examples=[EXAMPLE_ID])


class QueryQuery(Question, FilteredQuery):
    """Which query to explain."""


class WordsQuery(Question):
    """Which documents' neural scores to split."""

    id: list[str] = Field(max_length=MAX_K, description="documents' ids", examples=[[EXAMPLE_ID]])


class EvaluateQuery(DatasetQuery):
    """What to evaluate, and how."""

    set: SetId
    engine: list[str] = Field(
        default=["neural", "keyword", "hybrid"],
        min_length=1,
        max_length=MAX_ENGINES,
        description="neural, keyword, hybrid, hybrid:WEIGHT or hybrid:WEIGHT:RRF_K",
        examples=[["neural", "hybrid:0.3"]],
    )
    measure: list[str] = Field(
        default=[],
        max_length=MAX_MEASURES,
        description="by the names of ir-measures; engines are compared in the first",
        examples=[["nDCG@10", "P(rel=2)@5"]],
    )
    meaningful: float = Field(
        default=SMALLEST_MEANINGFUL,
        gt=0,
        lt=1,
        description="mean differences up to here do not matter",
        examples=[SMALLEST_MEANINGFUL],
    )
    condensed: bool = Field(
        default=False, description="leave out documents that nobody judged", examples=[False]
    )


class SetQuery(BaseModel):
    """Which query set."""

    model_config = ConfigDict(extra="forbid")

    set: int = Field(
        ge=1, le=_MAX_SET, description="the query set's number, from /evaluate/sets", examples=[1]
    )


class ViewQuery(Question, ListQuery, Weights):
    """Which view to take away."""

    mode: ViewMode = Field(
        default="compare", description="both lists, or one engine's", examples=["compare"]
    )


class ExportQuery(ViewQuery):
    """Which view to export, and how."""

    format: FormatName = Field(
        default="csv", description="trec: choose a mode, too", examples=["csv"]
    )


class SnippetQuery(ViewQuery):
    """Which view to write as code, and for what."""

    kind: SnippetKind = Field(default="curl", description="what runs the code", examples=["curl"])


class QueriesQuery(ListQuery):
    """Which queries to compare two engines on."""

    queries: list[Annotated[str, Field(max_length=MAX_TEXT)]] = Field(
        max_length=MAX_COMPARED,
        description="texts; blank and repeated ones are left out",
        examples=[["rent a scooter", "bKash"]],
    )
    engines: Engines = Field(
        default=("neural", "keyword"),
        description="which two to compare",
        examples=[["neural", "keyword"]],
    )

    @field_validator("engines")
    @classmethod
    def _different(cls, engines: Engines) -> Engines:
        if engines[0] == engines[1]:
            raise ValueError("name two different engines")
        return engines

    def options(self) -> RequestOptions:
        """What every one of the queries is asked with."""
        return {
            "cities": self.city,
            "filter": facet_values(self.filter, ":"),
            "k": self.k,
            "dataset": self.dataset,
        }

"""What the API takes: unknown parameters are refused, not ignored."""

from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from search.export.files import FormatName
from search.limits import MAX_FILTER_VALUES, MAX_K, MAX_RRF_K, MAX_TEXT
from search.retrieval import fusion
from search.retrieval.request import SearchRequest, facet_values
from search.types import Mode, ViewMode

_ASKED = {"dataset", "q", "like", "mode", "k", "weight", "rrf_k"}
"""Parameters that a request calls by the same name."""


class DatasetQuery(BaseModel):
    """Which dataset to ask."""

    model_config = ConfigDict(extra="forbid")

    dataset: str | None = Field(default=None, description="which dataset; default: NVK_DATASET")

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
        default=[], max_length=MAX_FILTER_VALUES, description="any of these cities"
    )
    filter: list[str] = Field(
        default=[],
        max_length=MAX_FILTER_VALUES,
        description="field:value, or field:from..to for numbers and dates; any of one field's "
        "values, in all of the fields",
    )

    def request(self, default_dataset: str, **more: Any) -> SearchRequest:
        """See DatasetQuery.request."""
        values = facet_values(self.filter, ":")
        return super().request(default_dataset, cities=self.city, filter=values, **more)


class ListQuery(FilteredQuery):
    """How much of it is wanted."""

    k: int = Field(default=10, ge=1, le=MAX_K, description="results per list")


class CompareQuery(ListQuery):
    """What to compare."""

    q: str = Field(max_length=MAX_TEXT, description="a query or a pasted description")


class Weights(BaseModel):
    """How hybrid weighs the two sides."""

    model_config = ConfigDict(extra="forbid")

    weight: float = Field(default=fusion.WEIGHT, ge=0, le=1, description="hybrid: neural's share")
    rrf_k: int = Field(
        default=fusion.RRF_K, ge=1, le=MAX_RRF_K, description="hybrid: RRF's constant"
    )


class Fusion(Weights):
    """Which engine, or how to fuse both."""

    mode: Mode | None = Field(default=None, description="which engine; default: neural")


class SearchQuery(CompareQuery, Fusion):
    """What to search; ``mode`` wins over ``neural``."""

    neural: bool | None = Field(default=None, description="the tutorial demo's name for mode")

    def request(self, default_dataset: str, **more: Any) -> SearchRequest:
        """See DatasetQuery.request."""
        mode = self.mode or ("keyword" if self.neural is False else "neural")
        return super().request(default_dataset, mode=mode, **more)


class SimilarQuery(ListQuery, Fusion):
    """How to look for neighbours."""

    def request(self, default_dataset: str, **more: Any) -> SearchRequest:
        """See DatasetQuery.request."""
        return super().request(default_dataset, mode=self.mode or "neural", **more)


class Question(DatasetQuery):
    """A text, or a document whose neighbours are wanted."""

    q: str = Field(default="", max_length=MAX_TEXT, description="a query or a pasted description")
    like: str | None = Field(default=None, description="instead of q: a document's id")


class ExplainQuery(Question, ListQuery, Weights):
    """Which document to explain."""

    id: str = Field(description="the document's id")


class QueryQuery(Question, FilteredQuery):
    """Which query to explain."""


class WordsQuery(Question):
    """Which documents' neural scores to split."""

    id: list[str] = Field(max_length=MAX_K, description="documents' ids")


class ExportQuery(Question, ListQuery, Weights):
    """Which view to export, and how."""

    mode: ViewMode = Field(default="compare", description="both lists in one file, or one engine's")
    format: FormatName = Field(default="csv", description="trec: choose a mode, too")

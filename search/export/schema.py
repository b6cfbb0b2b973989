"""The promised JSON shapes, shared by the API and the terminal."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from search.ranges import RangeField, RangeKind, value_text
from search.types import Comparison, Document, Facet, Hit, Mode, Ranking


class HitJson(BaseModel):
    """One hit; score: higher is better."""

    id: str
    rank: int = Field(ge=1, description="1-based")
    score: float
    name: str
    images: str
    alt: str
    description: str
    link: str
    city: str | None
    extra: dict[str, Any]
    facets: dict[str, list[str]] = Field(description="values by field, beside city")
    numbers: dict[str, list[float]] = Field(
        description="by field that ranges filter; dates in seconds since 1970-01-01, UTC"
    )


class ComparedHitJson(HitJson):
    """A hit and its place on the other side."""

    other_rank: int | None = Field(description="rank on the other side, null if not in its top 100")


class TookJson(BaseModel):
    """Wall times in milliseconds."""

    embed: float
    search: float


class RankingJson(BaseModel):
    """One engine's answer."""

    result: list[HitJson]
    mode: Mode
    total: int = Field(
        description="keyword: matches, up to 1,000; otherwise documents passing the filter"
    )
    total_capped: bool = Field(description="whether there are more matches than counted")
    truncated: bool = Field(description="whether the model read only the text's beginning")
    readable: float = Field(
        description="share of the text that the model can read, 0 to 1; at 0, the neural order is "
        "arbitrary. 1 for keyword"
    )
    notes: list[str] = Field(description="sentences about how the query was read")
    took_ms: TookJson


class OverlapJson(BaseModel):
    """How much the two lists agree."""

    k: int
    shared: int = Field(description="documents in both top k")
    rbo: float | None = Field(
        description="rank-biased overlap, null if there is nothing to compare"
    )


class ComparisonTookJson(BaseModel):
    """Wall times in milliseconds: the embedding, then each engine's search."""

    embed: float
    neural: float
    keyword: float


class ComparisonJson(BaseModel):
    """Both engines' answers and how they differ."""

    neural: list[ComparedHitJson]
    keyword: list[ComparedHitJson]
    overlap: OverlapJson
    verdict: str
    total: dict[str, int]
    total_capped: bool = Field(description="whether there are more keyword matches than counted")
    truncated: bool
    readable: float = Field(
        description="share of the text that the model can read, 0 to 1; at 0, the neural order is "
        "arbitrary"
    )
    notes: list[str] = Field(description="sentences about how the query was read")
    took_ms: ComparisonTookJson


class TopJson(BaseModel):
    """A document by its name."""

    id: str
    name: str


class ComparedQueryJson(BaseModel):
    """One query, how far two engines agree on it, and what each lists first."""

    q: str
    overlap: OverlapJson | None = Field(description="null if the query could not be asked")
    top: dict[Mode, list[TopJson]] = Field(description="the first documents of each engine")
    warnings: list[str] = Field(description="sentences about how the query was read")


class QueriesJson(BaseModel):
    """Two engines on several queries, in their order."""

    queries: list[ComparedQueryJson]


class FacetJson(BaseModel):
    """A value and its number of documents."""

    value: str
    count: int


class RangeJson(BaseModel):
    """A field of numbers or dates (ISO 8601): its ends, and how many documents have a value."""

    kind: RangeKind
    min: float | str
    max: float | str
    count: int


class FacetsJson(BaseModel):
    """The values of every field to filter by, by descending count, then name; or its ends."""

    model_config = ConfigDict(extra="allow")
    __pydantic_extra__: dict[str, list[FacetJson] | RangeJson]

    city: list[FacetJson]


class DocumentJson(BaseModel):
    """One document with all that was ingested."""

    model_config = ConfigDict(extra="forbid")

    id: str
    source_id: str
    name: str
    description: str
    city: str | None
    link: str
    images: str
    alt: str
    extra: dict[str, Any]
    facets: dict[str, list[str]] = Field(description="values by field, beside city")
    numbers: dict[str, list[float]] = Field(
        description="by field that ranges filter; dates in seconds since 1970-01-01, UTC"
    )


class HealthJson(BaseModel):
    """What is being served."""

    status: str
    store: str
    dataset: str
    documents: int
    model: str


class ErrorJson(BaseModel):
    """Every error, whatever its status."""

    detail: str


def ranking_json(ranking: Ranking) -> dict[str, Any]:
    """A ranking as RankingJson."""
    return {
        "result": [_hit(hit) for hit in ranking.hits],
        "mode": ranking.mode,
        "total": ranking.total,
        "total_capped": ranking.total_capped,
        "truncated": ranking.truncated,
        "readable": ranking.readable,
        "notes": list(ranking.notes),
        "took_ms": {"embed": _ms(ranking.embed_ms), "search": _ms(ranking.search_ms)},
    }


def comparison_json(comparison: Comparison) -> dict[str, Any]:
    """A comparison as ComparisonJson."""
    neural, keyword = comparison.neural, comparison.keyword
    return {
        "neural": [{**_hit(hit), "other_rank": hit.other_rank} for hit in neural.hits],
        "keyword": [{**_hit(hit), "other_rank": hit.other_rank} for hit in keyword.hits],
        "overlap": {"k": comparison.k, "shared": comparison.shared, "rbo": comparison.rbo},
        "verdict": comparison.verdict,
        "total": {"neural": neural.total, "keyword": keyword.total},
        "total_capped": keyword.total_capped,
        "truncated": neural.truncated,
        "readable": neural.readable,
        "notes": list(comparison.notes),
        "took_ms": {
            "embed": _ms(neural.embed_ms),
            "neural": _ms(neural.search_ms),
            "keyword": _ms(keyword.search_ms),
        },
    }


def facets_json(
    facets: Mapping[str, Sequence[Facet]], ranges: Mapping[str, RangeField]
) -> dict[str, Any]:
    """Facets and ranges as FacetsJson."""
    values = {field: [asdict(facet) for facet in found] for field, found in facets.items()}
    return values | {field: _range(found) for field, found in ranges.items()}


def _range(found: RangeField) -> dict[str, Any]:
    ends = [found.low, found.high]
    low, high = [value_text("date", end) for end in ends] if found.kind == "date" else ends
    return {"kind": found.kind, "min": low, "max": high, "count": found.count}


def document_json(document: Document) -> dict[str, Any]:
    """A document as DocumentJson."""
    return document.to_dict()


def _hit(hit: Hit) -> dict[str, Any]:
    values = document_json(hit.document)
    del values["source_id"]
    return {"id": hit.document.id, "rank": hit.rank, "score": hit.score, **values}


def _ms(value: float) -> float:
    return round(value, 3)

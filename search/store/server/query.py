"""Queries and filters in Qdrant's own words, as qdrant-client's models."""

from qdrant_client import models

from search.filters import NO_FILTER, Filter
from search.ranges import Range
from search.store.facets import facet_path, range_path
from search.store.payload import NOTHING_READ, UNREADABLE
from search.store.protocols import HNSW_EF, KEYWORD, NEURAL
from search.types import SparseVector, Vector

_OVERSAMPLING = 2.0


def query_request(
    query: Vector | SparseVector,
    limit: int,
    filter: Filter = NO_FILTER,
    exclude: str | None = None,
    *,
    exact: bool = True,
    above: float | None = None,
) -> models.QueryRequest:
    """What a server is asked for the best documents of one engine.

    Args:
        query: a unit-length vector of shape (dimension,), or weights of terms.
        limit: the most documents to give.
        filter: which documents to search, by values as they are stored.
        exclude: the id of a document to leave out.
        exact: whether to compare every vector, or to walk the HNSW graph if there is one.
        above: the lowest score to give.
    """
    sparse = isinstance(query, SparseVector)
    return models.QueryRequest(
        query=models.SparseVector(indices=query.indices, values=query.values)
        if isinstance(query, SparseVector)
        else query.tolist(),
        using=KEYWORD if sparse else NEURAL,
        filter=qdrant_filter(filter, exclude),
        params=None if sparse else _params(exact=exact),
        limit=limit,
        score_threshold=above,
    )


def qdrant_filter(filter: Filter, exclude: str | None = None) -> models.Filter | None:
    """The filter without the document ``exclude``; None where everything passes."""
    if not filter and exclude is None:
        return None
    conditions: list[models.Condition] = [
        models.FieldCondition(key=facet_path(field), match=models.MatchAny(any=list(values)))
        for field, values in filter.fields
    ]
    conditions += [
        models.Filter(should=[_in_range(range_path(field), each) for each in ranges])
        for field, ranges in filter.ranges
    ]
    if filter.ids is not None:
        conditions.append(models.HasIdCondition(has_id=[*sorted(filter.ids)]))
    without = [*sorted(filter.without), *([exclude] if exclude else ())]
    not_these: list[models.Condition] = []
    if without:
        not_these.append(models.HasIdCondition(has_id=[*without]))
    unread = models.FieldCondition(key=UNREADABLE, match=models.MatchValue(value=NOTHING_READ))
    if filter.unreadable is not None:
        (conditions if filter.unreadable else not_these).append(unread)
    return models.Filter(must=conditions or None, must_not=not_these or None)


def _in_range(path: str, range_: Range) -> models.FieldCondition:
    return models.FieldCondition(key=path, range=models.Range(gte=range_.low, lte=range_.high))


def _params(*, exact: bool) -> models.SearchParams:
    return models.SearchParams(
        exact=exact,
        hnsw_ef=HNSW_EF,
        # Where vectors are quantised, scores still come from the stored ones.
        quantization=models.QuantizationSearchParams(
            ignore=exact, rescore=True, oversampling=_OVERSAMPLING
        ),
    )

"""What can be asked of a collection's points, in the REST API's terms; both protocols end here."""

from typing import Any

from qdrant_client import models

from tests.qdrant.engine import Engine, checked_ids


def upsert(
    engine: Engine, name: str, wanted: models.PointsList | models.PointsBatch
) -> models.UpdateResult:
    """Adds or replaces points."""
    points: Any = wanted.batch if isinstance(wanted, models.PointsBatch) else wanted.points
    if isinstance(points, models.Batch):
        points.ids = [*checked_ids(points.ids)]
    else:
        for point, id_ in zip(points, checked_ids(p.id for p in points), strict=True):
            point.id = id_
    answer: models.UpdateResult = engine.ask(
        "upsert",
        name,
        points,
        update_filter=wanted.update_filter,
        update_mode=wanted.update_mode,
    )
    return answer


def delete(engine: Engine, name: str, selector: models.PointsSelector) -> models.UpdateResult:
    """Deletes points."""
    answer: models.UpdateResult = engine.ask("delete", name, selector)
    return answer


def set_payload(engine: Engine, name: str, wanted: models.SetPayload) -> models.UpdateResult:
    """Merges a payload into those of the points."""
    selector = wanted.points if wanted.points is not None else wanted.filter
    answer: models.UpdateResult = engine.ask(
        "set_payload", name, wanted.payload, points=selector, key=wanted.key
    )
    return answer


def retrieve(engine: Engine, name: str, wanted: models.PointRequest) -> list[models.Record]:
    """Points by id; with their payload unless told otherwise."""
    answer: list[models.Record] = engine.ask(
        "retrieve",
        name,
        checked_ids(wanted.ids),
        with_payload=_or(wanted.with_payload, True),
        with_vectors=_or(wanted.with_vector, False),
    )
    return answer


def scroll(engine: Engine, name: str, wanted: models.ScrollRequest) -> models.ScrollResult:
    """A page of points; with their payload unless told otherwise."""
    points, offset = engine.ask(
        "scroll",
        name,
        scroll_filter=wanted.filter,
        limit=_or(wanted.limit, 10),
        order_by=wanted.order_by,
        offset=wanted.offset,
        with_payload=_or(wanted.with_payload, True),
        with_vectors=_or(wanted.with_vector, False),
    )
    return models.ScrollResult(points=points, next_page_offset=offset)


def query(engine: Engine, name: str, wanted: models.QueryRequest) -> models.QueryResponse:
    """The best points; without their payload unless told otherwise."""
    # Local mode always searches exactly, and warns when it is told how to search.
    idf = wanted.params and wanted.params.idf
    answer: models.QueryResponse = engine.ask(
        "query_points",
        name,
        query=wanted.query,
        using=wanted.using,
        prefetch=wanted.prefetch,
        query_filter=wanted.filter,
        search_params=models.SearchParams(idf=idf) if idf else None,
        limit=_or(wanted.limit, 10),
        offset=wanted.offset,
        with_payload=_or(wanted.with_payload, False),
        with_vectors=_or(wanted.with_vector, False),
        score_threshold=wanted.score_threshold,
        lookup_from=wanted.lookup_from,
    )
    return answer


def query_batch(
    engine: Engine, name: str, wanted: models.QueryRequestBatch
) -> list[models.QueryResponse]:
    """Several queries in one request."""
    return [query(engine, name, request) for request in wanted.searches]


def count(engine: Engine, name: str, wanted: models.CountRequest) -> models.CountResult:
    """How many points pass a filter."""
    answer: models.CountResult = engine.ask("count", name, count_filter=wanted.filter)
    return answer


def facet(engine: Engine, name: str, wanted: models.FacetRequest) -> models.FacetResponse:
    """A field's values with their counts; only of an indexed field."""
    engine.needs_index(name, wanted.key)
    answer: models.FacetResponse = engine.ask(
        "facet", name, wanted.key, facet_filter=wanted.filter, limit=_or(wanted.limit, 10)
    )
    return answer


def _or(value: Any, default: Any) -> Any:
    return default if value is None else value

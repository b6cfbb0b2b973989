"""From JSON values to rows: what search engines and maps put around a record is taken off."""

from collections.abc import Iterator, Sequence
from typing import Any

from ingest.formats.outline import unique_names
from ingest.sources.protocols import Row

ACTION = "bulk action"
HEADER = "column names"
DELETED = "deletion"
_ACTIONS = ("index", "create", "update", "delete")
_ACTION_KEYS = {"_id", "_index", "_type", "_routing", "routing", "retry_on_conflict", "pipeline"}


def records_of(found: Iterator[Row], names: Sequence[str] | None = None) -> Iterator[Row]:
    """The rows with the record of each value.

    An Elasticsearch hit gives its ``_source``, a GeoJSON feature its properties, a JSON:API
    resource its attributes, each with its id. The first list of texts names the columns of the
    lists after it, unless ``names`` do; a text alone is the column "text".
    """
    names = list(names) if names else None
    action: dict[str, Any] | None = None
    for row in found:
        if row.problem or row.aside:
            yield row
        elif (told := _action(row.value)) is not None:
            kind, action = told
            yield row._replace(value=None, aside=DELETED if kind == "delete" else ACTION)
            action = None if kind == "delete" else action
        elif isinstance(row.value, list) and names is None and _are_names(row.value):
            names = unique_names(map(str, row.value))
            yield row._replace(value=None, aside=HEADER)
        elif isinstance(row.value, list):
            names = names or [f"column {n}" for n in range(1, len(row.value) + 1)]
            yield _from_list(row, names)
        else:
            yield row._replace(value=_record(row.value, action))
            action = None


def _action(value: Any) -> tuple[str, dict[str, Any]] | None:
    """The line before a document in a bulk request: what to do, and with which document."""
    if not isinstance(value, dict) or len(value) != 1:
        return None
    ((kind, about),) = value.items()
    known = kind in _ACTIONS and isinstance(about, dict) and about.keys() <= _ACTION_KEYS
    return (kind, about) if known else None


def _record(value: Any, action: dict[str, Any] | None) -> Any:
    if isinstance(value, str):
        return {"text": value}
    if not isinstance(value, dict):
        return value
    if action is not None:
        doc = value.get("doc")  # an update has its document in there
        inner = doc if isinstance(doc, dict) else value
        return _with_id(inner, {"_id": action["_id"]} if "_id" in action else {})
    for key in _inner(value):
        if isinstance(value.get(key), dict):
            return _with_id(value[key], {name: v for name, v in value.items() if name != key})
    return value


def _inner(value: dict[str, Any]) -> tuple[str, ...]:
    """The member that holds the record itself, if the others are those that come with it."""
    if "_source" in value:
        return ("_source",)
    if value.get("type") == "Feature":
        return ("properties",)
    if "attributes" in value and value.keys() <= {
        "id",
        "type",
        "attributes",
        "links",
        "relationships",
        "meta",
    }:
        return ("attributes",)
    return ()


def _with_id(record: dict[str, Any], around: dict[str, Any]) -> dict[str, Any]:
    """The record and what is around it, which never replaces a member of the record."""
    return {**{name: v for name, v in around.items() if name not in record}, **record}


def _are_names(value: list[Any]) -> bool:
    texts = all(isinstance(one, str) and one.strip() for one in value)
    return bool(value) and texts and len(set(value)) == len(value)


def _from_list(row: Row, names: Sequence[str]) -> Row:
    cells: list[Any] = row.value
    if len(cells) > len(names) and any(cell not in (None, "") for cell in cells[len(names) :]):
        problem = f"{len(names):,} values expected, {len(cells):,} found"
        return row._replace(value=str(cells)[:1000], problem=problem)
    pairs = zip(names, cells, strict=False)
    return row._replace(value={n: cell for n, cell in pairs if cell not in (None, "")})

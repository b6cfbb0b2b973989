"""Documents as the payloads of points."""

import json
from dataclasses import asdict
from typing import Any

from search.store.facets import FACETS, NUMBERS
from search.types import CITY, Document

UNREADABLE = "unreadable"
"""The payload key of documents of which the model can read nothing; others do not have it."""
NOTHING_READ = "nothing read"
"""Its value; a text, because the embedded engine does not match booleans."""


def to_payload(document: Document, *, unreadable: bool = False) -> dict[str, Any]:
    """A document as a point's payload; absent fields stay absent, ``extra`` is JSON text.

    As text, nested values and numbers of any size come back from every store unchanged.
    """
    values = asdict(document)
    del values["id"]
    for name in (CITY, FACETS, NUMBERS):
        if not values[name]:
            del values[name]
    if unreadable:
        values[UNREADABLE] = NOTHING_READ
    values["extra"] = json.dumps(document.extra, ensure_ascii=False)
    return values


def from_payload(id_: str, payload: dict[str, Any]) -> Document:
    """The document of a payload."""
    values = {name: value for name, value in payload.items() if name != UNREADABLE}
    return Document(**{**values, "id": id_, "extra": json.loads(payload["extra"])})

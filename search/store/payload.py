"""Documents as the payloads of points."""

import json
from dataclasses import asdict
from typing import Any

from search.store.facets import FACETS
from search.types import CITY, Document


def to_payload(document: Document) -> dict[str, Any]:
    """A document as a point's payload; absent fields stay absent, ``extra`` is JSON text.

    As text, nested values and numbers of any size come back from every store unchanged.
    """
    values = asdict(document)
    del values["id"]
    for name in (CITY, FACETS):
        if not values[name]:
            del values[name]
    values["extra"] = json.dumps(document.extra, ensure_ascii=False)
    return values


def from_payload(id_: str, payload: dict[str, Any]) -> Document:
    """The inverse of ``to_payload``."""
    return Document(**{**payload, "id": id_, "extra": json.loads(payload["extra"])})

"""What the API's own documentation shows beside the types: groups, errors, answers as examples."""

import json
from pathlib import Path
from typing import Any

from fastapi import FastAPI

from search.export import schema

GROUPS = {
    "Search": "Rankings of one engine, of both side by side, of hybrid, and of several queries.",
    "Explain": "Why a document ranks where it does, with every score in its exact parts.",
    "Evaluate": "Engines measured on judged queries, and how sure the differences are.",
    "Take away": "What was found as a file, and the search as code to paste elsewhere.",
    "Data": "Documents, the values to filter by, and what is being served.",
}
TAGS = [{"name": name, "description": text} for name, text in GROUPS.items()]
ERRORS: dict[int | str, dict[str, Any]] = {
    404: {"model": schema.ErrorJson, "description": "No such dataset or document"},
    413: {"model": schema.ErrorJson, "description": "The body is too large"},
    422: {"model": schema.ErrorJson, "description": "A value cannot be used"},
    503: {"model": schema.ErrorJson, "description": "Not ready, or Qdrant is away: try later"},
}
EXAMPLES_FILE = Path(__file__).parent / "examples.json"
"""Answers of the bundled sample by path; ``python -m docs.make_examples`` writes them."""


def add_examples(api: FastAPI) -> None:
    """Puts an example beside the type of each answer that is JSON."""
    describe = api.openapi

    def openapi() -> dict[str, Any]:
        document = describe()
        # Not through FastAPI's ``responses``, which leaves out what is null.
        for path, example in json.loads(EXAMPLES_FILE.read_text("utf-8")).items():
            for operation in document["paths"][path].values():
                content = operation["responses"]["200"]["content"]
                content["application/json"]["example"] = example
        return document

    api.openapi = openapi  # type: ignore[method-assign]

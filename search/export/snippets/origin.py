"""Which collection a snippet asks, and what has to be known about it first."""

from search.export.snippets.asked import Asked
from search.text.printable import printable

_EMBEDDED = """\
# Needs a Qdrant server: this app keeps “{dataset}” in an embedded engine. To put it on one:
#   QDRANT_URL=http://localhost:6333 python -m ingest {command}
"""
_NUMBERS = """\
# The vector was made by {model}. Sparse indices number the terms of
# this index; after the dataset is built again from other data, they mean other terms.
"""


def collection(asked: Asked) -> str:
    """The generation's collection, or where the engine is embedded, the name it would be asked by.

    A generation's own name fails once it is replaced, where the dataset's would give other hits.
    """
    return asked.index.collection or asked.index.manifest.dataset


def origin(asked: Asked) -> str:
    """The first comment lines of a snippet that asks Qdrant itself."""
    manifest = asked.index.manifest
    needs = ""
    if asked.index.collection is None:
        command = printable(manifest.rebuild_arguments())  # a file's name may hold line breaks
        needs = _EMBEDDED.format(dataset=manifest.dataset, command=command)
    return (needs + _NUMBERS.format(model=printable(manifest.model))).rstrip("\n")

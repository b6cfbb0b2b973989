"""The kinds of snippets by name."""

from typing import Literal, NamedTuple

from search.export.snippets.asked import Asked
from search.export.snippets.curl import curl
from search.export.snippets.library import library

SnippetKind = Literal["curl", "python", "qdrant-client", "qdrant-rest"]


class Snippet(NamedTuple):
    """A kind of snippet: its label, and the language to highlight it in."""

    label: str
    language: str


SNIPPETS: dict[SnippetKind, Snippet] = {
    "curl": Snippet("curl", "bash"),
    "python": Snippet("Python", "python"),
    "qdrant-client": Snippet("qdrant-client", "python"),
    "qdrant-rest": Snippet("Qdrant REST", "bash"),
}


def snippet(kind: SnippetKind, asked: Asked) -> str:
    """The code.

    Raises:
        InputError: this kind cannot express the request; the message says why.
    """
    if kind == "curl":
        return curl(asked)
    if kind == "python":
        return library(asked)
    # With an embedded engine nothing else needs qdrant-client, which takes long to import.
    from search.export.snippets.client import client
    from search.export.snippets.rest import rest

    return client(asked) if kind == "qdrant-client" else rest(asked)

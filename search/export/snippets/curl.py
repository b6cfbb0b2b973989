"""A search as a shell command that asks this app's HTTP API."""

from shlex import quote
from typing import Any

from search.export.snippets.asked import Asked
from search.export.snippets.shell import posted
from search.retrieval.request import SearchRequest
from search.types import CITY, COMPARE

_LONGEST_IN_ADDRESS = 1_000
"""Characters; servers in between may refuse longer addresses."""
_NEXT = " \\\n  "


def curl(asked: Asked) -> str:
    """A GET request; a POST for texts that are long or hold what a terminal would obey."""
    fields = _fields(asked.request)
    path = "compare" if asked.request.mode == COMPARE else "search"
    address = quote(f"{asked.address}/{path}")
    text = asked.request.text
    if len(text) > _LONGEST_IN_ADDRESS or not text.isprintable():
        return f"curl {address}{_NEXT}{posted(fields)}"
    pairs = [
        f"{name}={each}"
        for name, value in fields.items()
        for each in (value if isinstance(value, list) else [value])
    ]
    parts = [f"curl --get {address}", *(f"--data-urlencode {quote(pair)}" for pair in pairs)]
    return _NEXT.join(parts) + "\n"


def _fields(request: SearchRequest) -> dict[str, Any]:
    """The API's parameters that make the same request."""
    asks: dict[str, Any] = {"like": request.like} if request.like else {"q": request.text}
    if request.mode != COMPARE:
        asks["mode"] = request.mode
    if request.mode == "hybrid":
        asks |= request.fusion._asdict()
    further = [f"{name}:{v}" for name, vs in request.filter.fields if name != CITY for v in vs]
    filters = {"city": list(request.filter.values(CITY)), "filter": further}
    asks |= {name: values for name, values in filters.items() if values}
    return asks | {"k": request.k, "dataset": request.dataset}

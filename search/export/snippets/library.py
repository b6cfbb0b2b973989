"""A search as Python that uses this library."""

from search.export.snippets.asked import Asked
from search.retrieval.request import SearchRequest
from search.types import COMPARE

_HEAD = """\
# Runs where this project is installed, with the same NVK_DATA_DIR or QDRANT_URL.
from search import open_service

service = open_service()
"""
_SHOW = """\
for hit in ranking.hits:
    print(hit.rank, hit.score, hit.document.id, repr(hit.document.title))
"""
_SHOW_BOTH = """\
print(comparison.verdict)
for ranking in (comparison.neural, comparison.keyword):
    print(ranking.mode)
    for hit in ranking.hits:
        print(hit.rank, hit.score, hit.document.id, repr(hit.document.title))
"""


def library(asked: Asked) -> str:
    """A script that prints rank, score, id and title of each hit."""
    request = asked.request
    wanted = repr(request.like or request.text)
    options = ", ".join(f"{name}={value!r}" for name, value in _options(request).items())
    if request.mode == COMPARE:
        method = "compare_similar" if request.like else "compare"
        return f"{_HEAD}comparison = service.{method}({wanted}, {options})\n{_SHOW_BOTH}"
    method = "similar" if request.like else "search"
    return f"{_HEAD}ranking = service.{method}({wanted}, {options})\n{_SHOW}"


def _options(request: SearchRequest) -> dict[str, object]:
    options: dict[str, object] = {}
    if request.mode != COMPARE:
        options["mode"] = request.mode
    if request.mode == "hybrid":
        options |= request.fusion._asdict()
    if request.filter:
        options["filter"] = {name: list(values) for name, values in request.filter.fields}
    return options | {"k": request.k, "dataset": request.dataset}

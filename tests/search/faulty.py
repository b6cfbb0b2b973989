"""A server that fails, everything that can be asked meanwhile, and what may come of it."""

from collections.abc import Callable
from dataclasses import asdict, is_dataclass
from functools import partial
from typing import Any

from starlette.responses import Response

from search.errors import StoreUnreachable
from search.service import SearchService
from tests.qdrant.faults import Failing, dropped, half, instead, page, status, text
from tests.search.helpers import id_of

QUICK: dict[str, Failing] = {
    **{str(code): status(code) for code in (401, 403, 404, 408, 429, 500, 503)},
    "429 with Retry-After": status(429, Retry_After="3"),
    "429 with a date": status(429, Retry_After="Wed, 21 Oct 2026 07:28:00 GMT"),
    "redirect": instead(Response(status_code=302, headers={"Location": "http://127.0.0.1:1/"})),
    "empty": instead(Response(status_code=204)),
    "half": half(),
    "dropped": dropped(),
    "dropped after it is done": dropped(carried_out=True),
    "page": page(),
    "page of a gateway": page(502),
    "not JSON": text(),
    "nothing": text(""),
    "other JSON": text('{"result": {"x": 1}, "status": "ok", "time": 0}'),
    "a list": text("[]"),
    "not compressed": instead(Response("plain", headers={"Content-Encoding": "gzip"})),
}
"""Ways to fail at once; ``stuck`` and ``delay`` take the client's time-out."""
EMPTY_RESULTS: dict[str, Failing] = {
    "no result": text("{}"),
    "null": text('{"result": null, "status": "accepted", "time": 0}'),
}
"""Qdrant itself answers with no result what it has accepted but not yet done."""

Ask = Callable[[SearchService], Any]


def _search(mode: str, service: SearchService) -> Any:
    return service.search("chairs and robots", mode, cities=["Berlin", "Paris"])


def _similar(mode: str, service: SearchService) -> Any:
    return service.similar(id_of("oak"), mode)


QUESTIONS: dict[str, Ask] = {
    **{f"search {mode}": partial(_search, mode) for mode in ("neural", "keyword", "hybrid")},
    **{f"similar {mode}": partial(_similar, mode) for mode in ("neural", "keyword", "hybrid")},
    "compare": lambda service: service.compare("chairs and robots"),
    "compare similar": lambda service: service.compare_similar(id_of("oak")),
    "document": lambda service: service.document(id_of("oak")),
    "explain": lambda service: service.explain("chairs", id_of("oak")),
    "explain query": lambda service: service.explain_query("chairs"),
    "word shares": lambda service: service.word_shares("chairs", [id_of("oak")]),
    "facets": lambda service: service.facets(),
    "manifest": lambda service: service.manifest(),
    "health": lambda service: service.health(),
    "datasets": lambda service: service.datasets(),
    "building": lambda service: service.building(),
}
"""Everything that reads, over COMPANIES as "sample"."""


def answers(service: SearchService) -> dict[str, Any]:
    """What the service says to every question."""
    return {question: without_times(ask(service)) for question, ask in QUESTIONS.items()}


def without_times(answer: Any) -> Any:
    """An answer as plain values, without how long it took and the last bits of scores.

    Local mode's sums depend on how arrays happen to lie in memory.
    """
    if is_dataclass(answer) and not isinstance(answer, type):
        return without_times(asdict(answer))
    if isinstance(answer, dict):
        return {key: without_times(value) for key, value in answer.items() if key[-3:] != "_ms"}
    if isinstance(answer, list | tuple):
        return [without_times(value) for value in answer]
    return round(answer, 4) if isinstance(answer, float) else answer


def is_one_sentence(message: str) -> bool:
    """Whether this can be shown to a person as it is."""
    return message[-1:] == "." and "\n" not in message and ". " not in message


def right_or_unreachable(service: SearchService, question: str, right: Any) -> bool:
    """Whether the server was said to be unreachable; any other answer has to be the right one."""
    try:
        answer = without_times(QUESTIONS[question](service))
    except StoreUnreachable as error:
        assert is_one_sentence(str(error)), str(error)
        return True
    assert answer == right
    return False

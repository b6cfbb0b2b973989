"""Several queries put to two engines, one line of a table for each."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from search.comparison.overlap import Overlap, overlap
from search.errors import InputError
from search.labels import ENGINE_LABELS
from search.limits import MAX_COMPARED
from search.retrieval.query import documents
from search.retrieval.retrieve import Retrieval
from search.types import Document, Engine, Mode

TOP = 3
Engines = tuple[Mode, Mode]
Retrieve = Callable[[str], Retrieval]
"""Puts a query to the engines of one index."""


@dataclass(frozen=True, slots=True)
class ComparedQuery:
    """One query, how far the two engines agree on it, and what each lists first.

    ``top`` are up to TOP documents of each engine, in the order of the engines. ``warnings`` are
    sentences. ``overlap`` is None for a query that could not be asked, and a warning says why.
    """

    q: str
    engines: Engines
    overlap: Overlap | None
    top: tuple[list[Document], list[Document]] = ([], [])
    warnings: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """As JSON-ready values; documents by id and name."""
        return {
            "q": self.q,
            "overlap": self.overlap._asdict() if self.overlap else None,
            "top": {
                engine: [{"id": document.id, "name": document.title} for document in top]
                for engine, top in zip(self.engines, self.top, strict=True)
            },
            "warnings": list(self.warnings),
        }


def query_lines(text: str) -> list[str]:
    r"""The queries in a text, one on each line; blank and repeated lines are left out.

    >>> query_lines("rent a scooter\n\n  bKash \nbKash")
    ['rent a scooter', 'bKash']

    Raises:
        InputError: there are more than MAX_COMPARED, or none.
    """
    return checked_queries(text.splitlines())


def checked_queries(queries: Iterable[str]) -> list[str]:
    """The queries without blank and repeated ones.

    Raises:
        InputError: there are more than MAX_COMPARED, or none.
    """
    found = list(dict.fromkeys(query for query in map(str.strip, queries) if query))
    if not found:
        raise InputError("queries: give at least one, each on a line of its own.")
    if len(found) > MAX_COMPARED:
        raise InputError(f"queries: {len(found):,} are too many; the limit is {MAX_COMPARED:,}.")
    return found


def compare_queries(
    queries: Iterable[str], retrieve: Retrieve, engines: Engines
) -> Iterator[ComparedQuery]:
    """Compares the two engines on each query, when the next one is asked for.

    A query that cannot be asked is given with the reason; the others go on.

    Raises:
        IndexDamaged: a document that was found is not there.
    """
    for query in queries:
        try:
            yield _compared(query, retrieve(query), engines)
        except InputError as error:
            yield ComparedQuery(query, engines, None, warnings=(str(error),))


def _compared(query: str, retrieval: Retrieval, engines: Engines) -> ComparedQuery:
    left, right = (retrieval.ids(engine) for engine in engines)
    texts = documents(retrieval.index, {*left[:TOP], *right[:TOP]})
    empty = [
        f"{ENGINE_LABELS[engine]} found nothing."
        for engine, ids in zip(engines, (left, right), strict=True)
        if not ids
    ]
    return ComparedQuery(
        query,
        engines,
        overlap(retrieval.request.k, left, right),
        ([texts[id_] for id_ in left[:TOP]], [texts[id_] for id_ in right[:TOP]]),
        (*empty, *retrieval.notes(*_asked(engines))),
    )


def _asked(engines: Engines) -> tuple[Engine, ...]:
    """The engines behind those compared: hybrid has both."""
    if "hybrid" in engines:
        return ("neural", "keyword")
    return tuple(engine for engine in engines if engine != "hybrid")

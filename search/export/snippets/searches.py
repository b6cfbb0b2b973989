"""What this app asks of Qdrant for a request, taken down while it does so."""

from dataclasses import replace
from typing import Any, cast

from qdrant_client import models

from search.errors import InputError
from search.export.snippets.asked import Asked
from search.filters import NO_FILTER, Filter
from search.limits import MAX_WRITTEN_IDS
from search.store.protocols import Index
from search.store.server.query import query_request
from search.types import Engine, Scored, SparseVector, Vector

Searches = dict[Engine, list[models.QueryRequest]]
"""By engine; the hits of several searches follow each other, none means no hits."""


def searches(asked: Asked) -> Searches:
    """The searches behind the rankings that are shown, each with the limit that settled ties.

    Raises:
        InputError: required or excluded words stand for too many documents to write down.
    """
    found: Searches = {}
    for engine in asked.engines:
        watched = _Watched(asked.index)
        mode = "hybrid" if asked.request.mode == "hybrid" else engine
        asked.rank(cast(Index, watched), replace(asked.request, mode=mode))
        found[engine] = watched.searches(engine)
    return found


class _Watched:
    """An index that remembers the last searches of each engine: those that fetched enough.

    Neural may make two, with different filters; of the full-text searches all but the last only
    tell which documents contain a word.
    """

    def __init__(self, index: Index) -> None:
        self._index = index
        self._neural: dict[Filter, models.QueryRequest] = {}
        self._keyword: dict[Filter, models.QueryRequest] = {}

    def __getattr__(self, name: str) -> Any:
        return getattr(self._index, name)

    def searches(self, engine: Engine) -> list[models.QueryRequest]:
        """Those that found something. Raises InputError as ``searches``."""
        made = self._neural if engine == "neural" else self._keyword
        for wanted in made:
            _check(wanted)
        return list(made.values())

    def neural(
        self,
        vector: Vector,
        limit: int,
        filter: Filter = NO_FILTER,
        exclude: str | None = None,
        *,
        exact: bool = True,
    ) -> list[Scored]:
        hits = self._index.neural(vector, limit, filter, exclude, exact=exact)
        if hits:
            wanted = query_request(vector, limit, filter, exclude, exact=exact)
            # The shortest decimals of the same 32-bit floats.
            wanted.query = [float(str(value)) for value in vector]
            self._neural[filter] = wanted
        return hits

    def keyword(
        self,
        query: SparseVector,
        limit: int,
        filter: Filter = NO_FILTER,
        exclude: str | None = None,
        **how: Any,
    ) -> tuple[list[Scored], int]:
        found = self._index.keyword(query, limit, filter, exclude, **how)
        wanted = query_request(query, limit, filter, exclude)
        self._keyword = {filter: wanted} if found[0] else {}
        return found


def _check(filter: Filter) -> None:
    ids = len(filter.ids or ()) + len(filter.without)
    if ids > MAX_WRITTEN_IDS:
        raise InputError(
            f"q: its required, excluded or quoted words stand for {ids:,} documents, which are "
            f"too many to write out (the limit is {MAX_WRITTEN_IDS:,}); use curl or Python."
        )

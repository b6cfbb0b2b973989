"""Hits as rows of a table, for files and for pandas. Imports nothing, so that ``types`` can use it.

The types here say what is needed of a hit; those of ``search.types`` have it.
"""

from typing import Any, Protocol

COLUMNS = tuple(
    "engine rank score id source_id name city link description "
    "other_rank neural_rank keyword_rank images alt extra".split()
)
"""In their order; ``facets`` are among a row's values as well."""


class RowDocument(Protocol):
    """What a row needs of a document."""

    def to_dict(self) -> dict[str, Any]:
        """Its fields by name."""
        ...


class RowHit(Protocol):
    """What a row needs of a hit."""

    @property
    def document(self) -> RowDocument:
        """What was found."""
        ...

    @property
    def rank(self) -> int:
        """1 is the best."""
        ...

    @property
    def score(self) -> float:
        """Higher is better."""
        ...

    @property
    def other_rank(self) -> int | None:
        """The rank on the other engine, in a comparison."""
        ...

    @property
    def ranks(self) -> tuple[int | None, int | None] | None:
        """The ranks on neural and on keyword, in a hybrid ranking."""
        ...


def hit_row(engine: str, hit: RowHit) -> dict[str, Any]:
    """The hit's values by column; a rank is None where it is not known or deeper than 100."""
    ranks = {
        "neural": (hit.rank, hit.other_rank),
        "keyword": (hit.other_rank, hit.rank),
    }
    neural_rank, keyword_rank = hit.ranks or ranks.get(engine, (None, None))
    return {
        "engine": engine,
        "rank": hit.rank,
        "score": hit.score,
        "other_rank": hit.other_rank,
        "neural_rank": neural_rank,
        "keyword_rank": keyword_rank,
        **hit.document.to_dict(),
    }

"""How rankings show themselves in a notebook, and become a table of pandas.

Everything from data is escaped, links are those of http and https, and nothing is loaded.
"""

from collections.abc import Iterable, Sequence
from html import escape
from typing import TYPE_CHECKING, Any, Protocol
from urllib.parse import urlsplit

from search.rows import COLUMNS, RowHit, hit_row

if TYPE_CHECKING:
    import pandas as pd

_TEXT = 160
"""Characters of a description that are shown."""
_SIDE_BY_SIDE = "display:flex;flex-wrap:wrap;gap:0 2em;max-width:80em;text-align:left"
_LIST = "flex:1 1 20em;min-width:0;overflow-wrap:anywhere"


class _Ranking(Protocol):
    @property
    def mode(self) -> str: ...
    @property
    def label(self) -> str: ...
    @property
    def hits(self) -> Sequence[RowHit]: ...


class _Comparison(Protocol):
    @property
    def neural(self) -> _Ranking: ...
    @property
    def keyword(self) -> _Ranking: ...
    @property
    def verdict(self) -> str: ...


class ShownRanking:
    """What makes a ranking show itself as a list."""

    __slots__ = ()

    def to_pandas(self: _Ranking) -> "pd.DataFrame":
        """One row a hit, with the columns of the CSV export."""
        return _frame(self)

    def _repr_html_(self: _Ranking) -> str:
        return _lists(self)


class ShownComparison:
    """What makes a comparison show itself as both lists."""

    __slots__ = ()

    def to_pandas(self: _Comparison) -> "pd.DataFrame":
        """One row a hit, neural's before keyword's, with the columns of the CSV export."""
        return _frame(self.neural, self.keyword)

    def _repr_html_(self: _Comparison) -> str:
        return f"<p dir='auto'><b>{escape(self.verdict)}</b></p>{_lists(self.neural, self.keyword)}"


def _frame(*rankings: _Ranking) -> "pd.DataFrame":
    # Importing pandas takes longer than a search.
    import pandas as pd

    rows = [hit_row(ranking.mode, hit) for ranking in rankings for hit in ranking.hits]
    frame = pd.DataFrame(rows, columns=list(COLUMNS))
    ranks = [column for column in COLUMNS if column.endswith("rank")]
    return frame.astype(dict.fromkeys(ranks, "Int64"))  # whole numbers, of which some are unknown


def _lists(*rankings: _Ranking) -> str:
    columns = "".join(
        f"<div style='{_LIST}'><p><b>{escape(ranking.label)}</b></p>{_items(ranking.hits)}</div>"
        for ranking in rankings
    )
    return f"<div style='{_SIDE_BY_SIDE}'>{columns}</div>"


def _items(hits: Iterable[RowHit]) -> str:
    items = "".join(map(_item, hits))
    return f"<ol>{items}</ol>" if items else "<p>no results</p>"


def _item(hit: RowHit) -> str:
    document = hit.document.to_dict()
    other = f" · other side #{hit.other_rank}" if hit.other_rank else ""
    about = f"{hit.score:.4f}{other}"
    if document["city"]:
        about = f"{document['city']} · {about}"
    text = " ".join(document["description"].split())
    text = text if len(text) <= _TEXT else f"{text[: _TEXT - 1]}…"
    return (
        f"<li value='{hit.rank}' dir='auto'>{_name(document)} <small>{escape(about)}</small>"
        f"<br>{escape(text)}</li>"
    )


def _name(document: dict[str, Any]) -> str:
    name = escape(document["name"].strip() or "(no name)")
    try:
        linked = urlsplit(document["link"]).scheme in ("http", "https")
    except ValueError:  # such as a bracket left open
        linked = False
    if not linked:
        return f"<b>{name}</b>"
    return f"<a href='{escape(document['link'])}' rel='noopener noreferrer'>{name}</a>"

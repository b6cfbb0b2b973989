"""What the breakdowns of neural and full-text have in common."""

from collections.abc import Sequence

from search.explanation.model import BreakdownRow
from search.labels import SCORE_DECIMALS, count_text, number, score_text
from search.retrieval.standing import Standing
from search.types import Engine, Mode


def total_row(mode: Mode, rows: Sequence[BreakdownRow], score: float) -> BreakdownRow:
    """The last row; it says so if the rounded parts do not add up to the rounded score."""
    decimals = SCORE_DECIMALS[mode]
    shown = sum(round(row.value, decimals) for row in rows)
    exact = number(shown, decimals) == score_text(mode, score)
    return BreakdownRow("Score", score, "" if exact else "the parts above are rounded", "total")


def last_in_list(engine: Engine, standing: Standing, k: int, unit: str = "") -> list[str]:
    """A note for a document beyond the top k: what the k-th has.

    Not the difference, which is rounded by itself and would look wrong beside the two.
    """
    if standing.rank is None or standing.rank <= k or standing.cutoff is None:
        return []
    cutoff, score = (score_text(engine, each) for each in (standing.cutoff, standing.score))
    return [f"#{count_text(k)} has {cutoff}{unit}, this one {score}{unit}."]

"""How engines, scores and counts are written wherever a person reads them."""

from search.types import ENGINE_LABELS, Mode

__all__ = ["ENGINE_LABELS", "ENGINE_NAMES", "SCORE_DECIMALS", "count_text", "number", "score_text"]

ENGINE_NAMES: dict[Mode, str] = {mode: label.lower() for mode, label in ENGINE_LABELS.items()}
"""An engine's name inside a sentence."""
SCORE_DECIMALS: dict[Mode, int] = {"neural": 3, "keyword": 2, "hybrid": 4}
"""Decimals that tell neighbouring scores apart: cosines, BM25 points, reciprocal ranks."""


def number(value: float, decimals: int) -> str:
    """A number with a minus sign instead of a hyphen; a value that rounds to 0 has no sign."""
    written = f"{value:.{decimals}f}"
    return written.replace("-", "−") if float(written) else written.removeprefix("-")


def score_text(mode: Mode, score: float) -> str:
    """A score with the decimals of its engine."""
    return number(score, SCORE_DECIMALS[mode])


def count_text(count: int, *, capped: bool = False) -> str:
    """A count with thousands separators: “1,000+” where there are more than were counted."""
    return f"{count:,}{'+' if capped else ''}"

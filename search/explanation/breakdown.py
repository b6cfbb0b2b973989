"""Each engine's score of a document in labelled rows, notes and captions."""

from search.explanation.breakdown_rows import total_row
from search.explanation.keyword_breakdown import keyword_breakdown
from search.explanation.model import Breakdown, BreakdownRow, Explanation
from search.explanation.neural_breakdown import neural_breakdown
from search.labels import ENGINE_LABELS, SCORE_DECIMALS, score_text
from search.limits import RANK_DEPTH
from search.types import Engine, Mode


def breakdowns(found: Explanation) -> dict[Mode, Breakdown]:
    """The breakdowns of all engines."""
    return {
        "neural": neural_breakdown(found),
        "keyword": keyword_breakdown(found),
        "hybrid": hybrid_breakdown(found),
    }


def hybrid_breakdown(found: Explanation) -> Breakdown:
    """A hybrid score by engines."""
    hybrid = found.hybrid
    score = score_text("hybrid", hybrid.score)
    rows = [_engine(found, "neural"), _engine(found, "keyword")]
    return Breakdown(
        label=ENGINE_LABELS["hybrid"],
        standing=f"#{hybrid.rank} · {score}" if hybrid.rank else "not found",
        meaning=(
            "Hybrid adds up ranks, not scores: rank 1 of an engine counts most, and each rank "
            "further down counts a little less."
        ),
        notes=[],
        rows=rows,
        total=total_row("hybrid", rows, hybrid.score),
        decimals=SCORE_DECIMALS["hybrid"],
        legend="",
        ignored="",
        formula=[
            f"Each engine that has the document among its first {RANK_DEPTH} contributes its "
            f"weight / ({hybrid.rrf_k} + rank)."
        ],
    )


def _engine(found: Explanation, engine: Engine) -> BreakdownRow:
    label, hybrid = ENGINE_LABELS[engine], found.hybrid
    part = next((part for part in hybrid.parts if part.engine == engine), None)
    if part:
        gloss = f"#{part.rank} there: {part.weight:.2f} / ({hybrid.rrf_k} + {part.rank})"
        return BreakdownRow(label, part.score, gloss, "engine", engine)
    rank = (found.neural if engine == "neural" else found.keyword).rank
    ranked = rank is not None and rank <= RANK_DEPTH
    gloss = "its weight is 0" if ranked else f"not among its first {RANK_DEPTH}"
    return BreakdownRow(label, 0.0, gloss, "engine", engine)

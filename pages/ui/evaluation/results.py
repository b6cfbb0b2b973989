"""An evaluation on the screen, from the sentence down to single queries."""

import streamlit as st

from pages.ui.evaluation.choosing import Choice
from pages.ui.evaluation.forest import Row, forest
from pages.ui.evaluation.keeping import keep_and_compare
from pages.ui.evaluation.queries import by_query
from pages.ui.evaluation.tables import engine_table
from pages.ui.evaluation.weighing import weighing
from pages.ui.text import notice, paragraph
from search.evaluation.result import Evaluation, PairResult, SliceDifference
from search.evaluation.workbench import Workbench
from search.labels import number

_DECIMALS = 3


def show(evaluation: Evaluation, choice: Choice, workbench: Workbench) -> None:
    """Everything, the most important first."""
    paragraph(evaluation.sentence, "sentence")
    for said in _missing(evaluation):
        notice(said)
    engine_table(evaluation)
    for note in evaluation.notes:
        paragraph(note, "small")
    if evaluation.pairs:
        _pairs(evaluation)
        pair = _pair(evaluation)
        _slices(evaluation, pair)
        by_query(evaluation, pair, workbench.service.default_dataset)
    assert choice.set_id is not None  # noqa: S101 for the type checker
    prepared = workbench.prepare(
        choice.dataset, choice.set_id, choice.engines, choice.options, choice.rule
    )
    if evaluation.queries:
        weighing(prepared, workbench)
    keep_and_compare(evaluation, prepared, workbench)


def _missing(evaluation: Evaluation) -> list[str]:
    coverage = evaluation.coverage
    said = []
    if coverage.unknown_documents:
        named = ", ".join(coverage.unknown_document_ids[:5])
        said.append(
            f"{coverage.unknown_documents:,} judged documents are not in this dataset, and count "
            f"as not found: {named}{_more(coverage.unknown_documents)}."
        )
    if coverage.unknown_queries:
        named = ", ".join(coverage.unknown_query_ids[:5])
        said.append(
            f"{coverage.unknown_queries:,} judged queries are not in the set: "
            f"{named}{_more(coverage.unknown_queries)}."
        )
    return said


def _more(count: int) -> str:
    return ", …" if count > 5 else ""


def _pairs(evaluation: Evaluation) -> None:
    st.html("<h2>How sure is that?</h2>")
    meaningful = evaluation.resolution.meaningful
    rows = [
        Row(
            name=pair_label(evaluation, pair),
            difference=pair.difference,
            low=pair.low,
            high=pair.high,
            cells=(
                pair.verdict,
                f"{pair.wins} / {pair.ties} / {pair.losses}",
                f"{pair.adjusted_p:.4f}",
            ),
        )
        for pair in evaluation.pairs
    ]
    forest(
        f"Mean difference in {evaluation.primary}",
        rows,
        ("Verdict", "Win / tie / loss", "p (Holm)"),
        meaningful,
    )
    paragraph(_resolution(evaluation), "small")


def _resolution(evaluation: Evaluation) -> str:
    found = evaluation.resolution
    said = (
        "Lines are 95 % bootstrap intervals over queries; p is of the paired randomization test, "
        f"corrected for {len(evaluation.pairs)} pairs. The band is ±{found.meaningful:g}, which "
        "does not matter."
    )
    if found.observed is not None:
        judged = evaluation.coverage.judged
        said += (
            f" These {judged:,} queries can show differences from "
            f"{number(found.observed, _DECIMALS)} on"
        )
        if found.more_queries:
            said += (
                f"; to see {found.meaningful:g} you need about {found.more_queries:,} more judged "
                "queries"
            )
        said += "."
    return said


def _pair(evaluation: Evaluation) -> PairResult:
    """The two engines that slices and queries are shown for."""
    st.html("<h2>Where does each engine win?</h2>")
    labels = [pair_label(evaluation, pair) for pair in evaluation.pairs]
    if len(labels) == 1:
        return evaluation.pairs[0]
    chosen = st.segmented_control(
        "Engines compared",
        labels,
        default=labels[0],
        required=True,
        key="evaluate-pair",
        label_visibility="collapsed",
    )
    return evaluation.pairs[labels.index(chosen) if chosen in labels else 0]


def _slices(evaluation: Evaluation, pair: PairResult) -> None:
    if not evaluation.slices:
        return
    rows = []
    for part in evaluation.slices:
        found = _difference(part.differences, pair)
        means = (number(part.means[name], _DECIMALS) for name in (pair.left, pair.right))
        rows.append(
            Row(
                name=f"{part.group}: {part.name}",
                difference=found.difference,
                low=found.low,
                high=found.high,
                cells=(f"{part.queries:,}", *means),
            )
        )
    names = tuple(evaluation.engine(name).label for name in (pair.left, pair.right))
    forest(
        f"{pair_label(evaluation, pair)}, by slice",
        rows,
        ("Queries", *names),
        evaluation.resolution.meaningful,
    )
    paragraph(
        "Intervals of slices are not corrected for their number: they show where to look. Slices "
        "of fewer than 10 queries have none.",
        "small",
    )


def _difference(differences: list[SliceDifference], pair: PairResult) -> SliceDifference:
    return next(d for d in differences if (d.left, d.right) == (pair.left, pair.right))


def pair_label(evaluation: Evaluation, pair: PairResult) -> str:
    """“Neural − Full-text”."""
    left, right = (evaluation.engine(name).label for name in (pair.left, pair.right))
    return f"{left} − {right}"

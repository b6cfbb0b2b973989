"""Hybrid's weight: the curve on one half of the queries, and what it is worth on the other."""

import altair as alt
import pandas as pd
import streamlit as st

from pages.ui.evaluation.computing import progress
from pages.ui.evaluation.forest import Row, forest
from pages.ui.text import notice, paragraph
from search.evaluation.jobs import Job, jobs
from search.evaluation.weights import WEIGHTS, WeightCurve, weight_curve
from search.evaluation.workbench import Prepared, Workbench

_CURVES = "weight-curves"
_COLOUR = "#1593b0"
"""Hybrid's, between those for light and dark."""


def weighing(prepared: Prepared, workbench: Workbench) -> None:
    """A button, then the curve; it is made once in a session for the same things."""
    st.html("<h2>Which weight for hybrid?</h2>")
    kept: dict[str, WeightCurve | Job] = st.session_state.setdefault(_CURVES, {})
    known = kept.get(prepared.key)
    if known is None:
        paragraph(
            "Tries neural's share in tenths on one half of the judged queries, and reports the "
            "best on the other half, which had no part in the choice.",
            "text",
        )
        if not st.button("Try all weights", key="try-weights"):
            return
        known = kept[prepared.key] = jobs.start(
            f"weights {prepared.key}",
            lambda tell: weight_curve(workbench.service, prepared.request, tell),
        )
    if isinstance(known, Job):
        if not known.wait(1.0):
            progress(known, None)
            return
        if not isinstance(known.result, WeightCurve):
            del kept[prepared.key]
            notice(str(known.error or "Trying the weights was cancelled."))
            return
        known = kept[prepared.key] = known.result
    _curve(known, prepared.request.options.meaningful)


def _curve(curve: WeightCurve, meaningful: float) -> None:
    frame = pd.DataFrame({"weight": WEIGHTS, "mean": curve.means})
    x = alt.X("weight:Q", title="Neural's share", axis=alt.Axis(tickCount=11))
    y = alt.Y("mean:Q", title=curve.measure, scale=alt.Scale(zero=False))
    line = alt.Chart(frame).mark_line(point={"color": _COLOUR}, color=_COLOUR).encode(x=x, y=y)
    st.altair_chart(line.properties(height=220), width="stretch")
    paragraph(
        f"On {curve.chosen_on:,} queries the best share is {curve.best:g}; it is "
        f"{curve.usual:g} by default. What counts is the other half:",
        "text",
    )
    change = curve.change
    cells = (change.verdict, f"{change.wins} / {change.ties} / {change.losses}")
    forest(
        f"{curve.best:g} minus {curve.usual:g} on {curve.reported_on:,} other queries",
        [Row(f"Hybrid, {curve.measure}", change.difference, change.low, change.high, cells)],
        ("Verdict", "Win / tie / loss"),
        meaningful,
    )

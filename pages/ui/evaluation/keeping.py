"""Keeping a run by name, comparing with kept ones, and taking the numbers along."""

import json

import streamlit as st

from pages.ui import access
from pages.ui.evaluation.forest import Row, forest
from pages.ui.text import notice, paragraph
from search.errors import InputError
from search.evaluation.changes import changes
from search.evaluation.result import Evaluation
from search.evaluation.workbench import Prepared, Workbench
from search.limits import MAX_LABEL


def keep_and_compare(evaluation: Evaluation, prepared: Prepared, workbench: Workbench) -> None:
    """Below the results."""
    st.html("<h2>Before and after</h2>")
    _change(evaluation, prepared.set_id, workbench)
    with st.container(horizontal=True, vertical_alignment="bottom", key="evaluate-keep"):
        if access.admitted():
            name = st.text_input("Keep these results as", max_chars=MAX_LABEL, key="run-name")
            if st.button("Keep", key="run-keep", disabled=not name.strip()):
                workbench.runs.name(prepared.set_id, prepared.key, name)
                st.rerun()
        st.download_button(
            "All numbers (JSON)",
            lambda: json.dumps(evaluation.to_dict(), ensure_ascii=False),
            "evaluation.json",
            key="run-json",
            icon=":material/download:",
            on_click="ignore",
        )
    made = evaluation.manifest
    paragraph(
        f"{made.documents:,} documents, generation {made.generation}, model {made.model}, analyzer "
        f"{made.analyzer}; queries {made.queries_sha256[:8]}, judgments "
        f"{made.judgments_sha256[:8]}; seed {made.seed}; made {made.made_at[:16]} UTC.",
        "small",
    )


def _change(evaluation: Evaluation, set_id: int, workbench: Workbench) -> None:
    kept = {run.id: run for run in workbench.runs.named(set_id)}
    if not kept:
        paragraph(
            "Keep these results, change something (the data, the settings), come back and compare.",
            "text",
        )
        return
    chosen = st.selectbox(
        "Compare with",
        list(kept),
        index=None,
        key="run-before",
        format_func=lambda id_: f"{kept[id_].name} ({kept[id_].made_at[:16].replace('T', ' ')})",
        placeholder="Choose kept results",
    )
    if chosen not in kept:
        return
    try:
        found = changes(evaluation, workbench.runs.get(int(chosen)))
    except InputError as error:
        notice(str(error))
        return
    rows = [
        Row(
            evaluation.engine(change.left).label,
            change.difference,
            change.low,
            change.high,
            (change.verdict, f"{change.wins} / {change.ties} / {change.losses}"),
        )
        for change in found
    ]
    forest(
        f"Now minus “{kept[chosen].name}”, in {evaluation.primary}",
        rows,
        ("Verdict", "Win / tie / loss"),
        evaluation.resolution.meaningful,
    )

"""Adding, exporting and deleting query sets; who may do so is decided as for data."""

import streamlit as st

from pages.ui import access
from pages.ui.text import notice, paragraph
from search.errors import InputError
from search.evaluation.files.qrels import read_judgments
from search.evaluation.files.queries import read_queries
from search.evaluation.files.writing import grades_as_trec, judgments_as_csv, queries_as_jsonl
from search.evaluation.judges import combine
from search.evaluation.model import Judgment, QuerySet
from search.evaluation.storage.query_sets import StoredSet
from search.evaluation.workbench import Workbench
from search.limits import MAX_LABEL

_SAID = "evaluate-said"


def without_sets(dataset: str) -> None:
    """What to do where there is nothing to evaluate."""
    paragraph(
        f"“{dataset}” has no query set yet. Add one under “Query sets”: queries as text, CSV, JSON "
        "Lines or TREC topics, and judgments as BEIR or TREC qrels, or CSV.",
        "text",
    )


def add_set(workbench: Workbench, dataset: str) -> None:
    """A form that takes queries, typed or as a file, and judgments as a file."""
    for said in st.session_state.pop(_SAID, []):
        notice(said)
    if not access.admitted():
        access.gate()
        return
    with st.form("add-set", border=False, clear_on_submit=True):
        name = st.text_input("Name of a new query set", max_chars=MAX_LABEL, key="set-name")
        typed = st.text_area("Queries, one a line", key="set-typed", height=110)
        queries = st.file_uploader("… or a file of queries", key="set-queries")
        qrels = st.file_uploader("Judgments (qrels), if there are any", key="set-qrels")
        sent = st.form_submit_button("Add", type="primary")
    if not sent:
        return
    try:
        content = queries.getvalue() if queries else typed.encode(errors="replace")
        found = read_queries(content, queries.name if queries else "queries")
        judgments = read_judgments(qrels.getvalue(), qrels.name) if qrels else []
        made = QuerySet(name.strip() or found.name, found.queries)
        workbench.query_sets.add(dataset, made, judgments)
    except InputError as error:
        notice(str(error))
        return
    st.session_state[_SAID] = [_added(made, judgments)]
    st.session_state.pop("evaluate-set", None)
    st.query_params.pop("set", None)
    st.rerun()


def _added(queries: QuerySet, judgments: list[Judgment]) -> str:
    unknown = {judgment.query for judgment in judgments} - queries.by_id.keys()
    said = f"“{queries.name}” has {len(queries):,} queries and {len(judgments):,} judgments."
    if unknown:
        named = ", ".join(sorted(unknown)[:5])
        said += f" {len(unknown):,} judged queries are not in the set and were left out: {named}."
    return said


def set_actions(workbench: Workbench, chosen: StoredSet) -> None:
    """The chosen set as files, and deleting it."""
    queries = workbench.query_sets.get(chosen.id)
    judgments = workbench.query_sets.judgments(chosen.id)
    with st.container(horizontal=True, key="set-files"):
        for label, name, content in (
            ("Queries", "queries.jsonl", queries_as_jsonl(queries)),
            ("Judgments", "judgments.csv", judgments_as_csv(judgments)),
            ("TREC qrels", "qrels.txt", grades_as_trec(combine(judgments))),
        ):
            st.download_button(label, content, name, key=f"set-{name}", on_click="ignore")
    if access.admitted() and st.button("Delete this query set", key="set-delete"):
        _ask_first(workbench, chosen)


@st.dialog("Delete this query set?")
def _ask_first(workbench: Workbench, chosen: StoredSet) -> None:
    paragraph(
        f"“{chosen.name}” with {chosen.queries:,} queries, {chosen.judgments:,} judgments and its "
        "runs will be gone for good.",
        "text",
    )
    with st.container(horizontal=True):
        if st.button("Delete", type="primary", key="set-delete-surely"):
            workbench.query_sets.delete(chosen.id)
            st.session_state.pop("evaluate-set", None)
            st.rerun()
        if st.button("Keep it", key="set-delete-not"):
            st.rerun()

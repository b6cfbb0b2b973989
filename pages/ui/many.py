"""Several queries on one screen: pasted, compared one after the other, shown as a table."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import mean
from urllib.parse import urlencode

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from pages.ui.text import notice, paragraph
from pages.ui.view import View, write
from search.comparison.queries import ComparedQuery, query_lines
from search.errors import InputError
from search.labels import ENGINE_LABELS
from search.service import SearchService
from search.types import Document
from search.wording import counted

_RUN, _FIELD, _PASTED, _PROBLEM = "queries_run", "queries", "queries_pasted", "queries_problem"
_K = 10
_DRAWN_EVERY = 10
"""Queries after which the table is drawn again."""
_LONGEST = 100_000
"""Characters that the field takes; the browser sends all of them with every change."""


@dataclass
class _Run:
    """What was asked for and what is known of it; it outlives the screen."""

    dataset: str
    queries: Sequence[str]
    done: list[ComparedQuery] = field(default_factory=list)
    stopped: bool = False

    @property
    def ended(self) -> bool:
        return self.stopped or len(self.done) == len(self.queries)


def queries(service: SearchService, dataset: str) -> None:
    """The field and the table; a run that was cut short by leaving the screen goes on.

    Raises:
        NvkError: the dataset cannot be searched.
    """
    _field(dataset)
    run: _Run | None = st.session_state.get(_RUN)
    if run is None:
        return
    row = st.container(horizontal=True, vertical_alignment="center", key="queries-progress")
    place = st.empty()
    if not run.ended:
        _go_on(run, service, row, place)
        st.rerun()
    with place.container():
        _table(run, service.default_dataset)


def _field(dataset: str) -> None:
    # Streamlit forgets what stands in a field while another screen is drawn.
    st.session_state.setdefault(_FIELD, st.session_state.get(_PASTED, ""))
    st.text_area(
        "Queries",
        key=_FIELD,
        height=180,
        max_chars=_LONGEST,
        placeholder="rent a scooter\nbKash\nsend money home from abroad",
        label_visibility="collapsed",
    )
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button("Compare", type="primary", on_click=_start, args=(dataset,))
        paragraph(f"in “{dataset}”, the first {_K} of each engine", "small")
    if problem := st.session_state.pop(_PROBLEM, ""):
        notice(problem)


def _start(dataset: str) -> None:
    text = st.session_state[_PASTED] = st.session_state[_FIELD]
    try:
        st.session_state[_RUN] = _Run(dataset, query_lines(text))
    except InputError as error:
        st.session_state[_PROBLEM] = str(error)


def _stop(run: _Run) -> None:
    run.stopped = True


def _go_on(run: _Run, service: SearchService, row: DeltaGenerator, place: DeltaGenerator) -> None:
    """Compares what is left. Whatever is clicked meanwhile ends this at the next drawing."""
    row.button("Stop", icon=":material/stop:", on_click=_stop, args=(run,))
    progress = row.progress(0.0)
    left = run.queries[len(run.done) :]
    for compared in service.compare_queries(left, dataset=run.dataset, k=_K):
        run.done.append(compared)
        done, wanted = len(run.done), len(run.queries)
        progress.progress(done / wanted, f"{done} of {wanted}")
        if done % _DRAWN_EVERY == 0:
            with place.container():
                _table(run, service.default_dataset)


def _table(run: _Run, default_dataset: str) -> None:
    paragraph(_summary(run), "small")
    st.dataframe(
        pd.DataFrame([_row(each, run.dataset, default_dataset) for each in run.done]),
        hide_index=True,
        height="content" if len(run.done) <= _K else "stretch",
        column_config={
            "Shared": st.column_config.ProgressColumn(
                width="small",
                min_value=0,
                max_value=_K,
                format="%d",
                help=f"Documents among the first {_K} of both engines",
            ),
            "RBO": st.column_config.NumberColumn(
                format="%.2f", help="Rank-biased overlap: 0 nothing in common, 1 the same ranking"
            ),
            "Notes": st.column_config.TextColumn(width="medium"),
            "Compare": st.column_config.LinkColumn(display_text="Open", width="small"),
        },
    )


def _summary(run: _Run) -> str:
    """How much the engines agree on the whole, and how often full-text was left alone."""
    found = [each.overlap for each in run.done if each.overlap]
    if not found:
        return f"{counted(len(run.done), 'query', 'queries')} compared."
    shared = mean(overlap.shared for overlap in found)
    empty = sum(not each.top[1] for each in run.done if each.overlap)
    ended = f"Stopped after {len(run.done)} of" if run.stopped else ""
    parts = [
        f"{ended} {counted(len(run.queries), 'query', 'queries')}".strip(),
        f"on average {shared:.1f} of {_K} documents in common",
    ]
    if empty:
        parts.append(f"full-text found nothing for {empty}")
    return " · ".join(parts)


def _row(compared: ComparedQuery, dataset: str, default_dataset: str) -> dict[str, object]:
    overlap = compared.overlap
    left, right = compared.engines
    return {
        "Query": compared.q,
        "Compare": _link(View(dataset, q=compared.q), default_dataset) if overlap else None,
        "Shared": overlap.shared if overlap else None,
        "RBO": overlap.rbo if overlap else None,
        f"{ENGINE_LABELS[left]} first": _names(compared.top[0]),
        f"{ENGINE_LABELS[right]} first": _names(compared.top[1]),
        "Notes": " ".join(compared.warnings),
    }


def _names(documents: Sequence[Document]) -> str:
    return " · ".join(document.title for document in documents)


def _link(view: View, default_dataset: str) -> str:
    """The comparison on the compare screen, which is one level above this one."""
    return f"./?{urlencode(write(view, default_dataset), doseq=True)}"

"""Judging: one document at a time, without a hint which engine found it where."""

from html import escape
from typing import NamedTuple

import pandas as pd
import streamlit as st

from pages.ui import access
from pages.ui.evaluation.choosing import Choice
from pages.ui.text import paragraph, table
from search.evaluation.judges import agreements
from search.evaluation.model import Judgment, Query
from search.evaluation.pooling import pool
from search.evaluation.workbench import Workbench
from search.labels import number
from search.limits import MAX_LABEL
from search.service import SearchService
from search.types import Document

_GRADES: dict[int | None, str] = {
    3: "Perfect",
    2: "Good",
    1: "Related",
    0: "Not relevant",
    None: "Can't tell",
}
_POOLS_KEPT = 200
_NOTE = 1_000
_DONE, _POOLS = "judge-done", "judge-pools"


class _Task(NamedTuple):
    query: Query
    document: Document
    position: int
    pooled: int
    queries_done: int


def judging(choice: Choice, workbench: Workbench) -> None:
    """Draws the next unjudged document of the chosen set, and how judges agree."""
    if not access.admitted():
        access.gate()
        return
    assert choice.set_id is not None  # noqa: S101 for the type checker
    judge = st.text_input("Your name", key="judge-name", max_chars=MAX_LABEL).strip()
    if not judge:
        paragraph("Grades are kept under the name that you type here.", "text")
    else:
        _next(choice, workbench, choice.set_id, judge)
    _agreement(workbench.query_sets.judgments(choice.set_id))


def _next(choice: Choice, workbench: Workbench, set_id: int, judge: str) -> None:
    queries = workbench.query_sets.get(set_id).queries
    given = {
        (each.query, each.document): each
        for each in workbench.query_sets.judgments(set_id)
        if each.judge == judge
    }
    task = _task(workbench.service, choice, queries, given)
    if task is None:
        paragraph("You have judged every document that the engines find first.", "point")
        _undo(workbench, set_id, judge)
        return
    st.progress(
        task.queries_done / len(queries),
        f"Query {task.queries_done + 1:,} of {len(queries):,}, "
        f"document {task.position:,} of {task.pooled:,}",
    )
    _card(task)
    key = f"note-{len(given)}"
    with st.container(horizontal=True, key="judge-grades"):
        for grade, label in _GRADES.items():
            _grade(workbench, set_id, _Grade(task, judge, grade, key), label)
        _undo(workbench, set_id, judge)
    st.text_input("Note, kept with the grade", key=key, max_chars=_NOTE)


class _Grade(NamedTuple):
    task: _Task
    judge: str
    grade: int | None
    note_key: str

    def judgment(self) -> Judgment:
        note = str(st.session_state.get(self.note_key, "")).strip()
        query, document = self.task.query.id, self.task.document.source_id
        return Judgment(query, document, self.grade, self.judge, note)


def _grade(workbench: Workbench, set_id: int, given: _Grade, label: str) -> None:
    def keep() -> None:
        made = given.judgment()
        workbench.query_sets.judge(set_id, made)
        st.session_state.setdefault(_DONE, []).append((set_id, made))

    key = "t" if given.grade is None else str(given.grade)
    st.button(label, key=f"grade-{key}", shortcut=key, on_click=keep)


def _task(
    service: SearchService,
    choice: Choice,
    queries: tuple[Query, ...],
    given: dict[tuple[str, str], Judgment],
) -> _Task | None:
    """The first document in the pools that the judge has not graded."""
    for done, query in enumerate(queries):
        pooled = _pool(service, choice, query)
        for position, document in enumerate(pooled, start=1):
            if (query.id, document.source_id) not in given:
                return _Task(query, document, position, len(pooled), done)
    return None


def _pool(service: SearchService, choice: Choice, query: Query) -> list[Document]:
    """Made once in a session for the same generation and engines."""
    generation = service.manifest(choice.dataset).generation
    names = tuple(engine.name for engine in choice.engines)
    kept: dict[tuple[object, ...], list[Document]] = st.session_state.setdefault(_POOLS, {})
    key = (generation, choice.set_id, query.id, names)
    if key not in kept:
        if len(kept) >= _POOLS_KEPT:
            kept.clear()
        kept[key] = pool(service, choice.dataset, query, choice.engines)
    return kept[key]


def _card(task: _Task) -> None:
    document = task.document
    city = f'<p class="nvk-small">{escape(document.city)}</p>' if document.city else ""
    st.html(
        f'<div class="nvk-judge"><p class="nvk-small">Query</p><h2 dir="auto">'
        f'{escape(task.query.text)}</h2><p class="nvk-small">How well does this document answer '
        f'it?</p><div class="nvk-start nvk-whole"><strong dir="auto">{escape(document.title)}'
        f'</strong>{city}<span dir="auto">{escape(document.description)}</span></div></div>'
    )


def _undo(workbench: Workbench, set_id: int, judge: str) -> None:
    done: list[tuple[int, Judgment]] = st.session_state.get(_DONE, [])
    mine = [made for where, made in done if where == set_id and made.judge == judge]
    if not mine:
        return

    def take_back() -> None:
        last = mine[-1]
        workbench.query_sets.take_back(set_id, last.query, last.document, judge)
        done.remove((set_id, last))

    st.button("Undo", key="judge-undo", shortcut="u", icon=":material/undo:", on_click=take_back)


def _agreement(judgments: list[Judgment]) -> None:
    found = [pair for pair in agreements(judgments) if pair.pairs]
    if not found:
        return
    st.html("<h2>How far judges agree</h2>")
    table(
        pd.DataFrame(
            {
                "Judges": [f"{pair.left} and {pair.right}" for pair in found],
                "Documents both graded": [f"{pair.pairs:,}" for pair in found],
                "Same grade": [f"{pair.same / pair.pairs:.0%}" for pair in found],
                "Cohen's κ": [
                    "–" if pair.kappa is None else number(pair.kappa, 2) for pair in found
                ],
            }
        )
    )

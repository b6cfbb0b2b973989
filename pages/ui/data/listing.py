"""The datasets there are, with what can be done with each."""

from collections.abc import Callable, Sequence
from functools import partial
from html import escape

import streamlit as st

from ingest.jobs.manager import jobs
from ingest.jobs.uploads import Uploads, again
from pages.ui.data import words
from pages.ui.data.actions import compare, rejected_rows, start
from pages.ui.text import notice, paragraph, valid
from search.errors import NvkError
from search.service import SearchService
from search.settings import settings
from search.store.overview import Overview

_PROBLEM = "deletion_problem"


def datasets(service: SearchService, found: list[Overview]) -> None:
    """Draws the list."""
    st.html("<h2>Datasets</h2>")
    if problem := st.session_state.pop(_PROBLEM, ""):
        notice(valid(problem))
    for item in found:
        with st.container(border=True, horizontal=True, key=f"dataset-{item.name}"):
            st.html(_description(item))
            with st.container(horizontal=True, width="content", key=f"actions-{item.name}"):
                _actions(item, service)
    if not found and not jobs.all():
        paragraph("There is no dataset yet. Begin with the sample, or with your own.", "text")
        st.button("Build the sample", type="primary", on_click=start, args=("sample", ["sample"]))


def _description(item: Overview) -> str:
    lines = [f"<h3>{escape(item.name)}</h3>", f"<p>{escape(words.facts(item))}</p>"]
    if item.building:
        lines.append("<p>A new index is being built; this one serves until it is ready.</p>")
    if item.problem:
        lines.append(f'<p role="alert">{escape(valid(item.problem))}</p>')
    if item.manifest:
        lines.append(f"<p>{escape(valid(words.origin(item.manifest)))}</p>")
    return f'<div class="nvk-dataset" dir="auto">{"".join(lines)}</div>'


def _actions(item: Overview, service: SearchService) -> None:
    if not item.problem:
        compare(item.name, "list")
    rejected_rows(item.name, "list")
    source = again(item.manifest.source) if item.manifest else None
    if source and st.button("Rebuild", key=f"rebuild-{item.name}", disabled=item.building):
        _ask_to_rebuild(item, source)
    if st.button("Delete", key=f"delete-{item.name}", disabled=item.building):
        _ask_to_delete(item, service)


@st.dialog("Rebuild this dataset?")
def _ask_to_rebuild(item: Overview, source: Sequence[str]) -> None:
    paragraph(
        f"The source of “{item.name}” is read again, which takes as long as the first time where "
        "its texts have changed. The present index serves until the new one is ready.",
        "text",
    )
    _answers("Rebuild", partial(start, item.name, source))


@st.dialog("Delete this dataset?")
def _ask_to_delete(item: Overview, service: SearchService) -> None:
    manifest = item.manifest
    documents = f" with {manifest.nouns.counted(manifest.documents)}" if manifest else ""
    paragraph(f"“{item.name}”{documents} and its upload will be gone for good.", "text")
    _answers("Delete", partial(_delete, item.name, service))


def _answers(action: str, do: Callable[[], None]) -> None:
    with st.container(horizontal=True):
        if st.button(action, type="primary", key=f"{action.lower()}-surely", on_click=do):
            st.rerun()
        if st.button("Cancel", key=f"{action.lower()}-not"):
            st.rerun()


def _delete(dataset: str, service: SearchService) -> None:
    try:
        service.delete(dataset)
    except NvkError as error:
        st.session_state[_PROBLEM] = str(error)
    else:
        Uploads(settings().data_dir).forget(dataset)
        if job := jobs.get(dataset):  # “it is ready” is no longer true
            jobs.forget(job)

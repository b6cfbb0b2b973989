"""From an upload over its columns to an ingest."""

from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import BinaryIO

import pandas as pd
import streamlit as st

from ingest.jobs.manager import jobs
from ingest.jobs.preview import Preview, column_arguments, preview
from ingest.jobs.uploads import Uploads
from ingest.sources.files import Spool
from pages.ui.data import words
from pages.ui.data.actions import start
from pages.ui.text import notice, paragraph
from search.errors import InputError, NvkError
from search.names import dataset_name, slug
from search.settings import settings
from search.store.overview import Overview

_FIELDS = {
    "name": "Name",
    "description": "Description",
    "city": "City",
    "link": "Link",
    "images": "Image",
    "id": "Id",
}
_ROWS = 8
_COLUMNS = 100
_TAKEN, _PROBLEM, _TURN = "taken", "upload_problem", "upload_turn"


@dataclass(frozen=True)
class Taken:
    """An upload that is being looked at."""

    path: Path
    name: str
    preview: Preview


def adding(known: list[Overview]) -> None:
    """Takes a table, or asks what is what in the one that was taken."""
    st.html("<h2>Add your own</h2>")
    taken: Taken | None = st.session_state.get(_TAKEN)
    if problem := st.session_state.pop(_PROBLEM, ""):
        notice(words.valid(problem))
    if taken:
        _table(taken)
        _choices(taken, {item.name: item for item in known})
    else:
        _uploader()


def _uploader() -> None:
    file = st.file_uploader(
        "A table: CSV, TSV, JSON Lines, JSON or Parquet, plain or in gz, zst or zip. "
        "What is larger than said below goes by the terminal: python -m ingest file PATH",
        # A new key makes a new, empty one; Streamlit then lets go of what it held in memory.
        key=f"upload-{st.session_state.setdefault(_TURN, 0)}",
    )
    if file is not None:
        _take(file, file.name)


def _take(file: BinaryIO, name: str) -> None:
    uploads = Uploads(settings().data_dir)
    try:
        with st.spinner("Reading the table"):
            path = uploads.take(file, name)
            try:
                with Spool(settings().data_dir) as spool:
                    st.session_state[_TAKEN] = Taken(path, name, preview(path, spool))
            except NvkError as error:
                uploads.drop(path)
                st.session_state[_PROBLEM] = str(error).replace(str(path), name)
    except NvkError as error:
        st.session_state[_PROBLEM] = str(error)
    st.session_state[_TURN] += 1
    st.rerun()


def _table(taken: Taken) -> None:
    columns = taken.preview.columns[:_COLUMNS]
    st.html(
        f'<div class="nvk-start" dir="auto"><strong>{escape(words.valid(taken.name))}</strong>'
        f"<span>{escape(words.valid(taken.preview.format))}</span></div>"
    )
    rows = [[words.cell(row.get(column)) for column in columns] for row in taken.preview.rows]
    frame = pd.DataFrame(rows[:_ROWS], columns=[words.cell(column) for column in columns])
    st.dataframe(frame, hide_index=True, key=f"rows-{taken.path.stem}")


def _choices(taken: Taken, known: dict[str, Overview]) -> None:
    chosen = _columns(taken)
    used = set(chosen.values())
    extra = [words.cell(column) for column in taken.preview.columns if column not in used]
    if extra:
        paragraph(f"Kept as extra: {', '.join(extra[:_COLUMNS])}", "small")
    name = st.text_input(
        "Name of the dataset",
        slug(taken.name),
        max_chars=63,
        key=f"named-{taken.path.stem}",
        width=400,
    )
    problem = _problem(chosen, name)
    if problem:
        notice(problem)
    elif name in known:
        notice(_replaced(known[name]))
    with st.container(horizontal=True):
        if st.button("Index", type="primary", disabled=bool(problem)):
            _index(taken, name, chosen)
        st.button("Choose another file", on_click=_drop, args=(taken,))


def _columns(taken: Taken) -> dict[str, str]:
    """A column for each field, "" for none."""
    options = ["", *taken.preview.columns]
    chosen: dict[str, str] = {}
    # Row by row, so that a phone has them in this order, too.
    places = [place for _ in range(0, len(_FIELDS), 3) for place in st.columns(3)]
    for place, (field, label) in zip(places, _FIELDS.items(), strict=True):
        guessed = taken.preview.guessed.get(field, "")
        chosen[field] = place.selectbox(
            label,
            options,
            options.index(guessed),
            format_func=lambda column: words.cell(column) or "—",
            key=f"column-{field}-{taken.path.stem}",
        )
    return chosen


def _problem(chosen: dict[str, str], name: str) -> str:
    """Why this cannot be indexed; empty if it can."""
    if not chosen["name"] and not chosen["description"]:
        return "Choose a column for the name or for the description."
    try:
        dataset_name(name)
    except InputError as error:
        return str(error)
    job = jobs.get(name)
    if job and not job.finished:
        return f"“{name}” is being built; wait for it, or choose another name."
    return ""


def _replaced(item: Overview) -> str:
    if not item.manifest:
        return f"This replaces “{item.name}”."
    documents = words.counted(item.manifest.documents, "document", "documents")
    return f"This replaces “{item.name}” with its {documents}."


def _index(taken: Taken, name: str, chosen: dict[str, str]) -> None:
    try:
        path = Uploads(settings().data_dir).keep(taken.path, name)
        # The screen has said what is replaced before this was pressed.
        start(name, ["file", str(path), *column_arguments(chosen), "--replace"])
    except NvkError as error:
        st.session_state[_PROBLEM] = str(error)
    del st.session_state[_TAKEN]
    st.rerun()


def _drop(taken: Taken) -> None:
    Uploads(settings().data_dir).drop(taken.path)
    del st.session_state[_TAKEN]

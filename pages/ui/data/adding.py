"""From an upload over what is chosen for it to an ingest."""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, TypeVar, cast

import streamlit as st

from ingest.build.summary import Summary
from ingest.jobs.choices import ReadingChoices, TableChoices, choices_of
from ingest.jobs.manager import jobs
from ingest.jobs.preview import Preview, preview, trial
from ingest.jobs.uploads import Uploads
from ingest.sources.files import Spool
from pages.ui.data import choosing, looking, reading, words
from pages.ui.data.actions import start
from pages.ui.text import inert, notice, valid
from search.errors import InputError, NvkError, SourceError
from search.names import dataset_name, slug
from search.settings import settings
from search.store.overview import Overview

_TAKEN, _PROBLEM, _TURN = "taken", "upload_problem", "upload_turn"
_LOOK, _TRIAL, _BEFORE = "upload_look", "upload_trial", "upload_choices"
Found = TypeVar("Found")


@dataclass(frozen=True)
class Taken:
    """An upload that is being looked at; ``before`` is what was chosen for one of its name."""

    path: Path
    name: str
    before: TableChoices


def adding(known: list[Overview]) -> None:
    """Takes a table, or asks what is what in the one that was taken."""
    st.html("<h2>Add your own</h2>")
    taken: Taken | None = st.session_state.get(_TAKEN)
    by_name = {item.name: item for item in known}
    if problem := st.session_state.pop(_PROBLEM, ""):
        notice(valid(problem))
    if taken:
        _table(taken, by_name)
    else:
        _uploader(by_name)


def _uploader(known: Mapping[str, Overview]) -> None:
    file = st.file_uploader(
        "A table: CSV, TSV, JSON Lines, JSON, Parquet, .xlsx or .ods, plain or in gz, zst or zip. "
        "Larger files than the limit below are for the terminal: python -m ingest file PATH",
        # A new key makes a new, empty one; Streamlit then lets go of what it held in memory.
        key=f"upload-{st.session_state.setdefault(_TURN, 0)}",
    )
    if file is not None:
        _take(file, file.name, known)


def _take(file: BinaryIO, name: str, known: Mapping[str, Overview]) -> None:
    uploads = Uploads(settings().data_dir)
    try:
        with st.spinner("Reading the table"):
            taken = Taken(uploads.take(file, name), name, _before(name, known))
            try:
                _look(taken, taken.before.reading)
                st.session_state[_TAKEN] = taken
            except NvkError as error:
                if _can_be_helped(error):
                    st.session_state[_TAKEN] = taken
                else:
                    uploads.drop(taken.path)
                    st.session_state[_PROBLEM] = _message(error, taken)
    except NvkError as error:
        st.session_state[_PROBLEM] = str(error)
    st.session_state[_TURN] += 1
    st.rerun()


def _before(name: str, known: Mapping[str, Overview]) -> TableChoices:
    """What was chosen for a file of this name: in this session, else for the dataset it became."""
    chosen: dict[str, TableChoices] = st.session_state.get(_BEFORE, {})
    if name in chosen:
        return chosen[name]
    manifest = known[slug(name)].manifest if slug(name) in known else None
    return (choices_of(manifest.source) if manifest else None) or TableChoices()


def _can_be_helped(error: NvkError) -> bool:
    """Whether another choice may make the file readable: the message then names its flag."""
    return isinstance(error, InputError) or "--" in str(error)


def _message(error: NvkError, taken: Taken) -> str:
    return words.without_flags(str(error).replace(str(taken.path), taken.name))


def _table(taken: Taken, known: Mapping[str, Overview]) -> None:
    read_as = reading.chosen(taken.path.stem, taken.before.reading)
    try:
        found = _look(taken, read_as)
    except NvkError as error:
        notice(valid(_message(error, taken)))
        choosing.more(taken.path.stem, None, taken.before)
        st.button("Choose another file", on_click=_drop, args=(taken, taken.before))
        return
    looking.table(taken.name, taken.path.stem, found)
    reading.header_question(taken.path.stem, found)
    choices = choosing.choices(taken.path.stem, found, read_as, taken.before)
    problem = _tried(taken, found, choices)
    _finish(taken, known, choices, problem)


def _tried(taken: Taken, found: Preview, choices: TableChoices) -> str:
    """Shows what would become of the first rows; why it cannot be told, empty if it can."""
    if not (choices.columns["name"] or choices.columns["description"] or choices.texts):
        return "Choose a column for the name or for the description."
    try:
        looking.outcome(_trial(taken, choices), found, choices)
    except NvkError as error:
        return valid(_message(error, taken))
    return ""


def _look(taken: Taken, reading: ReadingChoices) -> Preview:
    def look() -> Preview:
        with Spool(settings().data_dir) as spool:
            return preview(taken.path, spool, reading)

    return _kept(_LOOK, (taken.path, reading), look)


def _trial(taken: Taken, choices: TableChoices) -> Summary:
    def tried() -> Summary:
        with Spool(settings().data_dir) as spool:
            return trial(taken.path, spool, choices)

    return _kept(_TRIAL, (taken.path, *choices.arguments()), tried)


def _kept(slot: str, key: Hashable, make: Callable[[], Found]) -> Found:
    """What was made for ``key`` the last time, so that a rerun of the screen reads no file."""
    made: tuple[Hashable, object] | None = st.session_state.get(slot)
    if made is None or made[0] != key:
        made = st.session_state[slot] = key, make()
    return cast(Found, made[1])


def _finish(
    taken: Taken, known: Mapping[str, Overview], choices: TableChoices, problem: str
) -> None:
    """Asks for a name, and whether it may take the place of what has it."""
    stem = taken.path.stem
    suggested = slug(taken.name)
    name = st.text_input(
        "Name of the dataset", suggested, max_chars=63, key=f"named-{stem}", width=400
    )
    problem = problem or _name_problem(name)
    replace = False
    if not problem and name in known:
        replace = st.checkbox(inert(_replaced(known[name])), key=f"replace-{stem}-{name}")
    if problem:
        notice(problem)
    with st.container(horizontal=True):
        blocked = bool(problem) or (name in known and not replace)
        if st.button("Index", type="primary", disabled=blocked):
            _index(taken, name, choices, replace=replace)
        st.button("Choose another file", on_click=_drop, args=(taken, choices))


def _name_problem(name: str) -> str:
    """Why a dataset cannot have this name; empty if it can."""
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
        return f"Replace “{item.name}”"
    documents = item.manifest.nouns.counted(item.manifest.documents)
    return f"Replace “{item.name}” with its {documents}"


def _index(taken: Taken, name: str, choices: TableChoices, *, replace: bool) -> None:
    _remember(taken, choices)
    try:
        path = Uploads(settings().data_dir).keep(taken.path, name)
        start(name, ["file", str(path), *choices.arguments(), *(["--replace"] if replace else [])])
    except SourceError as error:
        st.session_state[_PROBLEM] = str(error)
    del st.session_state[_TAKEN]
    st.rerun()


def _drop(taken: Taken, choices: TableChoices) -> None:
    _remember(taken, choices)
    Uploads(settings().data_dir).drop(taken.path)
    del st.session_state[_TAKEN]


def _remember(taken: Taken, choices: TableChoices) -> None:
    st.session_state.setdefault(_BEFORE, {})[taken.name] = choices

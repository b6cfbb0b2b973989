"""What to say when the answer cannot be given, and trying again by itself."""

import logging
from collections.abc import Callable
from html import escape

import streamlit as st

from pages.ui import access, state
from pages.ui.text import inert
from pages.ui.view import View
from search import serving
from search.errors import (
    DatasetNotFound,
    DocumentNotFound,
    IndexDamaged,
    IndexMismatch,
    InputError,
    NvkError,
    StoreBusy,
    StoreRefused,
    StoreUnreachable,
    UnavailableError,
)

_log = logging.getLogger(__name__)
_TITLES: tuple[tuple[type[NvkError], str], ...] = (
    (DatasetNotFound, "There is nothing to search yet"),
    (DocumentNotFound, "This document is not here any more"),
    (IndexMismatch, "The index was built for another model"),
    (IndexDamaged, "The index is damaged"),
    (StoreRefused, "Qdrant refuses to answer"),
    (StoreBusy, "Qdrant is busy"),
    (StoreUnreachable, "Qdrant cannot be reached"),
    (UnavailableError, "Not ready"),
    (InputError, "This cannot be searched"),
)
_OF_THE_DATASET = (DatasetNotFound, IndexMismatch, IndexDamaged)
_MISSING = "This dataset is not here any more"
_UNEXPECTED = "Something is wrong"
_RETRY_SECONDS = 3
BUILD_SAMPLE = "build-sample"
"""The session's note that the data screen is to build the sample."""


def trouble(error: NvkError) -> None:
    """Says what is wrong, with a button that leads on; looks again by itself where it may help."""
    others = _others() if isinstance(error, _OF_THE_DATASET) else []
    title = next((text for kind, text in _TITLES if isinstance(error, kind)), _UNEXPECTED)
    _box(_MISSING if others and isinstance(error, DatasetNotFound) else title, str(error))
    if others:
        _open(others)
    elif isinstance(error, DatasetNotFound) and access.admitted():
        _build_the_sample()
    elif isinstance(error, DocumentNotFound):
        _button("Back to the search", state.back_to_search)
    elif isinstance(error, UnavailableError | DatasetNotFound):
        _button("Try again")
    else:
        _start_over()
    if isinstance(error, UnavailableError | DatasetNotFound):
        _look_again()


def unexpected() -> None:
    """Says that this software has failed, which its log explains."""
    _box(_UNEXPECTED, "The log of the app says what. Your data is as it was.")
    _start_over()


def _others() -> list[str]:
    """The other datasets that can be searched, the usual one first."""
    if not serving.serving.ready():
        return []
    service = serving.serving.get()
    try:
        known = service.overview()
    except NvkError as error:  # the next look says so, if it goes on
        _log.warning("%s", error)
        return []
    usual = service.default_dataset
    names = sorted((item.name for item in known if not item.problem), key=usual.__ne__)
    return [name for name in names if name != state.last_dataset(usual)]


def _open(datasets: list[str]) -> None:
    name = datasets[0]
    if _button(f"Open “{inert(name)}”", lambda: state.open_dataset(name)):
        st.switch_page("compare.py")


def _build_the_sample() -> None:
    if _button("Build the sample"):
        st.session_state[BUILD_SAMPLE] = True
        st.switch_page("data.py")


def _box(title: str, text: str) -> None:
    st.html(
        f'<div class="nvk-trouble" role="alert" dir="auto"><strong>{escape(title)}</strong>'
        f"<span>{escape(text)}</span></div>"
    )


def _start_over() -> None:
    _button("Start over", lambda: state.act(lambda view: View(view.dataset)))


def _button(label: str, on_click: Callable[[], None] | None = None) -> bool:
    return st.button(label, type="primary", key="lead-on", on_click=on_click)


@st.fragment(run_every=_RETRY_SECONDS)
def _look_again() -> None:
    first = "looked" not in st.session_state
    st.session_state.looked = True
    if not first:
        del st.session_state["looked"]
        st.rerun(scope="app")

"""Keeps the URL, the widgets and the view in step.

The widgets hold the truth while a person works; the URL follows. When the URL is another than
the one written last (a link, back, forward), the widgets follow the URL.
"""

import streamlit as st

from pages.ui.view import Reading, View, read, write
from search.service import SearchService

_WRITTEN = "written_params"


def current_view(service: SearchService) -> Reading:
    """The view to show now; call it before any widget is made."""
    params = {name: st.query_params.get_all(name) for name in st.query_params}
    problems: list[str] = []
    if params != st.session_state.get(_WRITTEN):
        reading = read(params, service.datasets(), service.default_dataset)
        problems = reading.problems
        show(reading.view)
        st.session_state[_WRITTEN] = params
    return Reading(_from_widgets(), problems)


def show(view: View) -> None:
    """Sets every widget; only before they are made, or in a callback."""
    st.session_state.update(
        dataset=view.dataset,
        q=view.q,
        text=view.text,
        like=view.like,
        mode=view.mode,
        cities=list(view.cities),
        k=view.k,
    )


def update(**changes: object) -> None:
    """Changes parts of the view; for callbacks."""
    st.session_state.update(changes)


def write_url(view: View, default_dataset: str) -> None:
    """Makes the URL describe the view."""
    params = write(view, default_dataset)
    if params != st.session_state.get(_WRITTEN):
        st.query_params.from_dict(params)
        st.session_state[_WRITTEN] = params


def _from_widgets() -> View:
    state = st.session_state
    return View(
        dataset=state.dataset,
        q=state.q or "",
        text=state.text,
        like=state.like,
        mode=state.mode,
        cities=tuple(state.cities),
        k=state.k,
    )

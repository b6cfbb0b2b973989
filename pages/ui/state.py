"""Keeps the URL, the widgets and the view in step.

The widgets hold the truth while a person works; the URL follows. When the URL is another than
the one written last (a link, back, forward), the widgets follow the URL.
"""

from dataclasses import replace

import streamlit as st

from pages.ui.view import Offer, Reading, View, read, write
from search.service import SearchService
from search.store import Index
from search.types import CITY

_WRITTEN = "written_params"
_LAST = "last_view"
_PAGE = "page"


def arrive(page: str) -> bool:
    """Notes which screen is drawn; whether it is another than in the run before."""
    before = st.session_state.get(_PAGE)
    st.session_state[_PAGE] = page
    return before not in (None, page)


def current_view(service: SearchService, *, returning: bool) -> Reading:
    """The view to show now; call it before any widget is made.

    ``returning`` from another screen without a view in the URL leads back to the last one.
    """
    params = {name: st.query_params.get_all(name) for name in st.query_params}
    problems: list[str] = []
    if returning and not params and _LAST in st.session_state:
        show(st.session_state[_LAST])
    elif returning or params != st.session_state.get(_WRITTEN):
        reading = read(params, _offer(service))
        problems = reading.problems
        show(reading.view)
    # At once: when a new action cuts this run short, the next one must not follow the URL again.
    st.session_state[_WRITTEN] = params
    view = _from_widgets()
    st.session_state[_LAST] = view
    return Reading(view, problems)


def spelled(view: View, index: Index) -> tuple[View, list[str]]:
    """The view with its cities as the index spells them, and what to say about the others.

    A city that no document has stays in the filter, and nothing is found in it. Call this
    before the widgets are made.
    """
    unknown: list[str] = []
    cities: list[str] = []
    for city in view.cities:
        spellings = index.spellings(CITY, city)
        cities += spellings or [city]
        unknown += [] if spellings else [f"No document is in “{city}”."]
    if tuple(cities) != view.cities:
        view = replace(view, cities=tuple(dict.fromkeys(cities)))
        st.session_state[_LAST] = view
        update(cities=list(view.cities))
    return view, unknown


def last_dataset(default: str) -> str:
    """The dataset looked at last on the compare screen."""
    last: View | None = st.session_state.get(_LAST)
    return last.dataset if last else default


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
        weight=view.weight,
    )


def update(**changes: object) -> None:
    """Changes parts of the view; for callbacks."""
    st.session_state.update(changes)


def write_url(view: View, default_dataset: str) -> None:
    """Makes the URL describe the view."""
    params = write(view, default_dataset)
    if params != {name: st.query_params.get_all(name) for name in st.query_params}:
        st.query_params.from_dict(params)
    st.session_state[_WRITTEN] = params


def _offer(service: SearchService) -> Offer:
    return Offer(
        service.default_dataset,
        service.datasets(),
    )


def _from_widgets() -> View:
    state = st.session_state
    last: View | None = state.get(_LAST)
    return View(
        dataset=state.dataset,
        q=state.q or "",
        text=state.text,
        like=state.like,
        mode=state.mode,
        cities=tuple(state.cities),
        k=state.k,
        # The slider exists in hybrid mode only, and Streamlit forgets widgets not drawn.
        weight=state.get("weight", last.weight if last else View.weight),
    )

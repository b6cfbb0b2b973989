"""Keeps the URL, the widgets and the view in step.

The widgets hold the truth while a person works; the URL follows. When the URL is another than
the one written last (a link, back, forward), the widgets follow the URL.
"""

from dataclasses import replace

import streamlit as st

from pages.ui.ranges import readable
from pages.ui.view import Offer, Reading, View, read, write
from search.service import SearchService
from search.store import Index
from search.types import CITY, NO_FILTER, Filter

_WRITTEN = "written_params"
_LAST = "last_view"
_PAGE = "page"
_FILTER = "filter-"


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
    # Streamlit forgets widgets that the run before did not draw, for instance for trouble.
    forgotten = "dataset" not in st.session_state
    if ((returning and not params) or forgotten) and _LAST in st.session_state:
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
    """The view with its filter as the index spells it, and what to say about the rest of it.

    A value that no document has stays in the filter, and nothing is found with it. A field that
    the dataset does not have cannot stay. Call this before the widgets are made.
    """
    said: list[str] = []
    values: dict[str, list[str]] = {}
    for field, wanted in view.filter.fields:
        if field in index.manifest.ranges:
            values[field], problems = readable(index, field, wanted)
            said += problems
            continue
        if field not in index.manifest.facet_fields:
            said.append(f"“{view.dataset}” has no field “{field}” to filter by.")
            continue
        known = {value: index.spellings(field, value) for value in wanted}
        said += [_absent(field, value) for value, found in known.items() if not found]
        values[field] = [each for value, found in known.items() for each in found or [value]]
    spelled_filter = Filter.of(values)
    if spelled_filter != view.filter:
        view = replace(view, filter=spelled_filter)
        st.session_state[_LAST] = view
        _show_filter(spelled_filter)
    return view, said


def filter_key(field: str) -> str:
    """The key of the widget that chooses values of a field."""
    return _FILTER + field


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
        k=view.k,
        weight=view.weight,
    )
    _show_filter(view.filter)


def update(**changes: object) -> None:
    """Changes parts of the view; for callbacks."""
    st.session_state.update(changes)


def leave_dataset() -> None:
    """Forgets what another dataset would not have; for callbacks."""
    _show_filter(NO_FILTER)
    update(like="")


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
        filter=Filter.of({field: state[filter_key(field)] for field in _filtered_fields()}),
        k=state.k,
        # The slider exists in hybrid mode only, and Streamlit forgets widgets not drawn.
        weight=state.get("weight", last.weight if last else View.weight),
    )


def _show_filter(shown: Filter) -> None:
    none: dict[str, list[str]] = {field: [] for field in _filtered_fields()}
    for field, values in {**none, **dict(shown.fields)}.items():
        st.session_state[filter_key(field)] = list(values)


def _filtered_fields() -> list[str]:
    """The fields whose values the widgets hold."""
    keys = [key for key in st.session_state if isinstance(key, str)]
    return [key.removeprefix(_FILTER) for key in keys if key.startswith(_FILTER)]


def _absent(field: str, value: str) -> str:
    if field == CITY:
        return f"No document is in “{value}”."
    return f"No document has “{value}” in the field “{field}”."

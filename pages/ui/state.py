"""Keeps the URL, the widgets and the view in step.

The session holds the view. A run changes it by what a person has done since the run before: by the
widgets they changed, then by the buttons they pressed. The URL follows. It is read only when
somebody has gone to it: by a link, back or forward. The query string of any other run may be
older than what was written last, and says nothing.
"""

from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from pages.ui.ranges import readable
from pages.ui.view import Offer, Params, Reading, View, read, write
from pages.ui.widget_values import WidgetValues
from search.filters import NO_FILTER, Filter
from search.service import SearchService
from search.store import Index
from search.types import CITY

_SCREEN = "screen"
_ARRIVED = "arrived"
_FILTER = "filter-"
_PLAIN = ("dataset", "q", "mode", "k", "weight")
_OF_ONE_DATASET: dict[str, Any] = {"filter": NO_FILTER, "like": ""}
"""What makes no sense in another dataset, as it is when nothing is chosen."""
_ADDRESSES_KEPT = 100
_DIGITS = 9


@dataclass
class _Screen:
    """What a session knows of the compare screen."""

    page: str = ""
    view: View | None = None
    searched: str = ""
    values: WidgetValues = field(default_factory=WidgetValues)
    actions: list[Callable[[View], View]] = field(default_factory=list)
    written: Params | None = None
    addresses: deque[Params] = field(default_factory=lambda: deque(maxlen=_ADDRESSES_KEPT))


def arrive(page: str) -> bool:
    """Notes which screen is drawn; whether it is another than in the run before."""
    screen = _screen()
    before, screen.page = screen.page, page
    return before not in ("", page)


def current_view(service: SearchService, *, returning: bool) -> Reading:
    """The view to show now; call it before any widget is made.

    ``returning`` from another screen without a view in the URL leads back to the last one.
    """
    screen, address, problems = _screen(), _address(), list[str]()
    went_back = _went_back()
    changed = screen.values.changed(_widgets(), 0 if went_back else _arrived())
    elsewhere = bool(address) if returning else address not in screen.addresses
    if screen.view is None or went_back or elsewhere:
        reading = read(address, _offer(service))
        view, problems = reading.view, reading.problems
        # Of an address that is on its way the browser must hear that it is not the last one.
        screen.written = None if went_back else address
    else:
        view = _with_changes(screen.view, changed)
    for action in screen.actions:
        view = action(view)
    screen.actions.clear()
    screen.addresses.append(address)
    # At once: a new action may cut this run short.
    screen.view = view
    _send(view)
    return Reading(view, problems)


def arrived() -> None:
    """Lets the browser say with its next action that it has received this run; call it last."""
    st.session_state[_ARRIVED] = str(_screen().values.run)
    st.text_input("Received", key=_ARRIVED, label_visibility="collapsed")  # frame.css hides it


def spelled(view: View, index: Index) -> tuple[View, list[str]]:
    """The view with its filter as the index spells it, and what to say about the rest of it.

    A value that no document has stays in the filter, and nothing is found with it. A field that
    the dataset does not have cannot stay. Call this before the widgets are made.
    """
    said: list[str] = []
    values: dict[str, list[str]] = {}
    for name, wanted in view.filter.fields:
        if name in index.manifest.ranges:
            values[name], problems = readable(index, name, wanted)
            said += problems
            continue
        if name not in index.manifest.facet_fields:
            said.append(f"“{view.dataset}” has no field “{name}” to filter by.")
            continue
        known = {value: index.spellings(name, value) for value in wanted}
        said += [_absent(name, value) for value, found in known.items() if not found]
        values[name] = [each for value, found in known.items() for each in found or [value]]
    spelled_filter = Filter.of(values)
    if spelled_filter != view.filter:
        view = replace(view, filter=spelled_filter)
        _screen().view = view
        _send(view)
    return view, said


def filter_key(name: str) -> str:
    """The key of the widget that chooses values of a field."""
    return _FILTER + name


def last_dataset(default: str) -> str:
    """The dataset looked at last on the compare screen."""
    view = _screen().view
    return view.dataset if view else default


def act(action: Callable[[View], View]) -> None:
    """Changes the view by what a button does; for callbacks."""
    _screen().actions.append(action)


def update(**changes: Any) -> None:
    """Changes parts of the view; for callbacks."""
    act(lambda view: replace(view, **changes))


def find_similar(*, like: str = "", text: str = "") -> None:
    """Looks for what is like a document, or like a pasted text; for callbacks."""
    act(lambda view: _leaving_search(view, like, text))


def back_to_search() -> None:
    """Undoes ``find_similar``, one step at a time; for callbacks."""
    act(_back_to_search)


def open_dataset(name: str) -> None:
    """Shows another dataset, without what it would not have; for callbacks."""
    update(dataset=name, **_OF_ONE_DATASET)


def write_url(view: View, default_dataset: str) -> None:
    """Makes the URL describe the view."""
    screen, params = _screen(), write(view, default_dataset)
    if params != _address() or params != screen.written:
        st.query_params.from_dict(params)
    screen.written = params
    screen.addresses.append(params)


def _screen() -> _Screen:
    screen: _Screen = st.session_state.setdefault(_SCREEN, _Screen())
    return screen


def _address() -> Params:
    return {name: st.query_params.get_all(name) for name in st.query_params}


def _went_back() -> bool:
    """Whether the browser went back or forward in its history."""
    context = get_script_run_ctx(suppress_warning=True)
    return context is not None and context.is_history_navigation


def _arrived() -> int:
    """The number of the last run that the browser has received, 0 if it has not said."""
    said = str(st.session_state.get(_ARRIVED, ""))
    return int(said) if said.isascii() and said.isdigit() and len(said) <= _DIGITS else 0


def _offer(service: SearchService) -> Offer:
    return Offer(
        service.default_dataset,
        service.datasets(),
    )


def _widgets() -> dict[str, Any]:
    """The values of the widgets that there are, by key."""
    state = st.session_state
    fields = [str(key) for key in state if str(key).startswith(_FILTER)]
    plain = {name: state[name] for name in _PLAIN if name in state}
    return {**plain, **{name: tuple(state[name]) for name in fields}}


def _with_changes(view: View, changed: Mapping[str, Any]) -> View:
    """The view after somebody has changed widgets."""
    if "dataset" in changed:
        view = replace(view, **_OF_ONE_DATASET)
    if "q" in changed:
        view = replace(view, text="", like="")
    values = dict(view.filter.fields)
    for name, value in changed.items():
        if name.startswith(_FILTER):
            values[name.removeprefix(_FILTER)] = value
    plain = {name: value for name, value in changed.items() if name in _PLAIN}
    return replace(view, **plain, filter=Filter.of(values))


def _leaving_search(view: View, like: str, text: str) -> View:
    """The view without its query: what is found is not found for it."""
    if not view.like and not view.text:
        _screen().searched = view.q
    return replace(view, q="", like=like, text=text or view.text)


def _back_to_search(view: View) -> View:
    if view.like and view.text:
        return replace(view, like="")
    return replace(view, q=_screen().searched, like="", text="")


def _send(view: View) -> None:
    """Sets every widget that shows something else than the view, or is about to."""
    current = _widgets()
    shown = {name for name in current if name.startswith(_FILTER)}
    fields = shown | {filter_key(name) for name, _ in view.filter.fields}
    wanted = {name: getattr(view, name) for name in _PLAIN} | {
        name: view.filter.values(name.removeprefix(_FILTER)) for name in fields
    }
    for name, value in _screen().values.to_send(wanted, current).items():
        st.session_state[name] = list(value) if isinstance(value, tuple) else value


def _absent(field: str, value: str) -> str:
    if field == CITY:
        return f"No document is in “{value}”."
    return f"No document has “{value}” in the field “{field}”."

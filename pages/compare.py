"""The compare screen: one query, two engines, side by side."""

from dataclasses import replace

import streamlit as st

from pages.ui import comparison, controls, filters, samples, state
from pages.ui.samples import SamplePlace
from pages.ui.text import PRODUCT, notice, tab_title, title
from pages.ui.trouble import trouble
from pages.ui.view import SIDE_BY_SIDE, View
from search.errors import NvkError
from search.service import SearchService
from search.serving import serving

_ASKING = ("q", "text", "like")  # parameters of the URL with which something is asked


def main() -> None:
    """Draws the screen for the view that URL and widgets describe."""
    returning = state.arrive("compare")
    try:
        service = _ready()
        reading = state.current_view(service, returning=returning)
        view, place = _screen(reading.view, reading.problems, service)
        state.write_url(view, service.default_dataset)
        if place:
            samples.fill(place, view, service)
    except NvkError as error:
        trouble(error)
        comparison.nothing("trouble")
    state.arrived()


def _ready() -> SearchService:
    """The service, with something to look at while the model is being loaded."""
    if serving.ready():
        return serving.get()
    place = st.empty()
    with place.container():
        _head("loading", asked=any(name in st.query_params for name in _ASKING))
        comparison.loading(st.query_params.get("mode", SIDE_BY_SIDE))
    service = serving.wait()
    place.empty()
    return service


def _head(place: str, *, asked: bool) -> None:
    """The product's name, which makes room for the answer once something is asked."""
    # The key is there before the heading is, so its style keeps the place empty from the beginning.
    with st.container(key=f"{'unseen' if asked else 'heading'}-{place}"):
        title(PRODUCT, shown=not asked)


def _screen(
    view: View, problems: list[str], service: SearchService
) -> tuple[View, SamplePlace | None]:
    """Draws all but the dataset's own sample queries, from one open index.

    Gives the view as the index spells its filter, and the place for those queries.
    """
    asked = bool(view.wanted or view.like)
    _head("screen", asked=asked)
    tab_title(view.wanted if asked else "")
    documents = ""
    try:
        index = service.index(view.dataset)
        documents = index.manifest.nouns.counted(index.manifest.documents)
    finally:  # the query can be typed whether or not the dataset opens
        controls.search_box(documents)
    view, unknown = state.spelled(view, index)
    for problem in [*problems, *unknown]:
        notice(problem)
    filters.chosen(view, index)
    controls.sidebar(view, index, service)
    if asked:
        comparison.answer(view, index, service)
        return view, None
    sample_place = samples.invitation(view)
    if view.dataset == samples.BUNDLED:
        comparison.example(replace(view, q=samples.EXAMPLE), index, service)
    else:
        controls.tools()
        comparison.nothing(invites=True)
    return view, sample_place


main()

"""The compare screen: one query, two engines, side by side."""

import streamlit as st

from pages.ui import comparison, controls, filters, samples, state
from pages.ui.samples import SamplePlace
from pages.ui.text import notice, title
from pages.ui.trouble import trouble
from pages.ui.view import SIDE_BY_SIDE, View
from search.errors import NvkError
from search.service import SearchService
from search.serving import serving


def main() -> None:
    """Draws the screen for the view that URL and widgets describe."""
    returning = state.arrive("compare")
    title("Neural vs full-text search")
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
        comparison.loading(st.query_params.get("mode", SIDE_BY_SIDE))
    service = serving.wait()
    place.empty()
    return service


def _screen(
    view: View, problems: list[str], service: SearchService
) -> tuple[View, SamplePlace | None]:
    """Draws all but the dataset's own sample queries, from one open index.

    Gives the view as the index spells its filter, and the place for those queries.
    """
    asked = bool(view.wanted or view.like)
    documents = ""
    try:
        index = service.index(view.dataset)
        documents = index.manifest.nouns.counted(index.manifest.documents)
    finally:  # the query can be typed whether or not the dataset opens
        controls.search_box(documents)
    view, unknown = state.spelled(view, index)
    place, sample_place = controls.suggestions(view, row=asked)
    for problem in [*problems, *unknown]:
        notice(problem)
    filters.chosen(view, index)
    controls.sidebar(view, index, service)
    if asked:
        comparison.answer(view, index, service, place)
    else:
        sample_place = samples.invitation(view)
        comparison.nothing()
    return view, sample_place


main()

"""The widgets that change the view: search box, switch, samples, paste, sidebar."""

import streamlit as st

from pages.ui import state
from pages.ui.text import paragraph
from pages.ui.view import LABELS, MODES, SIZES, View
from search.service import SearchService
from search.types import MAX_CITIES, MAX_TEXT

SAMPLES = {
    "sample": (
        "furniture",
        "money sent home from abroad",
        "visually impaired",
        "rent a scooter",
        "greenhouse",
        "wallet",
        "LM26",
    )
}
"""Queries that make a point on the bundled data."""


def search_box() -> None:
    """The query and the switch between engines."""
    box, switch = st.columns([5, 4], vertical_alignment="bottom")
    box.text_input(
        "Search",
        key="q",
        max_chars=MAX_TEXT,
        placeholder="What should it do? Try “furniture”",
        icon=":material/search:",
        label_visibility="collapsed",
        type="search",
        on_change=state.update,
        kwargs={"like": "", "text": ""},
    )
    switch.segmented_control(
        "Engine",
        MODES,
        format_func=LABELS.__getitem__,
        key="mode",
        required=True,
        label_visibility="collapsed",
        width="stretch",
    )


def suggestions(view: View) -> None:
    """Paste a description, or take a sample query."""
    with st.container(horizontal=True, vertical_alignment="center", key="suggestions"):
        # A new key makes a new, closed popover: nothing else closes one from here.
        pastes = st.session_state.setdefault("pastes", 0)
        with st.popover(
            "Paste a description",
            icon=":material/content_paste:",
            type="tertiary",
            key=f"paste-{pastes}",
        ):
            st.text_area(
                "Description of a start-up",
                key="pasted",
                height=220,
                max_chars=MAX_TEXT,
                placeholder="Paste a text of up to 10,000 characters; "
                "both sides then show the documents most like it.",
            )
            st.button("Find similar", type="primary", on_click=_use_pasted, width="stretch")
        for number, query in enumerate(SAMPLES.get(view.dataset, ())):
            st.button(
                query,
                key=f"sample-{number}",
                on_click=state.update,
                kwargs={"q": query, "like": "", "text": ""},
            )


def sidebar(view: View, service: SearchService) -> None:
    """Filters: cities with counts, number of results, dataset."""
    counts = {facet.value: facet.count for facet in service.facets(view.dataset)}
    with st.sidebar:
        st.multiselect(
            "City",
            [*counts, *(city for city in view.cities if city not in counts)],
            format_func=lambda city: f"{city} ({counts.get(city, 0):,})",
            key="cities",
            placeholder="All cities",
            max_selections=MAX_CITIES,
            help="Both engines search only there. Several cities mean any of them.",
        )
        st.select_slider("Results per side", SIZES, key="k")
        datasets = service.datasets()
        st.selectbox(
            "Dataset",
            datasets if view.dataset in datasets else [view.dataset, *datasets],
            key="dataset",
            on_change=state.update,
            kwargs={"cities": [], "like": ""},
        )
        manifest = service.manifest(view.dataset)
        paragraph(
            f"{manifest.documents:,} documents in {len(counts):,} cities. Neural ranks by "
            "meaning (cosine of embeddings), full-text by matching words (BM25).",
            "small",
        )
        st.link_button("API", "/api/docs", icon=":material/api:", type="tertiary")


def _use_pasted() -> None:
    text = st.session_state.pasted.strip()
    if text:
        state.update(text=text, q="", like="", pastes=st.session_state.pastes + 1)

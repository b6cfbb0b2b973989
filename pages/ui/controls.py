"""The widgets that change the view: search box, switch, paste, sidebar."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from pages.ui import state
from pages.ui.filters import filters, size
from pages.ui.text import notice, paragraph
from pages.ui.view import LABELS, MODES, SIZES, View
from search.labels import ENGINE_LABELS
from search.limits import MAX_TEXT
from search.service import SearchService
from search.settings import settings
from search.store import Index


def search_box(documents: str) -> None:
    """The query and the switch between engines; ``documents`` says what there is to search."""
    row = st.container(horizontal=True, vertical_alignment="bottom", key="search")
    row.text_input(
        "Search",
        key="q",
        max_chars=MAX_TEXT,
        placeholder=f"Search {documents}".strip(),
        icon=":material/search:",
        label_visibility="collapsed",
        type="search",
    )
    row.segmented_control(
        "Engine",
        MODES,
        format_func=LABELS.__getitem__,
        key="mode",
        required=True,
        label_visibility="collapsed",
    )


def tools() -> DeltaGenerator:
    """The way to paste a description; gives the place beside it for what belongs to the answer.

    The result area puts its own tools at the end of this row, so it comes directly below.
    """
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
                "Description",
                key="pasted",
                height=220,
                max_chars=MAX_TEXT,
                placeholder="Paste a text of up to 10,000 characters; "
                "both sides then show the documents most like it.",
            )
            st.button("Find similar", type="primary", on_click=_use_pasted, width="stretch")
        return st.container(horizontal=True, width="content", gap="small")


def sidebar(view: View, index: Index, service: SearchService) -> None:
    """Filters with counts, number of results, dataset, logos."""
    with st.sidebar:
        filters(view, index)
        st.select_slider("Results per side", SIZES, key="k")
        datasets = service.datasets()
        st.selectbox(
            "Dataset",
            datasets if view.dataset in datasets else [view.dataset, *datasets],
            key="dataset",
        )
        if settings().remote_logos:
            st.session_state.setdefault("logos", True)
            st.toggle(
                "Load logos from their sites",
                key="logos",
                help="Logos that the data names are fetched from other hosts, without telling "
                "them where from. Nothing else leaves your browser.",
            )
        st.link_button("HTTP API", "/api/docs", icon=":material/api:", type="tertiary")
        paragraph(size(index), "small")
        if service.building(view.dataset):
            notice("A new index is being built. This one serves until it is ready.")


def weight_slider() -> None:
    """How much neural counts in the hybrid ranking, from full-text alone to neural alone."""
    with st.container(horizontal=True, vertical_alignment="center", key="balance"):
        paragraph(ENGINE_LABELS["keyword"], "small")
        st.slider(
            "Weight of neural",
            0,
            100,
            step=5,
            key="weight",
            format="%d %%",
            label_visibility="collapsed",
        )
        paragraph(ENGINE_LABELS["neural"], "small")


def _use_pasted() -> None:
    text = st.session_state.pasted.strip()
    if text:
        st.session_state.pastes += 1
        state.find_similar(text=text)

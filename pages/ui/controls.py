"""The widgets that change the view: search box, switch, samples, paste, sidebar."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from pages.ui import state
from pages.ui.filters import filters, size
from pages.ui.text import notice, paragraph
from pages.ui.view import LABELS, MODES, SIZES, View
from search.explanation.wording import counted
from search.limits import MAX_TEXT
from search.service import SearchService
from search.settings import settings
from search.store import Index

SAMPLES = {
    "sample": {
        "Only meaning finds them": ("meditation", "exoskeleton", "eyeglasses", "antivirus"),
        "Only the exact word finds them": ("varroa mite", "bKash", "Erlang", "tado"),
        "Each finds some, hybrid most": (
            "bitcoin wallet",
            "WireGuard VPN",
            "rocket launch",
            "restaurant reservation",
        ),
    }
}
"""Queries that make a point on the bundled data, by the point they make."""
_IN_ROW = (
    "meditation",
    "varroa mite",
    "bitcoin wallet",
    "exoskeleton",
    "bKash",
    "WireGuard VPN",
    "eyeglasses",
)


def search_box(documents: int | None) -> None:
    """The query and the switch between engines; ``documents`` are those there to search."""
    row = st.container(horizontal=True, vertical_alignment="bottom", key="search")
    row.text_input(
        "Search",
        key="q",
        max_chars=MAX_TEXT,
        placeholder="Search" if documents is None else f"Search {counted(documents, 'document')}",
        icon=":material/search:",
        label_visibility="collapsed",
        type="search",
        on_change=state.update,
        kwargs={"like": "", "text": ""},
    )
    row.segmented_control(
        "Engine",
        MODES,
        format_func=LABELS.__getitem__,
        key="mode",
        required=True,
        label_visibility="collapsed",
    )


def suggestions(view: View, *, row: bool) -> DeltaGenerator:
    """Paste a description, or in a ``row`` beside it take a sample query.

    Between them is the returned place for what belongs to the answer.
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
        place = st.container(width="content")
        if row and view.dataset in SAMPLES:
            _sample_buttons(_IN_ROW, "row")
    return place


def invitation(view: View) -> None:
    """The first visit: what this is, and queries worth trying."""
    paragraph(
        "Every query goes to two engines at once: one compares meanings, the other counts words. "
        "See what each of them finds, and where they disagree.",
        "lead",
    )
    groups = SAMPLES.get(view.dataset)
    if not groups:
        paragraph("Type a query above, or paste a description.", "small")
        return
    for column, (point, queries) in zip(st.columns(len(groups)), groups.items(), strict=True):
        with column.container(border=True, height="stretch", key=f"group-{queries[0]}"):
            paragraph(point, "point")
            with st.container(horizontal=True):
                _sample_buttons(queries, "point")


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
            on_change=state.leave_dataset,
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


def weight_slider(view: View) -> None:
    """How much neural counts in the hybrid ranking."""
    st.session_state.setdefault("weight", view.weight)
    st.slider(
        "Weight of neural",
        0,
        100,
        step=5,
        key="weight",
        format="%d %%",
        help="0 % is full-text alone, 100 % neural alone: reciprocal rank fusion of both sides.",
    )


def _sample_buttons(queries: tuple[str, ...], place: str) -> None:
    for query in queries:
        st.button(
            query,
            key=f"{place}-{query}",
            on_click=state.update,
            kwargs={"q": query, "like": "", "text": ""},
        )


def _use_pasted() -> None:
    text = st.session_state.pasted.strip()
    if text:
        state.update(text=text, q="", like="", pastes=st.session_state.pastes + 1)

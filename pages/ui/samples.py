"""Queries to begin with: chosen by hand for the bundled data, else from the dataset's own words."""

from collections.abc import Sequence
from typing import NamedTuple

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from pages.ui import state
from pages.ui.text import paragraph
from pages.ui.view import View
from search.service import SearchService

BUNDLED = "sample"
POINTS = {
    "Only meaning finds them": ("vegetarian", "jogging", "eyesight", "prosthesis"),
    "Only the exact word finds them": ("varroa mite", "Erlang", "couchette", "REBCO"),
    "Each finds some, hybrid most": (
        "rocket launch",
        "electric car",
        "pre-owned clothing",
        "electric scooter rental",
    ),
}
"""Queries that make a point on the bundled data, by the point they make; the tests check each."""
QUESTIONS = (
    "My shop needs a loan but the bank says no",
    "I need to make a will without going to a lawyer",
    "I want to send money to my mother in Manila",
    "My flight was cancelled and the airline refuses to pay",
    "We have no mains electricity in our village",
    "I can't hear well but hearing aids are too expensive",
)
"""Needs in a person's own words, which neural answers well on the bundled data."""
EXAMPLE = QUESTIONS[0]
"""The query that is answered on the first screen."""


class SamplePlace(NamedTuple):
    """Where the queries of a dataset go once they are known."""

    container: DeltaGenerator


def invitation(view: View) -> SamplePlace | None:
    """The first visit: what this is, and queries worth trying; the place for those of own data."""
    paragraph("Ask two engines at once: one compares meanings, the other matches words.", "lead")
    if view.dataset != BUNDLED:
        return SamplePlace(st.container())
    with st.container(horizontal=True, key="samples"):
        _buttons(QUESTIONS)
        with st.popover("Queries that make a point", type="tertiary", key="points"):
            for point, queries in POINTS.items():
                paragraph(point, "point")
                with st.container(horizontal=True, key=f"group-{queries[0]}"):
                    _buttons(queries)
    return None


def fill(place: SamplePlace, view: View, service: SearchService) -> None:
    """Draws a dataset's own queries. Comes last: on the first call both engines are asked often."""
    queries = service.sample_queries(view.dataset)
    with place.container.container(horizontal=True, key="samples"):
        _buttons(queries)


def _buttons(queries: Sequence[str]) -> None:
    for query in queries:
        st.button(
            query,
            key=f"sample-{query}",
            on_click=state.update,
            kwargs={"q": query, "like": "", "text": ""},
        )

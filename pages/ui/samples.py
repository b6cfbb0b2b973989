"""Queries to begin with: chosen by hand for the bundled data, else from the dataset's own words."""

from collections.abc import Sequence
from typing import NamedTuple

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from pages.ui import state
from pages.ui.text import paragraph
from pages.ui.view import View
from search.service import SearchService

_BUNDLED = "sample"
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
_IN_ROW = (
    "vegetarian",
    "varroa mite",
    "rocket launch",
    "jogging",
    "Erlang",
    "electric car",
    "eyesight",
)


class SamplePlace(NamedTuple):
    """Where the queries of a dataset go once they are known; ``name`` tells places apart."""

    container: DeltaGenerator
    name: str
    point: str = ""


def sample_row(view: View) -> SamplePlace | None:
    """Queries beside the other ways to search; the place for those that are not known yet."""
    if view.dataset != _BUNDLED:
        return SamplePlace(st.container(horizontal=True, width="content", key="samples"), "row")
    _buttons(_IN_ROW, "row")
    return None


def invitation(view: View) -> SamplePlace | None:
    """The first visit: what this is, and queries worth trying; the place for those of own data."""
    paragraph(
        "Every query goes to two engines at once: one compares meanings, the other counts words. "
        "See what each of them finds, and where they disagree.",
        "lead",
    )
    if view.dataset != _BUNDLED:
        return SamplePlace(st.container(), "point", "Here the two engines find different documents")
    for column, (point, queries) in zip(st.columns(len(POINTS)), POINTS.items(), strict=True):
        with column:
            _group(point, queries)
    return None


def fill(place: SamplePlace, view: View, service: SearchService) -> None:
    """Draws a dataset's own queries. Comes last: on the first call both engines are asked often."""
    queries = service.sample_queries(view.dataset)
    with place.container:
        if place.point and queries:
            _group(place.point, queries)
        else:
            _buttons(queries, place.name)


def _group(point: str, queries: Sequence[str]) -> None:
    with st.container(border=True, height="stretch", key=f"group-{queries[0]}"):
        paragraph(point, "point")
        with st.container(horizontal=True):
            _buttons(queries, "point")


def _buttons(queries: Sequence[str], place: str) -> None:
    for query in queries:
        st.button(
            query,
            key=f"{place}-{query}",
            on_click=state.update,
            kwargs={"q": query, "like": "", "text": ""},
        )

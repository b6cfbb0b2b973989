"""Asks the service for a view and draws the answer."""

from html import escape
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from pages.ui import state
from pages.ui.cards import list_data, loading_data
from pages.ui.controls import weight_slider
from pages.ui.export import export_control
from pages.ui.results import results
from pages.ui.view import SIDE_BY_SIDE, View
from search.export.files import Answer
from search.retrieval.retrieve import Sides
from search.service import SearchService
from search.settings import settings
from search.types import Comparison, Document, Ranking

_EXCERPT = 400
_SIDES = "hybrid_sides"


def answer(view: View, service: SearchService, place: DeltaGenerator) -> None:
    """Both lists, or the one that the view asks for; the way to export them goes to ``place``."""
    document = service.document(view.like, view.dataset) if view.like else None
    _start(view, document)
    query = document.text if document else view.wanted
    analyzer = service.analyzer(view.dataset)
    terms = frozenset(analyzer.query(query))
    logos = settings().remote_logos and st.session_state.get("logos", True)
    if view.mode == SIDE_BY_SIDE:
        comparison = _compare(view, service)
        neural, keyword = comparison.neural, comparison.keyword
        _export(place, view, document, neural, keyword)
        results(
            [
                list_data(neural, query, terms, keyword.total, analyzer),
                list_data(keyword, query, terms, neural.total, analyzer),
            ],
            _ON,
            question=_question(view),
            verdict=comparison.verdict,
            remote_logos=logos,
        )
    else:
        ranking = _hybrid(view, service) if view.mode == "hybrid" else _rank(view, service)
        _export(place, view, document, ranking)
        results(
            [list_data(ranking, query, terms, analyzer=analyzer)],
            _ON,
            question=_question(view),
            remote_logos=logos,
        )


def _export(
    place: DeltaGenerator, view: View, document: Document | None, *rankings: Ranking
) -> None:
    export_control(place, Answer(view.dataset, rankings, view.wanted, document, view.cities))


def _question(view: View) -> dict[str, Any]:
    return {
        "q": view.wanted,
        "like": view.like or None,
        "city": view.cities,
        "k": view.k,
        "dataset": view.dataset,
        "weight": view.weight / 100,
        "typed": bool(view.q) and not view.text and not view.like,
    }


def nothing(key: str = "results") -> None:
    """The result area without a list: empty, but keys work and a lost server is found again."""
    results([], _ON, key=key)


def loading(mode: str) -> None:
    """The result area while the answer is on its way."""
    engines = (mode,) if mode in ("neural", "keyword", "hybrid") else ("neural", "keyword")
    results([loading_data(engine) for engine in engines], _ON, key="loading")


def _compare(view: View, service: SearchService) -> Comparison:
    if view.like:
        return service.compare_similar(
            view.like, cities=view.cities, k=view.k, dataset=view.dataset
        )
    return service.compare(view.wanted, cities=view.cities, k=view.k, dataset=view.dataset)


def _rank(view: View, service: SearchService) -> Ranking:
    if view.like:
        return service.similar(
            view.like, view.mode, cities=view.cities, k=view.k, dataset=view.dataset
        )
    return service.search(
        view.wanted, view.mode, cities=view.cities, k=view.k, dataset=view.dataset
    )


def _hybrid(view: View, service: SearchService) -> Ranking:
    """Moving the slider fuses the sides again; nothing is searched again."""
    weight_slider(view)
    asked = (view.wanted, view.like, view.cities, view.k, view.dataset)
    known: tuple[object, Sides] | None = st.session_state.get(_SIDES)
    if known is None or known[0] != asked:
        sides = service.sides(
            view.wanted, view.like or None, cities=view.cities, k=view.k, dataset=view.dataset
        )
        known = st.session_state[_SIDES] = (asked, sides)
    return service.fuse(known[1], view.weight / 100)


def _start(view: View, document: Document | None) -> None:
    """What the neighbours are neighbours of, with a way back."""
    if document:
        title, text = f"Similar to {document.title}", document.description
    elif view.text:
        title, text = f"Similar to your text ({len(view.text):,} characters)", view.text
    else:
        return
    with st.container(horizontal=True, vertical_alignment="center", key="start"):
        st.html(
            f'<div class="nvk-start" dir="auto"><strong>{escape(title)}</strong>'
            f"<span>{escape(text[:_EXCERPT])}</span></div>"
        )
        st.button(
            "Back to the search",
            icon=":material/arrow_back:",
            on_click=state.update,
            kwargs={"like": "", "text": "" if not view.like else view.text},
        )


def _similar(id_: str) -> None:
    state.update(like=id_)


def _search(q: str) -> None:
    state.update(q=q, like="", text="")


_ON = {"similar": _similar, "search": _search}
"""What the result area's own buttons do."""

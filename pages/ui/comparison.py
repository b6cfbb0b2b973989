"""Retrieves what a view asks for, once, and draws all of the answer from it."""

from functools import partial
from html import escape
from typing import cast

import streamlit as st

from pages.ui import state
from pages.ui.cards import list_data, loading_data
from pages.ui.controls import tools, weight_slider
from pages.ui.export import export_control
from pages.ui.results import results
from pages.ui.results.payload import Question
from pages.ui.snippets import snippet_control
from pages.ui.text import paragraph
from pages.ui.view import SIDE_BY_SIDE, View
from search.answering import answer_of
from search.comparison.compare import compare
from search.explanation.strongest import strongest_terms
from search.retrieval.retrieve import CandidateLists, Retrieval
from search.service import SearchService
from search.settings import settings
from search.store import Index
from search.types import CITY, Document, Mode

_EXCERPT = 400
_CANDIDATES = "candidates"


def answer(view: View, index: Index, service: SearchService) -> None:
    """Both lists, or the one that the view asks for, below what is done with them."""
    retrieval = _retrieve(view, index, service)
    _start(view, retrieval.query.document)
    _draw(view, retrieval, service, invites=False)


def example(view: View, index: Index, service: SearchService) -> None:
    """The answer to a query that nobody has asked yet, and that says so."""
    paragraph(f"For example: “{view.q}”", "point")
    _draw(view, _retrieve(view, index, service), service, invites=True)


def _draw(view: View, retrieval: Retrieval, service: SearchService, *, invites: bool) -> None:
    if view.mode == "hybrid" or view.shows_hybrid:
        weight_slider()
    place = tools()
    verdict: str | None = None
    totals: list[int | None] = [None]
    if view.mode == SIDE_BY_SIDE:
        both = compare(retrieval)
        rankings, verdict = [both.neural, both.keyword], both.verdict
        totals = [both.keyword.total, both.neural.total]
        if view.shows_hybrid:
            rankings, totals = [*rankings, retrieval.hybrid()], [*totals, None]
    else:
        rankings = [retrieval.ranking()]
    if not invites:  # there is nothing to take home yet
        export_control(place, answer_of(retrieval, *rankings))
        snippet_control(place, retrieval.request, service)
    text, analyzer = retrieval.query.text, retrieval.query.analyzer
    results(
        [
            list_data(
                ranking,
                text,
                analyzer,
                other,
                retrieval.index.manifest.card,
                partial(strongest_terms, retrieval),
            )
            for ranking, other in zip(rankings, totals, strict=True)
        ],
        _ON,
        question=_question(view),
        verdict=verdict,
        invites=invites,
        remote_logos=settings().remote_logos and st.session_state.get("logos", True),
    )


def _retrieve(view: View, index: Index, service: SearchService) -> Retrieval:
    """Moving the slider fuses the candidates again; nothing is searched again."""
    request = service.request(
        view.wanted,
        view.like or None,
        view.mode,
        filter=dict(view.filter.fields),
        k=view.k,
        dataset=view.dataset,
        weight=view.weight / 100,
    )
    known: CandidateLists | None = st.session_state.get(_CANDIDATES)
    retrieval = service.retrieve(request, index=index, known=known)
    if view.mode == "hybrid" or view.shows_hybrid:
        st.session_state[_CANDIDATES] = retrieval.lists()
    return retrieval


def _question(view: View) -> Question:
    return {
        "q": "" if view.like else view.wanted,
        "like": view.like or None,
        "city": view.filter.values(CITY),
        "filter": view.further,
        "k": view.k,
        "dataset": view.dataset,
        "weight": view.weight / 100,
        "typed": bool(view.q) and not view.text and not view.like,
    }


def nothing(key: str = "results", *, invites: bool = False) -> None:
    """The result area without a list.

    It is empty, but keys work, the phone's drawer closes and a lost server is found again.
    """
    results([], _ON, invites=invites, key=key)


def loading(mode: str) -> None:
    """The result area while the answer is on its way."""
    sides: tuple[Mode, ...] = ("neural", "keyword")
    engines = sides if mode == SIDE_BY_SIDE else (cast(Mode, mode),)
    results([loading_data(engine) for engine in engines], _ON, key="loading")


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
            on_click=state.back_to_search,
        )


def _similar(id_: str) -> None:
    state.find_similar(like=id_)


def _search(q: str) -> None:
    state.update(q=q, like="", text="")


def _columns(count: str) -> None:
    state.update(beside=count == "3")


_ON = {"similar": _similar, "search": _search, "columns": _columns}
"""What the result area's own buttons do."""

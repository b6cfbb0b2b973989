"""Asks the service for a view and draws the answer."""

from html import escape

import streamlit as st

from pages.ui import state
from pages.ui.cards import list_data
from pages.ui.results import results
from pages.ui.text import paragraph
from pages.ui.view import SIDE_BY_SIDE, View
from search.service import SearchService
from search.settings import settings
from search.types import Comparison, Ranking

_EXCERPT = 400


def answer(view: View, service: SearchService) -> None:
    """Both lists or one for the view's query, or an invitation when there is none."""
    if not view.wanted and not view.like:
        paragraph("Type a query, pick a sample, or paste a description.", "lead")
        return
    _start(view, service)
    terms = frozenset(service.query_terms(_query_text(view, service)))
    logos = settings().remote_logos
    if view.mode == SIDE_BY_SIDE:
        comparison = _compare(view, service)
        paragraph(comparison.verdict, "verdict")
        left, right = st.columns(2, gap="medium")
        neural, keyword = comparison.neural, comparison.keyword
        with left:
            results(list_data(neural, terms, logos, keyword.total), "neural", _similar)
        with right:
            results(list_data(keyword, terms, logos, neural.total), "keyword", _similar)
    else:
        ranking = _rank(view, service)
        results(list_data(ranking, terms, logos), ranking.mode, _similar)


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


def _query_text(view: View, service: SearchService) -> str:
    return service.document(view.like, view.dataset).text if view.like else view.wanted


def _start(view: View, service: SearchService) -> None:
    """What the neighbours are neighbours of, with a way back."""
    if view.like:
        document = service.document(view.like, view.dataset)
        title, text = f"Similar to {document.name or '(no name)'}", document.description
    elif view.text:
        title, text = f"Similar to your text ({len(view.text):,} characters)", view.text
    else:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.html(
            f'<div class="nvk-start" dir="auto"><strong>{escape(title)}</strong>'
            f"<span>{escape(text[:_EXCERPT])}</span></div>"
        )
        st.button(
            "Back to the search",
            icon=":material/arrow_back:",
            on_click=state.update,
            kwargs={"like": "", "text": "" if view.text and not view.like else view.text},
        )


def _similar(id_: str) -> None:
    state.update(like=id_)

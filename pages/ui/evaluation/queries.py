"""Queries by how much two engines differ; each leads to its comparison."""

from collections.abc import Sequence
from html import escape
from urllib.parse import urlencode

import streamlit as st

from pages.ui.evaluation.forest import signed
from pages.ui.text import paragraph
from pages.ui.view import View, write
from search.evaluation.result import Evaluation, PairResult, Place, QueryResult
from search.filters import Filter
from search.limits import RANK_DEPTH

_SHOWN = 12
_MOST = 500
_TEXT = 120


def by_query(evaluation: Evaluation, pair: PairResult, default_dataset: str) -> None:
    """The largest differences on either side, and all of them on demand."""
    left, right = (evaluation.engine(name).label for name in (pair.left, pair.right))
    ordered = sorted(evaluation.queries, key=lambda query: -_difference(query, pair))
    differing = [query for query in ordered if abs(_difference(query, pair)) > 1e-9]
    st.html(f"<h3>Query by query, in {escape(evaluation.primary)}</h3>")
    if not differing:
        paragraph("No query tells these two engines apart.", "text")
        return
    columns = st.columns(2, gap="medium")
    for column, label, queries in (
        (columns[0], left, [q for q in differing if _difference(q, pair) > 0]),
        (columns[1], right, [q for q in reversed(differing) if _difference(q, pair) < 0]),
    ):
        with column:
            paragraph(f"{label} ahead: {len(queries):,} queries", "point")
            _list(evaluation, pair, queries[:_SHOWN], default_dataset)
    if len(ordered) > 2 * _SHOWN:
        with st.expander(f"All {len(ordered):,} queries"):
            _list(evaluation, pair, ordered[:_MOST], default_dataset)


def _list(
    evaluation: Evaluation,
    pair: PairResult,
    queries: Sequence[QueryResult],
    default_dataset: str,
) -> None:
    dataset = evaluation.manifest.dataset
    rows = "".join(
        _row(evaluation, pair, query, _address(dataset, query, default_dataset))
        for query in queries
    )
    st.html(f'<ul class="nvk-queries">{rows or "<li>None</li>"}</ul>')


def _row(evaluation: Evaluation, pair: PairResult, query: QueryResult, address: str) -> str:
    difference = _difference(query, pair)
    mode = evaluation.engine(pair.left if difference > 0 else pair.right).settings["mode"]
    text = query.text if len(query.text) <= _TEXT else f"{query.text[:_TEXT]}…"
    kind = f'<span class="nvk-kind">{escape(query.kind)}</span>' if query.kind else ""
    classes, width = f"nvk-bar nvk-engine-{escape(str(mode))}", f"{abs(difference):.1%}"
    return (
        f'<li><a href="{escape(address)}" target="_self">'
        f'<span class="nvk-line"><span dir="auto">{escape(text)}</span>{kind}'
        f"<b>{signed(difference)}</b></span>"
        f'<i class="{classes}" style="width:{width}"></i>'
        f'<span class="nvk-fact">{escape(_facts(evaluation, pair, query))}</span></a></li>'
    )


def _facts(evaluation: Evaluation, pair: PairResult, query: QueryResult) -> str:
    """What both engines did; nothing but facts."""
    return " · ".join(
        f"{evaluation.engine(name).label}: {_fact(query.places[name])}"
        for name in (pair.left, pair.right)
    )


def _fact(place: Place) -> str:
    if not place.results:
        return "no results"
    first = (
        f"first relevant is #{place.first_relevant}"
        if place.first_relevant
        else f"nothing relevant in {min(place.results, RANK_DEPTH)}"
    )
    return f"{first}, #1 is unjudged" if place.top_grade is None else first


def _difference(query: QueryResult, pair: PairResult) -> float:
    return query.places[pair.left].value - query.places[pair.right].value


def _address(dataset: str, query: QueryResult, default_dataset: str) -> str:
    """Of the comparison of this query under its filter."""
    one_line = "\n" not in query.text
    view = View(
        dataset,
        q=query.text if one_line else "",
        text="" if one_line else query.text,
        filter=Filter.of(query.filter),
    )
    return f"./?{urlencode(write(view, default_dataset), doseq=True)}"

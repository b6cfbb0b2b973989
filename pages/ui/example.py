"""One query worked through with the numbers of the collection at hand."""

from collections.abc import Mapping
from html import escape

import pandas as pd
import streamlit as st

from pages.ui.text import paragraph, table
from search.explanation.attribution import bare
from search.explanation.formulas import KeywordPart, idf_formula
from search.explanation.model import Explanation, NeuralExplanation
from search.labels import count_text, score_text
from search.retrieval.query import documents
from search.retrieval.retrieve import Retrieval
from search.service import SearchService
from search.store import Index
from search.store.manifest import Manifest
from search.types import Document

_WORDS = 5
_SAMPLE_QUERY = "money sent home from abroad"


def worked_example(service: SearchService, index: Index) -> None:
    """How both sides rank their first document for one query."""
    query = _query(index)
    retrieval = service.retrieve(
        service.request(query, dataset=index.manifest.dataset), index=index
    )
    neural, keyword = retrieval.neural.hits, retrieval.keyword.hits
    best = [hit.id for hit in (*neural[:1], *keyword[:1])]
    shown = documents(index, [*best, neural[-1].id])
    explained = service.explain_shown(retrieval, [shown[id_] for id_ in best])
    st.html(f"<h2>One query, worked through: “{escape(query)}”</h2>")
    left, right = st.columns(2, gap="medium")
    with left.container(border=True, height="stretch"):
        _neural(retrieval, shown, explained)
    with right.container(border=True, height="stretch"):
        _keyword(retrieval, explained)


def _query(index: Index) -> str:
    """The sample's query, or on other data the beginning of a document."""
    if index.manifest.dataset == "sample":
        return _SAMPLE_QUERY
    return " ".join(next(index.scan()).text.split()[:4])


def _neural(
    retrieval: Retrieval, shown: Mapping[str, Document], explained: Mapping[str, Explanation]
) -> None:
    st.html("<h3>Neural: by meaning</h3>")
    hits = retrieval.neural.hits
    first, last = shown[hits[0].id], shown[hits[-1].id]
    paragraph(
        f"The model turns the query into {retrieval.index.manifest.dimension} numbers. Each "
        "document was turned "
        "into as many when the index was built. The score is the cosine of the angle between the "
        "two: 1 for the same direction, 0 for nothing in common.",
        "text",
    )
    paragraph(
        f"First is {first.title} with {score_text('neural', hits[0].score)}; "
        f"#{len(hits)} is {last.title} with {score_text('neural', hits[-1].score)}. "
        "No word has to be the same.",
        "text",
    )
    neural = explained[first.id].neural
    if not neural.additive:
        paragraph(neural.problem, "small")
        return
    paragraph("The score is a sum over the words of the text. Its top words:", "text")
    table(_shares(neural))
    paragraph(
        "A text's numbers are the mean of its words' numbers, so each word has an exact share. "
        "“Why?” on any result shows all of them over the text.",
        "small",
    )


def _shares(neural: NeuralExplanation) -> pd.DataFrame:
    """The strongest words, what the others add up to, and the sum."""
    ordered = sorted(neural.words, key=lambda word: -word.share)
    rows = [(bare(word.text), word.share) for word in ordered[:_WORDS]]
    rest = sum(word.share for word in ordered[_WORDS:])
    rows += [
        (f"{len(ordered[_WORDS:])} other words", rest),
        ("The model's marks of beginning and end", neural.marks),
        ("Score", neural.score),
    ]
    return pd.DataFrame(
        {
            "Word": [word for word, _ in rows],
            "Share": [score_text("neural", share) for _, share in rows],
        }
    )


def _keyword(retrieval: Retrieval, explained: Mapping[str, Explanation]) -> None:
    st.html("<h3>Full-text: by words (BM25)</h3>")
    hits = retrieval.keyword.hits
    if not hits:
        paragraph("No document contains a word of this query.", "text")
        return
    first = explained[hits[0].id]
    parts, manifest = first.keyword.terms, retrieval.index.manifest
    points = score_text("keyword", hits[0].score)
    paragraph(
        f"First is {first.document.title} with {points}. A word earns "
        "more points if few documents contain it and if it occurs often in this one; the points "
        "sum to the score.",
        "text",
    )
    table(_parts(parts, manifest))
    rare = max(parts, key=lambda part: part.idf)
    paragraph(_formula(rare, manifest), "small")


def _parts(parts: list[KeywordPart], manifest: Manifest) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "Word (stem)": [part.term for part in parts],
            "In this document": [part.count for part in parts],
            f"In documents, of {count_text(manifest.documents)}": [
                part.document_frequency for part in parts
            ],
            "Rarity (IDF)": [score_text("keyword", part.idf) for part in parts],
            "Weight in the query": [f"{part.query_weight:g}" for part in parts],
            "Points": [score_text("keyword", part.score) for part in parts],
        }
    )


def _formula(part: KeywordPart, manifest: Manifest) -> str:
    length_factor = score_text("keyword", part.length_factor)
    return (
        f"Points of “{part.term}”: {part.query_weight:g} × {score_text('keyword', part.idf)} × "
        f"{part.count} × {manifest.k1 + 1:g} ÷ ({part.count} + {length_factor}) = "
        f"{score_text('keyword', part.score)}. The number {length_factor} grows with the "
        f"document's length. {idf_formula(manifest)} Another spelling of a word (wifi for wi-fi) "
        "has a weight below 1 in the query."
    )

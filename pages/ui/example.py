"""One query worked through with the numbers of the collection at hand."""

from html import escape

import pandas as pd
import streamlit as st

from pages.ui.text import paragraph, table
from search.explanation.attribution import NeuralParts, bare
from search.explanation.formulas import KeywordPart
from search.service import SearchService
from search.store.manifest import Manifest
from search.types import Document, Ranking

_WORDS = 5
_SAMPLE_QUERY = "money sent home from abroad"


def worked_example(service: SearchService, dataset: str) -> None:
    """How both sides rank their first document for one query."""
    query = _query(service, dataset)
    neural = service.search(query, "neural", k=100, dataset=dataset)
    keyword = service.search(query, "keyword", k=1, dataset=dataset)
    st.html(f"<h2>One query, worked through: “{escape(query)}”</h2>")
    left, right = st.columns(2, gap="medium")
    with left.container(border=True, height="stretch"):
        _neural(neural, query, service, dataset)
    with right.container(border=True, height="stretch"):
        _keyword(keyword, query, service, dataset)


def _query(service: SearchService, dataset: str) -> str:
    """The sample's query, or on other data the name of its first city's best document."""
    if dataset == "sample":
        return _SAMPLE_QUERY
    facets = service.facets(dataset)
    cities = [facets[0].value] if facets else []
    best = service.search("software for people", cities=cities, k=1, dataset=dataset)
    return " ".join(best.hits[0].document.text.split()[:4])


def _neural(ranking: Ranking, query: str, service: SearchService, dataset: str) -> None:
    st.html("<h3>Neural: by meaning</h3>")
    first, last = ranking.hits[0], ranking.hits[-1]
    dimension = service.manifest(dataset).dimension
    paragraph(
        f"The model turns the query into {dimension} numbers. Each document was turned "
        "into as many when the index was built. The score is the cosine of the angle between the "
        "two: 1 for the same direction, 0 for nothing in common.",
        "text",
    )
    paragraph(
        f"First is {first.document.title} with {first.score:.3f}; "
        f"#{last.rank} is {last.document.title} with {last.score:.3f}. "
        "No word has to be the same.",
        "text",
    )
    neural = service.explain(query, first.document.id, dataset=dataset).neural
    if neural.parts is None:
        paragraph(neural.problem, "small")
        return
    paragraph("The score is a sum over the words of the text, and these bring most of it:", "text")
    table(_shares(neural.parts, first.document))
    paragraph(
        "A text's numbers are the mean of its words' numbers, so each word has an exact share. "
        "“Why?” on any result shows all of them over the text.",
        "small",
    )


def _shares(parts: NeuralParts, document: Document) -> pd.DataFrame:
    """The strongest words, what the others bring together, and the sum."""
    ordered = sorted(parts.words, key=lambda word: -word.share)
    rows = [(bare(document.text[word.start : word.end]), word.share) for word in ordered[:_WORDS]]
    rest = sum(word.share for word in ordered[_WORDS:])
    rows += [
        (f"{len(ordered[_WORDS:])} other words", rest),
        ("The model's marks of beginning and end", parts.marks),
        ("Score", parts.score),
    ]
    return pd.DataFrame(
        {"Word": [word for word, _ in rows], "Share": [f"{share:.3f}" for _, share in rows]}
    )


def _keyword(ranking: Ranking, query: str, service: SearchService, dataset: str) -> None:
    st.html("<h3>Full-text: by words (BM25)</h3>")
    if not ranking.hits:
        paragraph("No document contains a word of this query.", "text")
        return
    hit = ranking.hits[0]
    parts = service.explain(query, hit.document.id, dataset=dataset).keyword.parts
    paragraph(
        f"First is {hit.document.title} with {hit.score:.2f}. Each word counts the more, the "
        "fewer documents have it and the more often it stands in this one; the parts sum to the "
        "score.",
        "text",
    )
    manifest = service.manifest(dataset)
    table(_parts(parts, manifest))
    rare = max(parts, key=lambda part: part.idf)
    paragraph(_formula(rare, manifest), "small")


def _parts(parts: list[KeywordPart], manifest: Manifest) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "Word (stem)": [part.term for part in parts],
            "In this document": [part.count for part in parts],
            f"In documents, of {manifest.documents:,}": [p.document_frequency for p in parts],
            "Rarity (IDF)": [f"{part.idf:.2f}" for part in parts],
            "Points": [f"{part.score:.2f}" for part in parts],
        }
    )


def _formula(part: KeywordPart, manifest: Manifest) -> str:
    return (
        f"Points of “{part.term}”: {part.query_weight:g} × {part.idf:.2f} × {part.count} × "
        f"{manifest.k1 + 1:.1f} ÷ "
        f"({part.count} + {part.length_factor:.2f}) = {part.score:.2f}. The number "
        f"{part.length_factor:.2f} grows with the document's length."
    )

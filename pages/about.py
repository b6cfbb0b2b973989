"""The about screen: how each side ranks, worked through on the collection at hand."""

import pandas as pd
import streamlit as st

from pages.ui import state
from pages.ui.example import worked_example
from pages.ui.text import paragraph, tab_title, table, title
from pages.ui.trouble import trouble
from search.errors import NvkError
from search.serving import serving
from search.store.manifest import Manifest
from search.types import CITY

_QUESTIONS = (
    (
        "What is neural search?",
        "Search by meaning. A neural network reads a text and gives a list of numbers, its "
        "embedding; texts that mean similar things get similar numbers, whatever words they use. "
        "Searching means finding the documents whose numbers point in the same direction as the "
        "query's.",
    ),
    (
        "Which model is it?",
        "all-MiniLM-L6-v2, a small sentence-transformers model: 6 layers, 22 million parameters, "
        "384 numbers per text. It was trained on more than a billion pairs of English texts that "
        "belong together. It reads the first 256 word pieces of a text, about 200 words.",
    ),
    (
        "What is each side good for?",
        "Neural is good for needs in plain words, synonyms and descriptions. Full-text is good for "
        "names, codes and rare words, and nothing explains itself better: every result contains a "
        "word of the query. Neural always finds something, even for a query that makes no sense; "
        "full-text finds nothing rather than something wrong.",
    ),
    (
        "Why are words of neural results coloured?",
        "A text's embedding is the mean of its words' embeddings, so the score is a sum with an "
        "exact share for each word. The three words with the largest shares are coloured, unless "
        "the score is as low as unrelated words often get. “Why?” on a card shows all shares, "
        "and the points of the full-text side beside them.",
    ),
    (
        "When is a neural score good?",
        "It depends on the collection: neural always finds a nearest document. So a hundred "
        "queries of unrelated words were asked here, too. A best score that is no better than what "
        "half of them get says nothing about the query, and the screen warns of it.",
    ),
    (
        "And hybrid?",
        "It takes both rankings and adds up, for each document, 1 / (60 + its rank) from each side "
        "(reciprocal rank fusion). Documents that both sides like rise to the top. Scores are "
        "not compared, because a cosine and a sum of word weights have no common scale.",
    ),
    (
        "Where does this come from?",
        "It grew from Qdrant's tutorial “Neural Search 101” and its start-up search demo: a search "
        "box, a switch between neural and full-text, logos and a city filter. Both engines' data "
        "live in one Qdrant collection, so both always see the same documents under the same "
        "filter.",
    ),
)


def main() -> None:
    """Draws the screen for the dataset that was looked at last."""
    state.arrive("about")
    tab_title("How it works")
    title("How it works")
    try:
        service = serving.wait()
        dataset = state.last_dataset(service.default_dataset)
        index = service.index(dataset)
        worked_example(service, index)
        st.html("<h2>Questions</h2>")
        for question, answer in _QUESTIONS:
            with st.expander(question):
                paragraph(answer, "text")
        st.html("<h2>This dataset</h2>")
        _numbers(index.manifest, len(index.facets(CITY)))
    except NvkError as error:
        trouble(error)


def _idf(manifest: Manifest) -> str:
    if manifest.idf == "okapi":
        return f"IDF as in rank_bm25 (Okapi, ε = {manifest.epsilon})"
    return "IDF as in Lucene"


def _numbers(manifest: Manifest, cities: int) -> None:
    """The manifest, for people."""
    rows = {
        "Dataset": manifest.dataset,
        "Documents": f"{manifest.documents:,}",
        "Cities": f"{cities:,}",
        "Different words (stems)": f"{manifest.terms:,}",
        "Words per document": f"{manifest.average_length:.1f}",
        "Model": f"{manifest.model}, {manifest.dimension} dimensions, {manifest.precision}",
        "BM25": f"k1 = {manifest.k1}, b = {manifest.b}, {_idf(manifest)}",
        "Analyzer": manifest.analyzer,
        "Built": manifest.built_at.replace("T", " ").replace("+00:00", " UTC"),
        "Built from": f"python -m ingest {manifest.rebuild_arguments()}",
    }
    table(pd.DataFrame(rows.items()), header=False)


main()

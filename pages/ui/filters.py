"""The widgets that choose which documents are searched: one for each field of the dataset."""

import string

import streamlit as st

from pages.ui import state
from pages.ui.ranges import range_inputs
from pages.ui.view import View
from search.limits import MAX_FILTER_VALUES
from search.store import Index
from search.types import CITY

_TO_SPACES = str.maketrans(dict.fromkeys(string.punctuation, " "))


def filters(view: View, index: Index) -> None:
    """The fields with their values and how many documents have each, the most frequent first."""
    chosen = sum(len(values) for _, values in view.filter.fields)
    for field in index.manifest.facet_fields:
        wanted = view.filter.values(field)
        counts = {facet.value: facet.count for facet in index.facets(field)}
        if not counts and not wanted:
            continue
        st.multiselect(
            field_label(field),
            [*counts, *(value for value in wanted if value not in counts)],
            format_func=lambda value, counts=counts: f"{value} ({counts.get(value, 0):,})",
            key=state.filter_key(field),
            placeholder="All cities" if field == CITY else "All values",
            max_selections=MAX_FILTER_VALUES - chosen + len(wanted),
            help="Both engines search only documents with one of these values.",
        )
    for field, found in index.manifest.ranges.items():
        key, wanted = state.filter_key(field), view.filter.values(field)
        range_inputs(field_label(field), key, field, found, wanted)


def size(index: Index) -> str:
    """How many documents the dataset has, and in how many cities if it has any."""
    documents = index.manifest.nouns.counted(index.manifest.documents)
    cities = len(index.facets(CITY))
    return f"{documents} in {cities:,} cities." if cities else f"{documents}."


def field_label(field: str) -> str:
    """A field's name in words.

    Streamlit reads labels as Markdown, which is made of punctuation, so none is left.

    >>> field_label("job_type"), field_label("![a](b)")
    ('Job type', 'A b')
    """
    words = " ".join(field.translate(_TO_SPACES).split()) or "Field"
    return words[0].upper() + words[1:]

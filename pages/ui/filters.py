"""The widgets that choose which documents are searched: one for each field of the dataset."""

import string
from dataclasses import replace
from functools import partial

import streamlit as st

from pages.ui import state
from pages.ui.ranges import range_inputs
from pages.ui.text import inert, paragraph
from pages.ui.view import View
from search.filters import NO_FILTER, Filter
from search.limits import MAX_FILTER_VALUES
from search.ranges import BETWEEN
from search.retrieval.query import stored_filter
from search.store import Index
from search.types import CITY

_CHIPS, _LONGEST = 8, 40
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
            select_all=False,  # it would be the first choice, which Enter takes
            help="Both engines search only documents with one of these values.",
        )
    for field, found in index.manifest.ranges.items():
        wanted = view.filter.values(field)
        range_inputs(field_label(field), field, found, wanted, partial(_choose_range, field))


def chosen(view: View, index: Index) -> None:
    """What is filtered by, each value with a cross, and how many documents that leaves."""
    pairs = [(name, value) for name, values in view.filter.fields for value in values]
    if not pairs:
        return
    with st.container(horizontal=True, vertical_alignment="center", key="chosen"):
        for name, value in pairs[:_CHIPS]:
            st.button(
                _chip(name, value, in_range=name in index.manifest.ranges),
                key=f"without-{name}-{value}",
                icon=":material/close:",
                icon_position="right",
                on_click=state.act,
                args=(partial(_without, name, value),),
            )
        if len(pairs) > 1:
            further = f" and {len(pairs) - _CHIPS} more" if len(pairs) > _CHIPS else ""
            st.button(f"Clear{further}", key="without-all", type="tertiary", on_click=_clear)
        passing = index.count(stored_filter(index, view.filter))
        manifest = index.manifest
        paragraph(f"{passing:,} of {manifest.nouns.counted(manifest.documents)}", "small")


def size(index: Index) -> str:
    """How many documents the dataset has, and in how many cities if it has any."""
    documents = index.manifest.nouns.counted(index.manifest.documents)
    cities = len(index.facets(CITY))
    return f"{documents} in {cities:,} cities." if cities else f"{documents}."


def _choose_range(field: str, text: str) -> None:
    wanted = (text,) if text else ()
    state.act(
        lambda view: replace(view, filter=Filter.of({**dict(view.filter.fields), field: wanted}))
    )


def _without(field: str, value: str, view: View) -> View:
    values = dict(view.filter.fields)
    values[field] = tuple(other for other in values.get(field, ()) if other != value)
    return replace(view, filter=Filter.of(values))


def _clear() -> None:
    state.update(filter=NO_FILTER)


def _chip(field: str, value: str, *, in_range: bool) -> str:
    shown = value.replace(BETWEEN, " – ").strip() if in_range else value
    short = shown if len(shown) <= _LONGEST else f"{shown[:_LONGEST]}…"
    return f"{field_label(field)}: {inert(short)}"


def field_label(field: str) -> str:
    """A field's name in words.

    Streamlit reads labels as Markdown, which is made of punctuation, so none is left.

    >>> field_label("job_type"), field_label("![a](b)")
    ('Job type', 'A b')
    """
    words = " ".join(field.translate(_TO_SPACES).split()) or "Field"
    return words[0].upper() + words[1:]

"""The widgets by which somebody says what is what in an uploaded table."""

import hashlib
from collections.abc import Sequence
from typing import NamedTuple

import streamlit as st

from ingest.documents.missing import SHOWN
from ingest.jobs.choices import ReadingChoices, TableChoices
from ingest.jobs.preview import Preview
from pages.ui.data import reading, words
from pages.ui.data.widgets import one, several
from pages.ui.text import inert
from search.text.languages import LANGUAGES

_FIELDS = {
    "name": "Name",
    "description": "Description",
    "city": "City",
    "link": "Link",
    "images": "Image",
    "id": "Id",
}
_SEPARATORS = (",", ";", "|", "/", "none")


class Picked(NamedTuple):
    """Columns by field, those that are searched as well, and those to filter by."""

    columns: dict[str, str]
    texts: Sequence[str]
    filters: Sequence[str]


def choices(
    stem: str, found: Preview, chosen: ReadingChoices, before: TableChoices
) -> TableChoices:
    """All that is chosen for a table that can be read."""
    # Other columns are another choice: their widgets begin with the guess again.
    version = f"{stem}-{hashlib.sha256(repr(found.columns).encode()).hexdigest()[:8]}"
    columns = _columns(version, found, before)
    left, right = st.columns(2)
    free = [column for column in found.columns if column not in columns.values()]
    texts = several(left, "Search as well", f"texts-{version}", free, before.texts)
    filters = several(
        right,
        "Filters",
        f"filters-{version}",
        [column for column in found.columns if column not in _taken(columns)],
        found.filters if before.filters is None else before.filters,
    )
    return more(stem, found, before, chosen, Picked(columns, texts, filters))


def _taken(columns: dict[str, str]) -> set[str]:
    """Columns that make no filter: an id may be one, such as a variant's product."""
    return {column for field, column in columns.items() if field != "id"}


def _columns(version: str, found: Preview, before: TableChoices) -> dict[str, str]:
    """A column for each field, "" for none."""
    options = ["", *found.columns]
    chosen: dict[str, str] = {}
    # Row by row, so that a phone has them in this order, too.
    places = [place for _ in range(0, len(_FIELDS), 3) for place in st.columns(3)]
    # Text columns take the place of a description that is not named, as they do on the terminal.
    said = {"description": "", **before.columns} if before.texts else before.columns
    for place, (field, label) in zip(places, _FIELDS.items(), strict=True):
        column = said.get(field, found.guessed.get(field, ""))
        chosen[field] = place.selectbox(
            label,
            options,
            options.index(column if column in options else found.guessed.get(field, "")),
            format_func=lambda column: words.cell(column) or "—",
            key=f"column-{field}-{version}",
        )
    return chosen


def more(
    stem: str,
    found: Preview | None,
    before: TableChoices,
    chosen: ReadingChoices | None = None,
    picked: Picked | None = None,
) -> TableChoices:
    """What few tables need, in a place of its own; open where the table cannot be read."""
    with st.expander("More choices", expanded=found is None):
        reading.widgets(stem, found, before.reading)
        if found is None or chosen is None or picked is None:
            return before
        left, right = st.columns(2)
        further = [column for column in found.columns if column not in _searched(picked)]
        card = several(
            left,
            "Columns on cards",
            f"card-{stem}",
            further,
            before.card or (),
            "The first eight that are kept",
        )
        noun = right.text_input(
            "What its rows are",
            before.noun,
            key=f"noun-{stem}",
            placeholder="Automatic, or such as products",
            max_chars=80,
        )
        left, right = st.columns(2)
        with left:
            strip_html = st.checkbox(
                "Take HTML out of texts", before.strip_html, key=f"html-{stem}"
            )
            fix_text = st.checkbox(
                "Repair wrongly decoded texts", before.fix_text, key=f"fix-{stem}"
            )
            keep_missing = st.checkbox(
                "Keep what stands for a missing value",
                before.keep_missing,
                key=f"missing-{stem}",
                help=inert(f"In city, link and image these are no value: {SHOWN}"),
            )
        with right:
            merge_by = one(
                "Join rows with the same", f"merge-{stem}", found.columns, before.merge_by, "—"
            )
            language = one("Language of the texts", f"language-{stem}", LANGUAGES, before.language)
            take_language = _take_language(stem, found, before)
            separator = one(
                "Between several values of a filter",
                f"separator-{stem}",
                _SEPARATORS,
                before.separator,
                free=True,
            )
    return TableChoices(
        chosen,
        picked.columns,
        tuple(picked.texts),
        tuple(picked.filters),
        merge_by,
        keep_missing,
        strip_html,
        fix_text,
        language,
        take_language,
        separator,
        tuple(card) or None,
        noun.strip(),
    )


def _searched(picked: Picked) -> set[str]:
    """Columns that are on cards anyway."""
    return {*picked.columns.values(), *picked.texts}


def _take_language(stem: str, found: Preview, before: TableChoices) -> str:
    """Only where a value can be an object of texts by language."""
    if found.is_delimited or found.sheets:
        return before.take_language
    return st.text_input(
        "Of texts by language, take",
        before.take_language,
        key=f"take-{stem}",
        placeholder="The first, or a code such as en",
        max_chars=20,
    ).strip()

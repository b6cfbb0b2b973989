"""The widgets by which somebody says how an uploaded table is read and what is what in it."""

import hashlib
from collections.abc import Sequence
from typing import Any

import streamlit as st

from ingest.documents.missing import SHOWN
from ingest.jobs.choices import ReadingChoices, TableChoices
from ingest.jobs.preview import Preview
from pages.ui.data import looking, words
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
_ENCODINGS = (
    *("utf-8", "utf-16", "cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "iso-8859-15"),
    *("mac-roman", "koi8-r", "shift_jis", "euc-jp", "iso-2022-jp", "gb18030", "big5", "euc-kr"),
)
_DELIMITERS = (",", ";", "tab", "|", "space", "^", "~", ":", "\\x01")
_QUOTES = ('"', "'", "none")


def reading(stem: str, before: ReadingChoices) -> ReadingChoices:
    """What is chosen at present; the widgets stand below what it decides."""
    kept = st.session_state
    header = kept.get(f"header-{stem}", before.header_line)
    return ReadingChoices(
        kept.get(f"encoding-{stem}", before.encoding) or "",
        kept.get(f"delimiter-{stem}", before.delimiter) or "",
        kept.get(f"quote-{stem}", before.quote) or "",
        None if header is None else int(header),
        kept.get(f"sheet-{stem}", before.sheet) or "",
    )


def header_question(stem: str, found: Preview) -> None:
    """Asks whether a line names the columns where that is in doubt."""
    if not found.data_line:
        return

    def answer(line: int) -> None:
        st.session_state[f"header-{stem}"] = line

    looking.doubt(found.data_line)
    with st.container(horizontal=True):
        st.button("It names the columns", on_click=answer, args=(found.data_line,))
        st.button("It is data", on_click=answer, args=(0,))


def choices(
    stem: str, found: Preview, chosen: ReadingChoices, before: TableChoices
) -> TableChoices:
    """All that is chosen for a table that can be read."""
    # Other columns are another choice: their widgets begin with the guess again.
    version = f"{stem}-{hashlib.sha256(repr(found.columns).encode()).hexdigest()[:8]}"
    columns = _columns(version, found, before)
    left, right = st.columns(2)
    free = [column for column in found.columns if column not in columns.values()]
    texts = _several(left, "Search as well", f"texts-{version}", free, before.texts)
    filters = _several(
        right,
        "Filters",
        f"filters-{version}",
        [column for column in found.columns if column not in _taken(columns)],
        found.filters if before.filters is None else before.filters,
    )
    return more(stem, found, before, chosen, columns, texts, filters)


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


def _several(
    place: Any, label: str, key: str, options: Sequence[str], default: Sequence[str]
) -> list[str]:
    # A column that a field has taken meanwhile can no longer be one of them.
    chosen = st.session_state.get(key, default)
    st.session_state[key] = [column for column in chosen if column in options]
    picked: list[str] = place.multiselect(
        label, options, format_func=words.cell, key=key, placeholder="None"
    )
    return picked


def more(
    stem: str,
    found: Preview | None,
    before: TableChoices,
    chosen: ReadingChoices | None = None,
    columns: dict[str, str] | None = None,
    texts: Sequence[str] = (),
    filters: Sequence[str] = (),
) -> TableChoices:
    """What few tables need, in a place of its own; open where the table cannot be read."""
    with st.expander("More choices", expanded=found is None):
        _reading_widgets(stem, found, before.reading)
        if found is None:
            return before
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
            merge_by = _one(
                "Join rows with the same", f"merge-{stem}", found.columns, before.merge_by, "—"
            )
            language = _one("Language of the texts", f"language-{stem}", LANGUAGES, before.language)
            take_language = _take_language(stem, found, before)
    return TableChoices(
        chosen or before.reading,
        columns or {},
        tuple(texts),
        tuple(filters),
        merge_by,
        keep_missing,
        strip_html,
        fix_text,
        language,
        take_language,
    )


def _reading_widgets(stem: str, found: Preview | None, before: ReadingChoices) -> None:
    """Their values are taken by ``reading`` in the run that they cause."""
    labels = words.LABELS
    places = iter([place for _ in range(2) for place in st.columns(3)])
    if found is None or not found.sheets:
        with next(places):
            _one(
                labels["--encoding"],
                f"encoding-{stem}",
                _ENCODINGS,
                before.encoding,
                free=True,
            )
    if found is None or found.is_delimited:
        with next(places):
            _one(
                labels["--delimiter"],
                f"delimiter-{stem}",
                _DELIMITERS,
                before.delimiter,
                free=True,
            )
        with next(places):
            _one(labels["--quote"], f"quote-{stem}", _QUOTES, before.quote, free=True)
    if found is None or found.is_delimited or found.sheets:
        with next(places):
            _header_line(stem, before)
    if found and len(found.sheets) > 1:
        with next(places):
            _one(
                labels["--sheet"],
                f"sheet-{stem}",
                found.sheets,
                before.sheet,
                "The first with rows",
            )


def _header_line(stem: str, before: ReadingChoices) -> None:
    st.session_state.setdefault(f"header-{stem}", before.header_line)
    st.number_input(
        words.LABELS["--header-line"],
        min_value=0,
        value=None,
        step=1,
        key=f"header-{stem}",
        placeholder="Automatic",
        help="0 if no line does; the columns are then numbered.",
    )


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


def _one(
    label: str,
    key: str,
    options: Sequence[str],
    before: str,
    none: str = "Automatic",
    *,
    free: bool = False,
) -> str:
    """One of the options, "" for none; with ``free`` also another."""
    all_options = ["", *options]
    if before not in all_options and free:
        all_options.append(before)
    picked = st.selectbox(
        label,
        all_options,
        all_options.index(before) if before in all_options else 0,
        format_func=lambda option: words.cell(option) or none,
        key=key,
        accept_new_options=free,
    )
    return picked or ""

"""The widgets by which somebody says how an uploaded file is read."""

import streamlit as st

from ingest.jobs.choices import ReadingChoices
from ingest.jobs.preview import Preview
from pages.ui.data import looking, words
from pages.ui.data.widgets import one

_ENCODINGS = (
    *("utf-8", "utf-16", "cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "iso-8859-15"),
    *("mac-roman", "koi8-r", "shift_jis", "euc-jp", "iso-2022-jp", "gb18030", "big5", "euc-kr"),
)
_DELIMITERS = (",", ";", "tab", "|", "space", "^", "~", ":", "\\x01")
_QUOTES = ('"', "'", "none")


def chosen(stem: str, before: ReadingChoices) -> ReadingChoices:
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


def widgets(stem: str, found: Preview | None, before: ReadingChoices) -> None:
    """Their values are taken by ``reading`` in the run that they cause."""
    labels = words.LABELS
    places = iter([place for _ in range(2) for place in st.columns(3)])
    if found is None or not found.sheets:
        with next(places):
            one(
                labels["--encoding"],
                f"encoding-{stem}",
                _ENCODINGS,
                before.encoding,
                free=True,
            )
    if found is None or found.is_delimited:
        with next(places):
            one(
                labels["--delimiter"],
                f"delimiter-{stem}",
                _DELIMITERS,
                before.delimiter,
                free=True,
            )
        with next(places):
            one(labels["--quote"], f"quote-{stem}", _QUOTES, before.quote, free=True)
    if found is None or found.is_delimited or found.sheets:
        with next(places):
            _header_line(stem, before)
    if found and len(found.sheets) > 1:
        with next(places):
            one(
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

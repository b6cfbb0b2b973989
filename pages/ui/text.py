"""Text from data or users as inert HTML; Streamlit's own markdown would interpret it."""

import re
from html import escape

import pandas as pd
import streamlit as st

PRODUCT = "Neural vs full-text search"
_TAB_TITLE = 60


def tab_text(text: str) -> str:
    """The name of the browser's tab, which shows little more than the first words.

    >>> tab_text("bitcoin  wallet")
    'bitcoin wallet · Neural vs full-text search'
    """
    shown = " ".join(text.split())[:_TAB_TITLE]
    return f"{shown} · {PRODUCT}" if shown else PRODUCT


def tab_title(text: str) -> None:
    """Names the browser's tab."""
    st.set_page_config(page_title=tab_text(text))


def title(text: str, *, shown: bool = True) -> None:
    """The screen's heading; one that is not shown is there for screen readers."""
    kind = "title" if shown else "unseen"
    st.html(f'<h1 class="nvk-{kind}">{escape(text)}</h1>')


def paragraph(text: str, style: str) -> None:
    """One paragraph of plain text with a class from style/."""
    st.html(f'<p class="nvk-{style}" dir="auto">{escape(text)}</p>')


def notice(text: str) -> None:
    """A calm box with something the reader should know."""
    st.html(f'<div class="nvk-notice" role="status" dir="auto">{escape(text)}</div>')


def table(frame: pd.DataFrame, *, header: bool = True) -> None:
    """A small table of plain text and numbers."""
    st.html(
        frame.to_html(
            index=False, header=header, escape=True, border=0, classes="nvk-table", na_rep=""
        )
    )


def inert(text: str) -> str:
    """Text that Streamlit would read as Markdown, with every sign that means something escaped."""
    return re.sub(r"([\\`*_{}\[\]()#+\-.!|$~<>:&])", r"\\\1", valid(text))


def valid(text: str) -> str:
    """Without the lone surrogates that no browser can be sent."""
    return text.encode("utf-8", "replace").decode("utf-8")

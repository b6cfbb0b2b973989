"""Text from data or users as inert HTML; Streamlit's own markdown would interpret it."""

import re
from html import escape

import pandas as pd
import streamlit as st


def title(text: str) -> None:
    """The screen's heading."""
    st.html(f'<h1 class="nvk-title">{escape(text)}</h1>')


def paragraph(text: str, style: str) -> None:
    """One paragraph of plain text with a class from style.css."""
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

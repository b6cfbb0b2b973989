"""Text from data or users as inert HTML; Streamlit's own markdown would interpret it."""

from html import escape

import streamlit as st


def paragraph(text: str, style: str) -> None:
    """One paragraph of plain text with a class from style.css."""
    st.html(f'<p class="nvk-{style}" dir="auto">{escape(text)}</p>')


def notice(text: str) -> None:
    """A calm box with something the reader should know."""
    st.html(f'<div class="nvk-notice" role="status" dir="auto">{escape(text)}</div>')

"""Which screens there are; every run of the app begins here."""

import logging
from pathlib import Path

import streamlit as st

from pages.ui.trouble import unexpected

_log = logging.getLogger(__name__)
_HERE = Path(__file__).parent

st.set_page_config(
    page_title="Neural vs full-text search",
    page_icon=_HERE / "ui" / "icon.png",
    layout="wide",
)
st.html(f"<style>{(_HERE / 'ui' / 'style.css').read_text('utf-8')}</style>")
page = st.navigation(
    [
        st.Page(_HERE / "compare.py", title="Compare", default=True),
        st.Page(_HERE / "queries.py", title="Queries"),
        st.Page(_HERE / "evaluate.py", title="Evaluate"),
        st.Page(_HERE / "data.py", title="Data"),
        st.Page(_HERE / "about.py", title="How it works"),
    ],
    position="top",
)
try:
    page.run()
except Exception:
    _log.exception("The screen “%s” could not be drawn.", page.title)
    unexpected()

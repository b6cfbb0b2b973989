"""Which screens there are; every run of the app begins here."""

import logging
from pathlib import Path

import streamlit as st

from pages.ui import comparison
from pages.ui.text import PRODUCT
from pages.ui.trouble import unexpected

_log = logging.getLogger(__name__)
_HERE = Path(__file__).parent

st.set_page_config(
    page_title=PRODUCT,
    page_icon=str(_HERE / "ui" / "mark.svg"),
    layout="wide",
)
st.logo(_HERE / "ui" / "wordmark.svg", icon_image=_HERE / "ui" / "mark.svg", size="large")
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
    if page.url_path:  # the compare screen has a result area of its own
        comparison.nothing("elsewhere")
except Exception:
    _log.exception("The screen “%s” could not be drawn.", page.title)
    unexpected()

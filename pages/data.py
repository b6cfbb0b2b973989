"""The data screen: which datasets there are, and making one of a table."""

import streamlit as st

from pages.ui import access, state
from pages.ui.data.actions import start
from pages.ui.data.adding import adding
from pages.ui.data.listing import datasets
from pages.ui.data.work import work
from pages.ui.text import tab_title, title
from pages.ui.trouble import BUILD_SAMPLE, trouble
from search.errors import NvkError
from search.serving import serving


def main() -> None:
    """Draws the screen for whoever may change data."""
    state.arrive("data")
    tab_title("Data")
    title("Data")
    if not access.admitted():
        access.gate()
        return
    try:
        with st.spinner("Loading the model"):
            service = serving.wait()
        if st.session_state.pop(BUILD_SAMPLE, False):
            start("sample", ["sample"])
        service.clean_up()
        known = service.overview()
        adding(known)
        work({item.name for item in known})
        datasets(service, known)
    except NvkError as error:
        trouble(error)


main()

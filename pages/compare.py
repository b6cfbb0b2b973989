"""The compare screen: one query, two engines, side by side."""

import streamlit as st

from pages.ui import comparison, controls, state
from pages.ui.text import notice
from search.errors import NvkError
from search.serving import serving


def main() -> None:
    """Draws the screen for the view that URL and widgets describe."""
    st.html('<h1 class="nvk-title">Neural vs full-text search</h1>')
    try:
        service = serving.wait()
        reading = state.current_view(service)
        view = reading.view
        controls.search_box()
        controls.suggestions(view)
        for problem in reading.problems:
            notice(problem)
        controls.sidebar(view, service)
        comparison.answer(view, service)
        state.write_url(view, service.default_dataset)
    except NvkError as error:
        notice(str(error))


main()

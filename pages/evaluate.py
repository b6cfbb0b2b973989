"""The evaluate screen: which engine is better on judged queries, and how sure that is."""

from pathlib import Path

import streamlit as st

from pages.ui import state
from pages.ui.evaluation.choosing import choose
from pages.ui.evaluation.computing import computed
from pages.ui.evaluation.judging import judging
from pages.ui.evaluation.results import show
from pages.ui.evaluation.sets import without_sets
from pages.ui.text import tab_title, title
from pages.ui.trouble import trouble
from search.errors import NvkError
from search.evaluation.workbench import Workbench
from search.serving import serving
from search.settings import settings

_VIEWS = _RESULTS, _JUDGE = "Results", "Judge"
_STYLE = Path(__file__).parent / "ui" / "evaluation" / "evaluation.css"


def main() -> None:
    """Draws the screen for the dataset and query set that the URL and the widgets name."""
    state.arrive("evaluate")
    st.html(f"<style>{_STYLE.read_text('utf-8')}</style>")
    tab_title("Evaluate")
    title("Evaluate")
    try:
        service = serving.wait()
        workbench = Workbench(service, settings().data_dir)
        choice = choose(service, workbench)
        if choice.set_id is None:
            without_sets(choice.dataset)
            return
        view = st.segmented_control(
            "View",
            _VIEWS,
            default=_RESULTS,
            required=True,
            key="evaluate-view",
            label_visibility="collapsed",
        )
        if view == _JUDGE:
            judging(choice, workbench)
        elif evaluation := computed(workbench, choice):
            show(evaluation, choice, workbench)
    except NvkError as error:
        trouble(error)


main()

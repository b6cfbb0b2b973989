"""Mounts one list of cards: results.js and results.css as a Streamlit component."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import streamlit as st

_HERE = Path(__file__).parent
_component = st.components.v2.component(
    "nvk_results",
    js=(_HERE / "results.js").read_text("utf-8"),
    css=(_HERE / "results.css").read_text("utf-8"),
)


def results(data: dict[str, Any], key: str, on_similar: Callable[[str], None]) -> None:
    """Draws the list; ``on_similar`` is called with a document's id before the next run."""

    def clicked() -> None:
        on_similar(st.session_state[key].similar)

    _component(key=key, data=data, on_similar_change=clicked)

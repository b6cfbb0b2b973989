"""Mounts the result area: the files in results/ as one Streamlit component."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import streamlit as st

_HERE = Path(__file__).parent / "results"
_SCRIPTS = (
    "dom.js",
    "api.js",
    "logo.js",
    "card.js",
    "list.js",
    "strip.js",
    "twins.js",
    "phone.js",
    "tools.js",
    "help.js",
    "say.js",
    "parts.js",
    "bars.js",
    "breakdown.js",
    "numbers.js",
    "why.js",
    "focus.js",
    "keys.js",
    "popover.js",
    "reconnect.js",
    "frame.js",
)
_STYLES = (
    "tokens.css",
    "frame.css",
    "strip.css",
    "list.css",
    "card.css",
    "text.css",
    "phone.css",
    "help.css",
    "why.css",
    "bars.css",
    "media.css",
)


def _joined(names: tuple[str, ...]) -> str:
    """A component takes one script and one style; these are written apart to be read."""
    return "\n".join((_HERE / name).read_text("utf-8") for name in names)


_component = st.components.v2.component("nvk_results", js=_joined(_SCRIPTS), css=_joined(_STYLES))


def results(
    lists: list[dict[str, Any]],
    on_similar: Callable[[str], None],
    *,
    question: dict[str, Any] | None = None,
    verdict: str | None = None,
    remote_logos: bool = True,
    key: str = "results",
) -> None:
    """Draws no, one or two lists; ``on_similar`` gets a document's id before the next run.

    ``question`` is what the lists answer, in the HTTP API's words, which explains them.
    """

    def clicked() -> None:
        on_similar(st.session_state[key].similar)

    _component(
        key=key,
        data={
            "lists": lists,
            "question": question,
            "verdict": verdict,
            "remote_logos": remote_logos,
        },
        on_similar_change=clicked,
    )

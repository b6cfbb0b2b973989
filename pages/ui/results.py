"""Mounts the result area: the files in results/ as one Streamlit component."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import streamlit as st

_HERE = Path(__file__).parent / "results"
_SCRIPTS = (
    "dom.js",
    "logo.js",
    "card.js",
    "list.js",
    "spots.js",
    "strip.js",
    "chart.js",
    "twins.js",
    "phone.js",
    "tools.js",
    "help.js",
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
    "chart.css",
    "list.css",
    "card.css",
    "text.css",
    "phone.css",
    "help.css",
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
    verdict: str | None = None,
    remote_logos: bool = True,
    key: str = "results",
) -> None:
    """Draws no, one or two lists; ``on_similar`` gets a document's id before the next run."""

    def clicked() -> None:
        on_similar(st.session_state[key].similar)

    _component(
        key=key,
        data={"lists": lists, "verdict": verdict, "remote_logos": remote_logos},
        on_similar_change=clicked,
    )

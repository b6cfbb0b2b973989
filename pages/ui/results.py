"""Mounts the result area: the files in results/ as one Streamlit component."""

import time
from collections.abc import Callable, Mapping
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
    "spots.js",
    "strip.js",
    "chart.js",
    "twins.js",
    "shares.js",
    "reading.js",
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
    "chart.css",
    "list.css",
    "card.css",
    "text.css",
    "shares.css",
    "reading.css",
    "phone.css",
    "help.css",
    "why.css",
    "bars.css",
    "media.css",
)


def _joined(names: tuple[str, ...]) -> str:
    """A component takes one script and one style; these are written apart to be read."""
    return "\n".join((_HERE / name).read_text("utf-8") for name in names)


def script() -> str:
    """The component's whole script."""
    return _joined(_SCRIPTS)


_component = st.components.v2.component("nvk_results", js=script(), css=_joined(_STYLES))


def results(
    lists: list[dict[str, Any]],
    on: Mapping[str, Callable[[str], None]],
    *,
    question: dict[str, Any] | None = None,
    verdict: str | None = None,
    remote_logos: bool = True,
    key: str = "results",
) -> None:
    """Draws no, one or two lists.

    Before the next run, ``on["similar"]`` gets a document's id, ``on["search"]`` a query.

    ``question`` is what the lists answer, in the HTTP API's words, which explains them.
    """

    def trigger(name: str) -> Callable[[], None]:
        return lambda: on[name](st.session_state[key][name])

    _component(
        key=key,
        data={
            "drawn_at": time.time(),
            "lists": lists,
            "question": question,
            "verdict": verdict,
            "remote_logos": remote_logos,
        },
        **{f"on_{name}_change": trigger(name) for name in on},
    )

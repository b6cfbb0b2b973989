"""The result area: one Streamlit component whose browser code is in ``frontend/``.

Streamlit serves a component's files from an ``asset_dir`` only for installed distributions, and a
module that imports others would be fetched file by file. The app also runs from a bare checkout
without Node, so ``npm run build`` bundles the ES modules and style sheets into the two files
committed in ``bundle/``; ``make lint`` fails while they are out of date.
"""

import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import streamlit as st

from pages.ui.results.payload import ListData, Question, ResultsData

_BUNDLE = Path(__file__).parent / "bundle"


def script() -> str:
    """The bundled script: an ES module whose default export draws the component."""
    return (_BUNDLE / "results.js").read_text("utf-8")


_component = st.components.v2.component(
    "nvk_results", js=script(), css=(_BUNDLE / "results.css").read_text("utf-8")
)


def results(
    lists: list[ListData],
    on: Mapping[str, Callable[[str], None]],
    *,
    question: Question | None = None,
    verdict: str | None = None,
    invites: bool = False,
    remote_logos: bool = True,
    key: str = "results",
) -> None:
    """Draws the result area with up to three lists.

    Args:
        lists: The rankings to show.
        on: What to call before the next run: ``on["similar"]`` with a document's id,
            ``on["search"]`` with a query, ``on["columns"]`` with how many lists to show.
        question: What the lists answer; without it nothing is explained.
        verdict: The sentence above the lists.
        invites: Whether nothing is asked yet, so that the search field takes the focus.
        remote_logos: Whether logos may be loaded from other hosts.
        key: The component's key in the session state.
    """

    def trigger(name: str) -> Callable[[], None]:
        return lambda: on[name](st.session_state[key][name])

    data = ResultsData(
        drawn_at=time.time(),
        lists=lists,
        question=question,
        verdict=verdict,
        invites=invites,
        remote_logos=remote_logos,
    )
    triggers: dict[str, Any] = {f"on_{name}_change": trigger(name) for name in on}
    _component(key=key, data=data, **triggers)

"""The control that hands out what is shown as code to paste elsewhere."""

from urllib.parse import urljoin

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from pages.ui.text import notice, paragraph
from search.errors import InputError
from search.export.snippets.kinds import SNIPPETS, SnippetKind
from search.retrieval.request import SearchRequest
from search.service import SearchService

_LINES = 12
_HEIGHT = 320
"""Pixels of code that has more lines."""


def snippet_control(place: DeltaGenerator, request: SearchRequest, service: SearchService) -> None:
    """A menu of the kinds of code; one is written when somebody opens it."""
    menu = place.popover(
        "Copy as",
        icon=":material/code:",
        type="tertiary",
        key="copy-as",
        on_change="rerun",
    )
    if not menu.open:
        return
    with menu, st.container(key="snippets"):
        paragraph("Code that gives this list elsewhere", "small")
        kind: SnippetKind = st.segmented_control(
            "Kind",
            list(SNIPPETS),
            format_func=lambda kind: SNIPPETS[kind].label,
            key="snippet-kind",
            default="curl",
            required=True,
            label_visibility="collapsed",
        )
        try:
            code = service.snippet(request, kind, urljoin(st.context.url or "", "api"))
        except InputError as error:
            notice(str(error))
            return
        long = code.count("\n") > _LINES
        st.code(code, SNIPPETS[kind].language, height=_HEIGHT if long else "content")

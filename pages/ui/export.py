"""The control that hands out what is shown as a file."""

from dataclasses import replace
from functools import partial

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from pages.ui.text import paragraph
from search.export.files import FORMATS, Answer, FormatName, content, file_name
from search.labels import ENGINE_LABELS


def export_control(place: DeltaGenerator, answer: Answer) -> None:
    """All that is shown in one file, in any format; it is made when somebody asks for it."""
    with (
        place.popover("Export", icon=":material/download:", type="tertiary", key="export"),
        st.container(key="exports", gap=None),
    ):
        paragraph("Download what is shown here", "small")
        _button("CSV · for spreadsheets", answer, "csv")
        _button("JSON Lines · with every field", answer, "jsonl")
        for ranking in answer.rankings:  # a run holds one
            one = replace(answer, rankings=(ranking,))
            _button(f"TREC run · {ENGINE_LABELS[ranking.mode]}", one, "trec")


def _button(label: str, answer: Answer, name: FormatName) -> None:
    st.download_button(
        label,
        partial(content, answer, name),
        file_name(answer, name),
        FORMATS[name].media_type,
        key=f"export-{name}-{answer.mode}",
        on_click="ignore",
        type="tertiary",
        width="stretch",
    )

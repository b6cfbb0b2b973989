"""Choices among a table's columns or among known words."""

from collections.abc import Sequence

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from pages.ui.data import words


def several(
    place: DeltaGenerator,
    label: str,
    key: str,
    options: Sequence[str],
    default: Sequence[str],
    none: str = "None",
) -> list[str]:
    """Some of the options."""
    # A column that a field has taken meanwhile can no longer be one of them.
    chosen = st.session_state.get(key, default)
    st.session_state[key] = [column for column in chosen if column in options]
    picked: list[str] = place.multiselect(
        label, options, format_func=words.cell, key=key, placeholder=none
    )
    return picked


def one(
    label: str,
    key: str,
    options: Sequence[str],
    before: str,
    none: str = "Automatic",
    *,
    free: bool = False,
) -> str:
    """One of the options, "" for none; with ``free`` also another."""
    all_options = ["", *options]
    if before not in all_options and free:
        all_options.append(before)
    picked = st.selectbox(
        label,
        all_options,
        all_options.index(before) if before in all_options else 0,
        format_func=lambda option: words.cell(option) or none,
        key=key,
        accept_new_options=free,
    )
    return picked or ""

"""What to say when the answer cannot be given, and trying again by itself."""

from html import escape

import streamlit as st

from search.errors import (
    DatasetNotFound,
    DocumentNotFound,
    IndexDamaged,
    IndexMismatch,
    InputError,
    NvkError,
    StoreBusy,
    StoreRefused,
    StoreUnreachable,
    UnavailableError,
)

_TITLES: tuple[tuple[type[NvkError], str], ...] = (
    (DatasetNotFound, "There is nothing to search yet"),
    (DocumentNotFound, "This document is not here any more"),
    (IndexMismatch, "The index was built for another model"),
    (IndexDamaged, "The index is damaged"),
    (StoreRefused, "Qdrant refuses to answer"),
    (StoreBusy, "Qdrant is busy"),
    (StoreUnreachable, "Qdrant cannot be reached"),
    (UnavailableError, "Not ready"),
    (InputError, "This cannot be searched"),
)
_RETRY_SECONDS = 3


def trouble(error: NvkError) -> None:
    """Says what is wrong and what to do; looks again by itself where that may help."""
    title = next((text for kind, text in _TITLES if isinstance(error, kind)), "Something is wrong")
    st.html(
        f'<div class="nvk-trouble" role="alert" dir="auto"><strong>{escape(title)}</strong>'
        f"<span>{escape(str(error))}</span></div>"
    )
    if isinstance(error, UnavailableError | DatasetNotFound):
        _look_again()
    else:
        st.button("Start over", on_click=st.session_state.clear)


@st.fragment(run_every=_RETRY_SECONDS)
def _look_again() -> None:
    first = "looked" not in st.session_state
    st.session_state.looked = True
    if not first:
        del st.session_state["looked"]
        st.rerun(scope="app")

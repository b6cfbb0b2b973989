"""What can be done with a dataset from several places of the screen."""

from collections.abc import Sequence
from contextlib import suppress
from typing import BinaryIO, Literal

import streamlit as st

from ingest.jobs import uploads
from ingest.jobs.manager import jobs
from search.errors import BuildRunning
from search.settings import settings

_BATCH = ("--batch-size", "64")
"""Small enough for progress every second, large enough to be written quickly."""


def compare(dataset: str, place: str, *, primary: bool = False) -> None:
    """A button that opens the comparison on a dataset."""
    kind: Literal["primary", "secondary"] = "primary" if primary else "secondary"
    if st.button("Compare", key=f"compare-{place}-{dataset}", type=kind):
        st.switch_page("compare.py", query_params={"dataset": dataset})


def rejected_rows(dataset: str, place: str) -> None:
    """A download of the rows that the last build could not use, if there are any."""
    path = uploads.rejected_rows(settings().data_dir, dataset)

    def content() -> BinaryIO:
        return open(path, "rb")

    if path.is_file():
        st.download_button(
            "Rejected rows",
            content,
            file_name=f"{dataset}-rejected.jsonl",
            mime="application/jsonl",
            key=f"rejected-{place}-{dataset}",
            on_click="ignore",
        )


def start(dataset: str, arguments: Sequence[str]) -> None:
    """Begins an ingest with the arguments of ``python -m ingest``."""
    with suppress(BuildRunning):  # it is being built already, which the screen shows
        jobs.start(dataset, [*arguments, *_BATCH])

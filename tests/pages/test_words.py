"""Numbers and facts in words."""

import pytest

from ingest.build import wording
from ingest.build.progress import Status
from pages.ui.data import words


@pytest.mark.parametrize(
    ("count", "text"),
    [
        (0, "0 B"),
        (999, "999 B"),
        (1000, "1.0 kB"),
        (5_120_000, "5.1 MB"),
        (164_000_000, "164 MB"),
        (2_000_000_000_000, "2.0 TB"),
        (3e15, "3000 TB"),
    ],
)
def test_sizes(count: int, text: str) -> None:
    assert wording.size(count) == text


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(0, "1 s"), (89, "89 s"), (90, "2 min"), (3599, "1 h 0 min"), (9000, "2 h 30 min")],
)
def test_durations(seconds: float, text: str) -> None:
    assert wording.duration(seconds) == text


@pytest.mark.parametrize(
    ("status", "text"),
    [
        (Status(), "Starting"),
        (Status("reading", 1200, None, 500.0), "Reading: 1,200 documents · 500/s"),
        (Status("indexing", 64, 5706), "Indexing: 64 of 5,706 documents"),
        (
            Status("indexing", 64, 5706, 7.25),
            "Indexing: 64 of 5,706 documents · 7.2/s · 13 min left",
        ),
        (Status("indexing", 5, 5, 7.0), "Indexing: 5 of 5 documents · finishing"),
        (
            Status("downloading", 2_000_000, 4_000_000, 1e6),
            "Downloading: 2.0 MB of 4.0 MB · 1.0 MB/s · 2 s left",
        ),
        (Status("downloading", 2_000_000), "Downloading: 2.0 MB"),
    ],
)
def test_progress(status: Status, text: str) -> None:
    assert wording.progress(status) == text


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("sample", "the source “sample”"),
        ("file 'a b/my firms.csv' --name-column x", "my firms.csv"),
        ("file - --name-column x", "standard input"),
        ("crunchbase organizations.csv", "organizations.csv"),
        ("file 'x", "file 'x"),
    ],
)
def test_sources(source: str, text: str) -> None:
    assert words._source(source) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        ("x", "x"),
        (True, "true"),
        (["é", None], '["é", null]'),
        ("y" * 300, "y" * 200 + "…"),
        ("\ud800", "?"),
    ],
)
def test_cells(value: object, text: str) -> None:
    assert words.cell(value) == text

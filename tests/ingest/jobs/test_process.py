"""What a job tells whoever started it."""

import json
from typing import Any

import pytest

from ingest.jobs.process import Report


def reports(*moments: float) -> tuple[Report, list[dict[str, Any]]]:
    lines: list[dict[str, Any]] = []
    clock = iter(moments)
    return Report(lambda line: lines.append(json.loads(line)), lambda: next(clock)), lines


def test_progress_is_told_now_and_then_and_at_every_turn() -> None:
    report, lines = reports(0, 0.1, 0.25, 0.3, 0.3, 0.31)
    for phase, done, total in (
        ("reading", 1, None),
        ("reading", 2, None),
        ("reading", 3, None),
        ("reading", 4, None),
        ("indexing", 1, 2),
        ("indexing", 2, 2),
    ):
        report.progress(phase, done, total)
    told = [(line["phase"], line["done"]) for line in lines]
    assert told == [("reading", 1), ("reading", 3), ("indexing", 1), ("indexing", 2)]


def test_nobody_listening_is_a_reason_to_stop() -> None:
    def gone(line: str) -> None:
        raise BrokenPipeError

    with pytest.raises(KeyboardInterrupt):
        Report(gone, lambda: 0.0).tell(phase="reading")

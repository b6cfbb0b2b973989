"""Changed copies of the case files: nothing crashes, and every row is accounted for.

Damage at random places must be told in one sentence or end in an account that adds up. Where the
rows of a file are lines, changed copies have a number of rows that is known without reading them:
lines repeated, left out, put in another order, or with other letters in their cells.
"""

import random
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from ingest.build.admission import Admission
from ingest.build.summary import Summary
from ingest.cli.arguments import Place, parser, source_of
from ingest.sources.files import Spool
from search.errors import NvkError
from tests.ingest.test_cases import CASES, EXPECTED
from tests.ingest.test_horrors_large import damaged

_SOAK_SECONDS = 300
_LETTERS = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
Case = dict[str, Any]


@dataclass(frozen=True)
class Account:
    """What became of a file's rows, and at which line each row that was read begins."""

    summary: Summary
    lines: list[int]
    units: set[str]

    @property
    def adds_up(self) -> bool:
        counts = self.summary
        skipped = counts.duplicate + counts.conflicting + counts.rejected
        return counts.read == counts.indexed + counts.merged + skipped


def account(path: Path, flags: list[str]) -> Account:
    """Reads a file as a build does. Raises NvkError."""
    with Spool() as spool:
        options = parser().parse_args(["file", str(path), *flags])
        source = source_of(options, Place(path.parent, spool, lambda done, total: None))
        summary = Summary("")
        admission = Admission(summary)
        rows = list(source.rows())
        summary.indexed = sum(admission.document(row) is not None for row in rows)
    read = [row for row in rows if not row.aside]
    assert summary.read == sum(1 + row.merged for row in read)
    assert sum(summary.aside.values()) == len(rows) - len(read)
    return Account(summary, [row.number for row in read], {row.unit for row in read})


def damage(case: Case, folder: Path, seed: int) -> None:
    """Reads a damaged copy of the case's file."""
    content = damaged((CASES / case["file"]).read_bytes(), random.Random(seed))
    path = folder / case["file"]
    path.write_bytes(content)
    try:
        assert account(path, case.get("args", [])).adds_up
    except NvkError as error:
        assert 0 < len(str(error)) < 1_500


@dataclass(frozen=True)
class Lines:
    """A file whose rows are lines: those before its rows, a line a row, and those after them."""

    case: Case
    head: list[bytes]
    rows: list[bytes]
    tail: list[bytes]


def in_lines(case: Case) -> Lines | None:
    """The case's file as lines, if its rows follow each other and each of them is one line."""
    content = (CASES / case["file"]).read_bytes()
    if case["file"].endswith((".zip", ".zst", ".xlsx", ".parquet")) or "or_refuses" in case:
        return None
    found = account(CASES / case["file"], case.get("args", []))
    lines = content.splitlines(keepends=True)
    first, last = min(found.lines), max(found.lines)
    one_each = all(after == before + 1 for before, after in pairwise(found.lines))
    if found.units != {"line"} or not one_each or not lines[-1].endswith(b"\n"):
        return None
    return Lines(case, lines[: first - 1], lines[first - 1 : last], lines[last:])


LINES = [lines for lines in map(in_lines, EXPECTED) if lines]


def other_letters(line: bytes, chance: random.Random) -> bytes:
    """The line with a few of its letters changed, none of them of an escape or of markup."""
    changed = bytearray(line)
    for place in range(1, len(line)):
        before, here = line[place - 1 : place], line[place : place + 1]
        if here.isalpha() and before.isalpha() and chance.random() < 0.1:
            changed[place] = chance.choice(_LETTERS)
    return bytes(changed)


def rearrange(lines: Lines, folder: Path, seed: int) -> None:
    """Reads a copy with a known number of other rows."""
    chance = random.Random(seed)
    rows = [row for row in lines.rows * chance.randint(1, 12) if chance.random() < 0.9]
    rows += lines.rows  # what tells the columns apart stays
    chance.shuffle(rows)
    if lines.case["file"].endswith((".csv", ".tsv")):
        rows = [other_letters(row, chance) for row in rows]
    path = folder / lines.case["file"]
    path.write_bytes(b"".join([*lines.head, *rows, *lines.tail]))
    found = account(path, lines.case.get("args", []))
    assert found.adds_up
    assert found.summary.read == len(rows), f"seed {seed}: {found.summary}"


def test_the_files_are_of_many_kinds() -> None:
    kinds = {lines.case["kind"] for lines in LINES}
    assert len(LINES) >= 30 and len(kinds) >= 7


@pytest.mark.parametrize("case", EXPECTED, ids=lambda case: case["file"])
def test_the_account_of_a_file_adds_up(case: Case) -> None:
    try:
        found = account(CASES / case["file"], case.get("args", []))
    except NvkError:
        assert "or_refuses" in case
    else:
        assert found.adds_up
        assert found.summary.indexed == case.get("count", len(case.get("documents", ())))


@pytest.mark.parametrize("lines", LINES, ids=lambda lines: lines.case["file"])
def test_no_row_of_a_changed_file_is_lost(lines: Lines, tmp_path: Path) -> None:
    for seed in range(3):
        rearrange(lines, tmp_path, seed)


def turns(seconds: float) -> Iterator[int]:
    end = time.monotonic() + seconds
    seed = 100
    while time.monotonic() < end:
        yield seed
        seed += 1


@pytest.mark.soak
def test_five_minutes_of_changed_files_lose_no_row(tmp_path: Path) -> None:
    files = 0
    for seed in turns(_SOAK_SECONDS):
        for case in EXPECTED:
            damage(case, tmp_path, seed)
        for lines in LINES:
            rearrange(lines, tmp_path, seed)
        files += len(EXPECTED) + len(LINES)
    assert files > 1_000

"""Small files as people have them: each gives its documents, or is refused in the right words."""

import json
import re
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from ingest.documents.rows import RejectedRow, to_document
from ingest.sources.catalog import local
from ingest.sources.files import Spool
from search.errors import NvkError

CASES = Path(__file__).parent / "cases"
EXPECTED = [json.loads(line) for line in (CASES / "expected.jsonl").read_text().splitlines()]
READING = ("outline", "quotes", "dialect", "json", "encoding", "packing")
"""Kinds that are about reading files; what becomes of their rows is the documents' matter."""


def documents(case: dict[str, Any]) -> list[dict[str, Any]]:
    """Every document of a case's file, a repeated one once."""
    found: dict[str, dict[str, Any]] = {}
    with Spool() as spool:
        for row in local(CASES / case["file"], spool).rows():
            if row.problem or row.aside:
                continue
            try:
                document = to_document(row.value)
            except RejectedRow:
                continue
            found.setdefault(document.id, asdict(document))
    return list(found.values())


def agrees(wanted: dict[str, Any], found: dict[str, Any]) -> bool:
    return all((found[field] or None) == (value or None) for field, value in wanted.items())


def read_as_expected(case: dict[str, Any]) -> bool:
    found = documents(case)
    if len(found) != case.get("count", len(found)):
        return False
    for wanted in sorted(case.get("documents", []), key=len, reverse=True):
        hit = next((one for one in found if agrees(wanted, one)), None)
        if hit is None:
            return False
        found.remove(hit)
    return "count" in case or "documents" in case


@pytest.mark.parametrize(
    "case", [case for case in EXPECTED if case["kind"] in READING], ids=lambda case: case["file"]
)
def test_a_file_is_read_as_a_person_reads_it(case: dict[str, Any]) -> None:
    try:
        assert read_as_expected(case)
    except NvkError as error:
        assert re.search(case.get("or_refuses", r"\Z\A."), str(error).replace(case["file"], ""))


def test_every_file_has_its_result() -> None:
    files = {path.name for path in CASES.iterdir()} - {"expected.jsonl"}
    assert files == {case["file"] for case in EXPECTED}

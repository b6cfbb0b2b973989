"""Small files as people have them: each gives its documents, or is refused in the right words."""

import json
import re
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from ingest.build.admission import Admission
from ingest.build.summary import Summary
from ingest.cli.arguments import Place, parser, source_of
from ingest.sources.files import Spool
from search.errors import NvkError

CASES = Path(__file__).parent / "cases"
EXPECTED = [json.loads(line) for line in (CASES / "expected.jsonl").read_text().splitlines()]


def documents(case: dict[str, Any]) -> list[dict[str, Any]]:
    """Every document of a case's file, read as the terminal would."""
    with Spool() as spool:
        options = parser().parse_args(["file", str(CASES / case["file"]), *case.get("args", [])])
        source = source_of(options, Place(Path(), spool, lambda done, total: None))
        admission = Admission(Summary(""))
        documents = list(filter(None, map(admission.document, source.rows())))
    return [asdict(document) for document in documents]


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


@pytest.mark.parametrize("case", EXPECTED, ids=lambda case: case["file"])
def test_a_file_is_read_as_a_person_reads_it(case: dict[str, Any]) -> None:
    try:
        assert read_as_expected(case)
    except NvkError as error:
        assert re.search(case.get("or_refuses", r"\Z\A."), str(error).replace(case["file"], ""))


def test_every_file_has_its_result() -> None:
    files = {path.name for path in CASES.iterdir()} - {"expected.jsonl"}
    assert files == {case["file"] for case in EXPECTED}

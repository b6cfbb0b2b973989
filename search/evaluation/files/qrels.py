"""Reading judgments: BEIR and TREC qrels, and CSV with judges and notes."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from search.errors import InputError
from search.evaluation.files.lines import Line, cell, columns, table, text_of, wrong
from search.evaluation.model import MAX_GRADE, MIN_GRADE, Judgment
from search.limits import MAX_JUDGMENTS, MAX_LABEL, MAX_TEXT

COLUMNS = {
    "query": ("query-id", "qid", "query"),
    "document": ("corpus-id", "document-id", "docno", "doc-id", "source-id", "document", "doc"),
    "grade": ("score", "grade", "relevance", "rel", "label", "judgment"),
    "judge": ("judge", "annotator", "assessor"),
    "note": ("note", "comment"),
}
"""What the columns of a table of judgments may be called."""
CANNOT_TELL = "?"
"""The grade “can't tell” in a CSV."""
_GRADE = re.compile(r"[+-]?\d{1,4}(\.0+)?")
_TREC_FIELDS = 4


class Where(NamedTuple):
    """A judgment and the line it stands in."""

    line: int
    judgment: Judgment


def read_judgments(content: bytes, name: str) -> list[Judgment]:
    """The judgments of a file, whose format its content tells.

    Args:
        content: UTF-8: a table with a header (BEIR: ``query-id corpus-id score``; a CSV may also
            have ``judge`` and ``note``, and “?” as a grade for “can't tell”), or TREC qrels,
            ``query 0 document grade``.
        name: the file's, for messages.

    Raises:
        InputError: a line cannot be used, or judges what an earlier line judged.
    """
    text = text_of(content, name)
    first = next(table(text, name), None)
    if first is None:
        raise InputError(f"{name}: there is no judgment in it.")
    at = columns(first.cells, COLUMNS)
    if {"query", "document", "grade"} <= at.keys():
        found = _rows(table(text, name), at, name)
    else:
        found = _trec(text, name)
    return _distinct(found, name)


def _rows(lines: Iterator[Line], at: dict[str, int], name: str) -> Iterator[Where]:
    next(lines)
    for number, row in lines:
        values = {column: cell(row, place) for column, place in at.items()}
        yield _where(number, values, name)


def _trec(text: str, name: str) -> Iterator[Where]:
    for number, line in enumerate(text.split("\n"), start=1):
        fields = line.split()
        if not fields:
            continue
        if len(fields) != _TREC_FIELDS:
            raise wrong(
                name,
                number,
                f"expected a header with query-id, corpus-id and score, or the {_TREC_FIELDS} "
                f"fields of TREC qrels (query 0 document grade); found {len(fields)} fields",
            )
        query, _, document, grade = fields
        yield _where(number, {"query": query, "document": document, "grade": grade}, name)


def _where(line: int, values: dict[str, str], name: str) -> Where:
    try:
        return Where(line, _judgment(values))
    except InputError as error:
        raise wrong(name, line, str(error)) from None


def _judgment(values: dict[str, str]) -> Judgment:
    for field in ("query", "document"):
        if not values[field]:
            raise InputError(f"{field}: it is empty.")
    if max(len(values["query"]), len(values.get("judge", ""))) > MAX_LABEL:
        raise InputError(f"query, judge: use at most {MAX_LABEL} characters.")
    if max(len(values["document"]), len(values.get("note", ""))) > MAX_TEXT:
        raise InputError(f"document, note: use at most {MAX_TEXT:,} characters.")
    return Judgment(
        values["query"],
        values["document"],
        _grade(values["grade"]),
        values.get("judge", ""),
        values.get("note", ""),
    )


def _grade(text: str) -> int | None:
    if text == CANNOT_TELL:
        return None
    if not text.isascii() or not _GRADE.fullmatch(text):
        raise InputError(f"grade: expected a whole number, found {text[:40]!r}.")
    grade = int(text.partition(".")[0])
    if not MIN_GRADE <= grade <= MAX_GRADE:
        raise InputError(f"grade: use {MIN_GRADE} to {MAX_GRADE}.")
    return grade


def _distinct(found: Iterator[Where], name: str) -> list[Judgment]:
    seen: dict[tuple[str, str, str], Where] = {}
    for where in found:
        line, judgment = where
        key = (judgment.query, judgment.document, judgment.judge)
        if key in seen:
            before = seen[key]
            raise wrong(name, line, _twice(judgment, before))
        if len(seen) == MAX_JUDGMENTS:
            raise wrong(name, line, f"a file holds up to {MAX_JUDGMENTS:,} judgments")
        seen[key] = where
    return [where.judgment for where in seen.values()]


def _twice(judgment: Judgment, before: Where) -> str:
    pair = f"document {judgment.document!r} for query {judgment.query!r}"
    if judgment.grade == before.judgment.grade:
        return f"it judges {pair}, as line {before.line:,} does"
    was = CANNOT_TELL if before.judgment.grade is None else before.judgment.grade
    return f"it judges {pair}, to which line {before.line:,} gives another grade ({was})"

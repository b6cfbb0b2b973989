"""Result views as files: CSV for spreadsheets, JSON Lines for programs, TREC for evaluators.

* CSV: RFC 4180, with a header. It begins with a byte order mark, without which Excel takes UTF-8
  for the system's own encoding. Texts stand in quotes, numbers do not. What a spreadsheet would
  run as a formula gets an apostrophe in front (OWASP, "CSV Injection"); ``unguarded`` takes it off.
  Opened with another separator than the comma, cells are cut elsewhere and may begin with anything.
* JSON Lines (jsonlines.org): one hit a line, with the question it answers.
* TREC run: see ``trec.py``. It holds one ranking; evaluators refuse a document listed twice.
"""

import csv
import io
import json
import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

from search.errors import InputError
from search.export import trec
from search.filters import NO_FILTER, Filter
from search.rows import COLUMNS, hit_row
from search.types import CITY, COMPARE, Document, Ranking

FormatName = Literal["csv", "jsonl", "trec"]
_BOM = "\ufeff"
_FORMULA = re.compile(r"['\s]*[=+\-@＝＋－＠]|'*[\t\r\n]")
"""OWASP's list, with the full-width signs that East Asian spreadsheets take for the same."""
_LINE_ENDS = {code: f"\\u{code:04x}" for code in (*range(0x7F, 0xA0), 0x2028, 0x2029)}
_LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class Answer:
    """What was asked, a text or a document to be ``like``, and the rankings that are shown."""

    dataset: str
    rankings: tuple[Ranking, ...]
    query: str = ""
    like: Document | None = None
    filter: Filter = NO_FILTER

    @property
    def mode(self) -> str:
        """The one ranking's engine, or COMPARE."""
        return self.rankings[0].mode if len(self.rankings) == 1 else COMPARE


def content(answer: Answer, name: FormatName) -> bytes:
    """The file. Raises InputError for a TREC run of two rankings."""
    return FORMATS[name].write(answer).encode()


def file_name(answer: Answer, name: FormatName) -> str:
    """After the question and the engine, in characters that every system takes.

    >>> file_name(Answer("sample", (), "Où dîner? ../../etc"), "csv")
    'ou-diner-etc-compare.csv'
    """
    about = f"similar to {answer.like.title}" if answer.like else answer.query
    ascii_only = unicodedata.normalize("NFKD", about).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", ascii_only)[:_LONGEST_NAME].strip("-")
    return f"{slug or 'results'}-{answer.mode}.{name}"


def to_csv(answer: Answer) -> str:
    """One row a hit, COLUMNS of them; ``extra`` is JSON."""
    text = io.StringIO(_BOM, newline="")
    text.seek(len(_BOM))
    writer = csv.writer(text, quoting=csv.QUOTE_NONNUMERIC)
    writer.writerow(COLUMNS)
    for hit in _hits(answer):
        writer.writerow([_cell(hit[column]) for column in COLUMNS])
    return text.getvalue()


def to_jsonl(answer: Answer) -> str:
    """One object a hit; ``query`` or ``like`` (an id) is null.

    ``cities`` is the filter's part of that name, ``filter`` the values of all other fields.
    """
    question = {
        "dataset": answer.dataset,
        "query": None if answer.like else answer.query,
        "like": answer.like.id if answer.like else None,
        "cities": list(answer.filter.values(CITY)),
        "filter": {name: list(wanted) for name, wanted in answer.filter.fields if name != CITY},
    }
    return "".join(json_line({**question, **hit}) for hit in _hits(answer))


def to_trec(answer: Answer) -> str:
    """A run of one query. Raises InputError unless the answer is one ranking."""
    if len(answer.rankings) != 1:
        raise InputError("format: a TREC run holds one ranking; choose a mode for it.")
    like = answer.like
    qid = trec.word(f"like:{like.source_id}") if like else trec.query_id(answer.query)
    return trec.run(qid, answer.rankings[0])


def json_line(value: Any) -> str:
    """JSON on a line of its own, for every reader's idea of a line and safe on a terminal."""
    return json.dumps(value, ensure_ascii=False).translate(_LINE_ENDS) + "\n"


def guarded(text: str) -> str:
    """The text as a spreadsheet takes it for text.

    >>> guarded("=1+1"), guarded(" @SUM(A1)"), guarded("'=1"), guarded("1-1"), guarded("'t Hooft")
    ("'=1+1", "' @SUM(A1)", "''=1", '1-1', "'t Hooft")
    """
    return f"'{text}" if _FORMULA.match(text) else text


def unguarded(cell: str) -> str:
    """The inverse of ``guarded``."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


def _hits(answer: Answer) -> Iterator[dict[str, Any]]:
    return (hit_row(ranking.mode, hit) for ranking in answer.rankings for hit in ranking.hits)


def _cell(value: Any) -> Any:
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False) if value else ""
    return guarded(value) if isinstance(value, str) else value


class Format(NamedTuple):
    """A file format: its media type and how an answer is written in it."""

    media_type: str
    write: Callable[[Answer], str]


FORMATS: dict[FormatName, Format] = {
    "csv": Format("text/csv; charset=utf-8", to_csv),
    "jsonl": Format("application/jsonl; charset=utf-8", to_jsonl),
    "trec": Format("text/plain; charset=utf-8", to_trec),
}

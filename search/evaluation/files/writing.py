"""Writing query sets and judgments in the formats that ``read_queries`` and the like take back."""

import csv
import io
import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from search.evaluation.files.qrels import CANNOT_TELL
from search.evaluation.model import Grades, Judgment, Query
from search.export import trec
from search.export.files import guarded, json_line


def queries_as_text(queries: Iterable[Query]) -> str:
    """A query a line; ids, kinds, weights and filters are not in it."""
    return "".join(" ".join(query.text.split()) + "\n" for query in queries)


def queries_as_csv(queries: Iterable[Query]) -> str:
    """With a header; filters are JSON. Cells that a spreadsheet would run are guarded."""
    rows = ([q.id, q.text, q.kind, f"{q.weight:g}", _filter(q)] for q in queries)
    return _csv(["id", "query", "kind", "weight", "filter"], rows)


def queries_as_jsonl(queries: Iterable[Query]) -> str:
    """As BEIR has them, with kind, weight and filter in ``metadata``."""
    return "".join(json_line(_beir(query)) for query in queries)


def queries_as_topics(queries: Iterable[Query]) -> str:
    """Classic TREC topics; kinds, weights and filters are not in them."""
    return "".join(
        f"<top>\n<num> Number: {trec.word(query.id)}\n<title> {_sgml(query.text)}\n</top>\n\n"
        for query in queries
    )


def judgments_as_csv(judgments: Iterable[Judgment]) -> str:
    """Every judge's grades with notes."""
    rows = (
        [j.query, j.document, CANNOT_TELL if j.grade is None else j.grade, j.judge, j.note]
        for j in judgments
    )
    return _csv(["query-id", "corpus-id", "score", "judge", "note"], rows)


def grades_as_beir(grades: Grades) -> str:
    """One grade for each pair, as a TSV with a header."""
    head = "query-id\tcorpus-id\tscore\n"
    return head + "".join(
        f"{query}\t{document}\t{grade}\n" for query, document, grade in _flat(grades)
    )


def grades_as_trec(grades: Grades) -> str:
    """One grade for each pair, as TREC qrels."""
    return "".join(
        f"{trec.word(query)} 0 {trec.word(document)} {grade}\n"
        for query, document, grade in _flat(grades)
    )


QUERY_FORMATS: Mapping[str, Callable[[Iterable[Query]], str]] = {
    "jsonl": queries_as_jsonl,
    "csv": queries_as_csv,
    "txt": queries_as_text,
    "topics": queries_as_topics,
}


def _flat(grades: Grades) -> Iterable[tuple[str, str, int]]:
    return (
        (query, document, grade)
        for query, judged in grades.items()
        for document, grade in judged.items()
    )


def _beir(query: Query) -> dict[str, Any]:
    values = query.to_dict()
    beir = {"_id": values.pop("id"), "text": values.pop("text")}
    return {**beir, "metadata": values} if values else beir


def _filter(query: Query) -> str:
    wanted = query.to_dict().get("filter")
    return json.dumps(wanted, ensure_ascii=False) if wanted else ""


def _csv(header: list[str], rows: Iterable[list[Any]]) -> str:
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(header)
    for row in rows:
        writer.writerow([guarded(cell) if isinstance(cell, str) else cell for cell in row])
    return text.getvalue()


def _sgml(text: str) -> str:
    return " ".join(text.replace("&", "&amp;").replace("<", "&lt;").split())

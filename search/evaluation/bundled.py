"""The queries and grades that come with the bundled sample."""

from importlib.resources import files

from search.evaluation.files.qrels import read_judgments
from search.evaluation.files.queries import read_queries
from search.evaluation.model import Judgment, QuerySet

SAMPLE = "sample"
"""The dataset that they are about, and what ``python -m ingest`` calls its source."""
JUDGE = "bundled"
"""Who gave the grades."""
_NAME = "Sample queries"
# Data beside the documents that they judge; no code of that package is used.
_FOLDER = files("ingest") / "sample"


def bundled_queries() -> QuerySet:
    """Queries of several kinds."""
    content = (_FOLDER / "queries.jsonl").read_bytes()
    return QuerySet(_NAME, read_queries(content, "queries.jsonl").queries)


def bundled_judgments() -> list[Judgment]:
    """Their grades, 0 to 3."""
    found = read_judgments((_FOLDER / "qrels.tsv").read_bytes(), "qrels.tsv")
    return [judgment._replace(judge=JUDGE) for judgment in found]

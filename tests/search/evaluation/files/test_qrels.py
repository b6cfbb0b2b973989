"""Judgments in every format, what cannot be used, and back."""

import pytest

from search.errors import InputError
from search.evaluation.files.qrels import read_judgments
from search.evaluation.files.writing import grades_as_beir, grades_as_trec, judgments_as_csv
from search.evaluation.judges import combine
from search.evaluation.model import Judgment

TWO = [Judgment("q1", "oak", 3), Judgment("q1", "sofa", 0)]


@pytest.mark.parametrize(
    "text",
    [
        "query-id\tcorpus-id\tscore\nq1\toak\t3\nq1\tsofa\t0\n",
        "q1 0 oak 3\n\nq1\t0\tsofa 0\n",
        "query,document,grade\nq1,oak,3\nq1,sofa,0.0\n",
        "\ufeffqid;docno;relevance\r\nq1;oak;+3\r\nq1;sofa;0\r\n",
    ],
)
def test_formats(text: str) -> None:
    assert read_judgments(text.encode(), "qrels") == TWO


def test_judges_and_notes_come_back() -> None:
    given = [
        Judgment("q1", "oak", 3, "Ann", "=fits"),
        Judgment("q1", "oak", None, "Ben", 'says "table", not desk'),
    ]
    assert read_judgments(judgments_as_csv(given).encode(), "qrels") == given


def test_grades_come_back() -> None:
    grades = {"q 1": {"oak": 3, "sofa": -1}, "q2": {"oak": 0}}
    assert combine(read_judgments(grades_as_beir(grades).encode(), "qrels")) == grades
    trec = combine(read_judgments(grades_as_trec(grades).encode(), "qrels"))
    assert trec == {"q%201": {"oak": 3, "sofa": -1}, "q2": {"oak": 0}}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "qrels: there is no judgment in it."),
        ("q1 oak 3\n", "qrels, line 1: expected a header with query-id"),
        ("q1 0 oak 3\nq1 0 sofa x\n", "qrels, line 2: grade: expected a whole number, found 'x'."),
        ("q1 0 oak 1.5\n", "qrels, line 1: grade: expected a whole number"),
        ("q1 0 oak 101\n", "qrels, line 1: grade: use -100 to 100."),
        ("query-id,corpus-id,score\nq1,,1\n", "qrels, line 2: document: it is empty."),
        (
            "q1 0 oak 3\nq1 0 oak 3\n",
            "qrels, line 2: it judges document 'oak' for query 'q1', as line 1 does.",
        ),
        (
            "q1 0 oak 3\nq2 0 oak 1\nq1 0 oak 1\n",
            "qrels, line 3: it judges document 'oak' for query 'q1', to which line 1 gives another "
            "grade (3).",
        ),
    ],
)
def test_what_cannot_be_used(text: str, message: str) -> None:
    with pytest.raises(InputError) as refused:
        read_judgments(text.encode(), "qrels")
    assert str(refused.value).startswith(message)

"""TREC runs made elsewhere, and written here."""

import pytest

from search.errors import InputError
from search.evaluation.files.runs import known_as, read_run, write_run


def test_scores_decide_and_equal_ones_are_ordered_as_trec_eval_does() -> None:
    text = "q1 Q0 a 1 0.5 tag\nq1 Q0 b 2 0.9 tag\nq1 Q0 c 3 0.5 tag\n\nq2 Q0 a 1 -1e3 tag\n"
    assert read_run(text.encode(), "run") == {"q1": ["b", "c", "a"], "q2": ["a"]}


def test_what_is_written_is_read_back() -> None:
    rankings = {"q 1": ["b", "a", "c d"], "q2": ["a"], "q3": []}
    found = read_run(write_run(rankings, "my run").encode(), "run")
    assert found == {"q%201": ["b", "a", "c%20d"], "q2": ["a"]}
    assert known_as(found, frozenset(rankings)) == {"q%201": "q 1", "q2": "q2"}
    assert known_as(["100%25"], frozenset(["100%25"])) == {"100%25": "100%25"}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("\n", "run: there is no result in it."),
        ("q1 Q0 a 1 0.5\n", "run, line 1: expected the 6 fields of a TREC run"),
        ("q1 Q0 a 1 high t\n", "run, line 1: score: expected a number, found 'high'."),
        ("q1 Q0 a 1 nan t\n", "run, line 1: score: it is not finite."),
        (
            "q1 Q0 a 1 2 t\nq1 Q0 a 2 1 t\n",
            "run, line 2: document 'a' is listed twice for query 'q1'.",
        ),
    ],
)
def test_what_cannot_be_used(text: str, message: str) -> None:
    with pytest.raises(InputError) as refused:
        read_run(text.encode(), "run")
    assert str(refused.value).startswith(message)

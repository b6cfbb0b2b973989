"""TREC runs: their lines, their scores, and what evaluators make of them."""

import doctest
import itertools
from urllib.parse import unquote

import ir_measures
import numpy as np
import pytest
import pytrec_eval
from hypothesis import given
from hypothesis import strategies as st
from ir_measures import AP, RR, P

from search.export import trec
from search.types import Document, Hit, Mode, Ranking


def ranking_of(source_ids: list[str], scores: list[float], mode: Mode = "keyword") -> Ranking:
    """A ranking with these source ids and scores in this order."""
    hits = [
        Hit(Document(f"id-{rank}", source_id, "", ""), rank, score)
        for rank, (source_id, score) in enumerate(zip(source_ids, scores, strict=True), start=1)
    ]
    return Ranking(mode, hits, len(hits), False, 0.0, 0.0)


def test_the_examples_in_the_module_hold() -> None:
    result = doctest.testmod(trec)
    assert result.attempted and not result.failed


def test_a_run_is_these_lines() -> None:
    ranking = ranking_of(["oak", "Sofa Land", "50% #1"], [2.5, 1.25, -0.125])
    assert trec.run("q1", ranking) == (
        "q1 Q0 oak 1 2.5 keyword\n"
        "q1 Q0 Sofa%20Land 2 1.25 keyword\n"
        "q1 Q0 50%25%20%231 3 -0.125 keyword\n"
    )


def test_no_hits_are_an_empty_run() -> None:
    assert trec.run("q1", ranking_of([], [])) == ""


texts = st.text(st.characters(codec="utf-8"), min_size=1, max_size=30)
scores = st.lists(
    st.one_of(
        st.sampled_from([0.0, -0.0, 1.0, 1.0 + 1e-12, 0.5, 5e-324, -1e-45]),
        st.floats(-100, 100),
    ),
    max_size=30,
).map(lambda found: sorted(found, reverse=True))


@given(scores)
def test_scores_strictly_decrease_in_32_bits_and_stay_near(found: list[float]) -> None:
    """trec_eval reads a C float, Python's evaluators a double: both see the same order."""
    written = trec.decreasing(found)
    for read in (float, np.float32):
        values = [read(text) for text in written]
        assert all(one > other for one, other in itertools.pairwise(values))
    # Thirty ties are thirty of the smallest possible steps.
    assert all(
        abs(float(text) - score) <= 1e-5 * max(abs(score), 1e-3)
        for text, score in zip(written, found, strict=True)
    )


@given(texts)
def test_a_word_has_no_space_and_gives_its_text_back(text: str) -> None:
    word = trec.word(text)
    assert word.split() == [word]
    assert not set(word) & set("#\0\n\r\t")
    assert unquote(word) == text


@pytest.mark.parametrize("space", ["\u00a0", "\u3000", "\u2028", "\x85", "\x1c", "\v", "\0"])
def test_every_kind_of_space_is_encoded(space: str) -> None:
    assert trec.word(f"a{space}b").startswith("a%")


def test_a_long_query_has_a_short_id_of_its_own() -> None:
    one, other = ("oak " * 2500 + end for end in "ab")
    assert trec.query_id(one) == trec.query_id(one) != trec.query_id(other)
    assert len(trec.query_id(one)) == len("text-") + 16


@given(st.lists(texts.filter(str.strip), min_size=1, max_size=12, unique=True), st.data())
def test_evaluators_read_the_order_of_the_ranking(
    source_ids: list[str], data: st.DataObject
) -> None:
    """With ties in every possible place, the one relevant document is where it was ranked."""
    ties = st.lists(st.sampled_from([1.0, 0.5]), min_size=len(source_ids), max_size=len(source_ids))
    ranking = ranking_of(source_ids, sorted(data.draw(ties), reverse=True))
    text = trec.run(trec.query_id("rent a scooter"), ranking)
    relevant = data.draw(st.integers(1, len(source_ids)))
    qid, docno = "rent%20a%20scooter", trec.word(source_ids[relevant - 1])
    found = ir_measures.calc_aggregate(
        [RR, AP, P @ 1],
        [ir_measures.Qrel(qid, docno, 1)],
        list(ir_measures.read_trec_run(text)),  # type: ignore[no-untyped-call]
    )
    assert found == {RR: pytest.approx(1 / relevant), AP: found[RR], P @ 1: float(relevant == 1)}
    assert list(pytrec_eval.parse_run(text.splitlines(keepends=True))[qid]) == [
        trec.word(source_id) for source_id in source_ids
    ]

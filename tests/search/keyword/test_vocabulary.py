"""Terms, their indices and their document frequencies."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from search.keyword.vocabulary import Vocabulary

TREES = Vocabulary(["elm", "fir", "oak"], [3, 1, 2])


def test_terms_are_numbered_alphabetically() -> None:
    assert Vocabulary.from_frequencies({"oak": 2, "elm": 3, "fir": 1}) == TREES


def test_a_query_counts_known_terms_by_ascending_index() -> None:
    assert TREES.query(Counter(["oak", "elm", "oak", "oak"])) == ([0, 2], [1.0, 3.0])


def test_unknown_terms_drop_out_of_a_query() -> None:
    assert TREES.query(Counter(["ash", "fir", "yew"])) == ([1], [1.0])


def test_a_query_without_known_terms_is_empty() -> None:
    assert TREES.query(Counter(["ash"])) == TREES.query(Counter([])) == ([], [])


def test_a_long_vocabulary_does_not_show_its_frequencies() -> None:
    assert "[3, 1, 2]" not in repr(TREES)


@given(st.dictionaries(st.text(), st.integers(1, 1000)))
def test_each_term_has_its_own_index_and_frequency(frequencies: dict[str, int]) -> None:
    vocabulary = Vocabulary.from_frequencies(frequencies)
    assert sorted(vocabulary.index.values()) == list(range(len(frequencies)))
    assert {t: vocabulary.frequencies[i] for t, i in vocabulary.index.items()} == frequencies


def test_a_frequency_is_that_of_the_term_and_0_for_an_unknown_one() -> None:
    assert [TREES.frequency(term) for term in ("elm", "fir", "oak", "ash", "")] == [3, 1, 2, 0, 0]

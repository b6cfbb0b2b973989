"""Did you mean: terms spelled nearly alike."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.explanation.suggestions import NearWord, near_words
from search.keyword.vocabulary import Vocabulary
from search.store.protocols import Store
from search.text.spelling import near_terms
from tests.search.helpers import opened
from tests.search.reference_query import edits

TREES = Vocabulary.from_frequencies(
    {"ash": 1, "beech": 2, "birch": 9, "cedar": 4, "elm": 3, "oak": 5, "oaks": 5, "willow": 1}
)


@pytest.mark.parametrize(
    ("term", "near"),
    [
        ("oka", ["oak"]),  # two letters swapped are one edit
        ("oat", ["oak"]),
        ("oakx", ["oak", "oaks"]),  # as near and as frequent: alphabetically
        ("brich", ["birch"]),
        ("bech", ["beech"]),
        ("becch", ["beech"]),
        ("cedra", ["cedar"]),
        ("xcedar", ["cedar"]),
        ("cedarxx", ["cedar"]),  # beyond five letters two edits
        ("cedxxr", ["cedar"]),
        ("xeexh", []),  # up to five letters one edit
        ("ok", []),  # up to two letters none
        ("", []),
        ("oak", ["oaks"]),  # never itself
        ("日本", []),
        ("pineapple", []),
    ],
)
def test_near_terms(term: str, near: list[str]) -> None:
    assert near_terms(term, TREES.terms, TREES.frequencies) == near


def test_fewer_edits_come_first_then_the_more_frequent() -> None:
    one_edit = {"plantex": 8, "planter": 7, "planets": 1, "plants": 1}
    two_edits = {"plaantss": 100, "plxntxs": 99}
    vocabulary = Vocabulary.from_frequencies({**one_edit, **two_edits})
    known = (vocabulary.terms, vocabulary.frequencies)
    assert near_terms("plantes", *known, most=9) == [*one_edit, *two_edits]
    assert near_terms("plantes", *known) == ["plantex", "planter", "planets"]


words = st.text("abc", max_size=8)


@given(st.dictionaries(words.filter(bool), st.integers(1, 3), max_size=40), words)
def test_they_are_the_nearest_of_all(frequencies: dict[str, int], term: str) -> None:
    allowed = 0 if len(term) < 3 else 1 if len(term) < 6 else 2
    ranked = sorted((edits(term, each), -n, each) for each, n in frequencies.items())
    nearest = [each for distance, _, each in ranked if 0 < distance <= allowed]
    vocabulary = Vocabulary.from_frequencies(frequencies)
    assert near_terms(term, vocabulary.terms, vocabulary.frequencies) == nearest[:3]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [("", "", 0), ("oak", "", 3), ("oak", "oka", 1), ("ca", "abc", 3), ("kitten", "sitting", 3)],
)
def test_edits_by_hand(one: str, other: str, expected: int) -> None:
    assert edits(one, other) == edits(other, one) == expected


def rows(*texts: str) -> list[dict[str, str]]:
    return [{"id": str(number), "name": text} for number, text in enumerate(texts)]


def test_a_near_word_is_written_as_documents_write_it(store: Store) -> None:
    index = opened(
        store,
        rows("Furniture", "furniture of oak", "FURNITURE, oak", "furnitures", "U.S. Oak’s", "elm"),
    )
    assert near_words("furnitrue", index) == [NearWord("furniture", "furnitur", 4)]
    assert near_words("oac", index) == [NearWord("oak", "oak", 3)]
    assert near_words("nothing", index) == []
    index.close()


def test_of_equally_good_documents_those_with_the_first_ids_are_looked_at(store: Store) -> None:
    texts = [f"{word} tree" for word in ["connect", "connected", "connecting"] * 12]
    index = opened(store, [*rows(*texts), {"id": "x", "name": "elm"}, {"id": "y", "name": "fir"}])
    first = sorted(document.id for document in index.scan() if "tree" in document.name)[:5]
    documents = index.documents(first)
    seen = Counter(documents[id_].name.split()[0] for id_ in first)
    assert near_words("conect", index) == [NearWord(seen.most_common(1)[0][0], "connect", 36)]
    index.close()


def test_a_word_in_documents_whose_scores_are_not_above_0_is_found(store: Store) -> None:
    index = opened(store, rows("Oaks", "Oaks"))
    assert near_words("oka", index) == [NearWord("oaks", "oak", 2)]
    index.close()

"""Did you mean: words that were probably meant by one that no document has."""

import json
from collections import Counter
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.sources.catalog import SAMPLE
from search.explanation.suggestions import NearWord, near_words
from search.store.embedded.store import EdgeStore
from search.store.protocols import Index
from search.text.analyzer import DEFAULT
from search.text.spelling import is_likely, longer_terms, near_terms, similarity, stems_within
from tests.search.helpers import opened
from tests.search.reference_query import edits


@pytest.mark.parametrize(
    ("word", "written"),
    [
        ("chiars", "chairs"),
        ("furnitrue", "furniture"),
        ("resrvation", "reservations"),
        ("recieve", "receive"),
        ("biuld", "build"),
        ("bech", "beech"),
        ("psot", "post"),
        ("fams", "farms"),
        ("roboot", "robot"),
    ],
)
def test_a_slip_of_the_finger(word: str, written: str) -> None:
    assert is_likely(word, written)


@pytest.mark.parametrize(
    ("word", "written"),
    [
        ("wifi", "wife"),
        ("meditation", "edition"),
        ("meditation", "media"),
        ("meditation", "medical"),
        ("wet", "weddings"),
        ("wet", "wed"),
        ("recieve", "review"),
        ("cat", "at"),
        ("ai", "a"),
        ("chair", "hair"),
        ("bank", "tank"),
        ("oak", "elm"),
        ("", "oak"),
    ],
)
def test_another_word(word: str, written: str) -> None:
    assert not is_likely(word, written)


words = st.text("abc", max_size=8)


@given(words, words)
def test_likeness_is_symmetric_in_edits_and_bounded(one: str, other: str) -> None:
    most = max(len(one), len(other))
    assert similarity(one, other) == pytest.approx(1 - edits(one, other) / most if most else 1)
    assert not is_likely(one, other) or edits(one, other) <= 2


@given(st.dictionaries(words.filter(bool), st.integers(1, 3), max_size=40), words.filter(bool))
def test_they_are_the_nearest_of_all(frequencies: dict[str, int], term: str) -> None:
    terms = sorted(frequencies)
    allowed = 1 if len(term) <= 4 else 2 if len(term) < 7 else 3
    ranked = sorted(
        (distance, -frequencies[each], each)
        for each in terms
        if 0 < (distance := edits(term, each)) <= allowed
        and each[0] == term[0]
        and (distance < 2 or each[:2] == term[:2])
    )
    numbers = [frequencies[each] for each in terms]
    assert near_terms(term, term, terms, numbers, most=3) == [each for *_, each in ranked][:3]


@given(st.dictionaries(words.filter(bool), st.integers(1, 3), max_size=40), words)
def test_longer_terms_begin_with_the_word(frequencies: dict[str, int], word: str) -> None:
    terms = sorted(frequencies)
    found = longer_terms(word, terms, [frequencies[each] for each in terms], most=99)
    expected = {each for each in terms if each.startswith(word) and 0 < len(each) - len(word) <= 4}
    assert set(found) == (expected if len(word) >= 4 else set())
    assert [-frequencies[each] for each in found] == sorted(-frequencies[each] for each in found)


def test_a_misspelled_ending_may_have_kept_a_word_from_its_stem() -> None:
    terms = sorted(["res", "rese", "reserv", "reservat", "robot"])
    assert stems_within("reservaton", terms) == ["reservat", "reserv", "rese"]
    assert stems_within("rese", terms) == []  # the word itself is not another one


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [("", "oak", 3), ("oak", "oka", 1), ("ca", "abc", 3), ("kitten", "sitting", 3)],
)
def test_edits_by_hand(one: str, other: str, expected: int) -> None:
    assert edits(one, other) == edits(other, one) == expected


TEXTS = [
    "Furniture",
    "furniture of oak",
    "FURNITURE, oak",
    "furnitures",
    "U.S. Oak’s",
    "wife",
    "Scooters for a scout",
    "a scooter",
    "Reservations",
    "smart phone",
    "edition",
    "weddings",
    "reserve",
    "we the people",
]


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    rows = [{"id": str(number), "name": text} for number, text in enumerate(TEXTS)]
    index = opened(EdgeStore(tmp_path_factory.mktemp("spelling")), rows)
    yield index
    index.close()


@pytest.mark.parametrize(
    ("word", "near"),
    [
        ("Furnitrue", [NearWord("furniture", "furnitur", 4)]),
        ("oka", [NearWord("oak", "oak", 3)]),
        ("scoot", [NearWord("scooter", "scooter", 2), NearWord("scout", "scout", 1)]),
        ("smartphone", [NearWord("smart phone", "smart phone", 1)]),
        ("resrvation", [NearWord("reservations", "reserv", 2)]),
        ("wifi", []),
        ("meditation", []),
        ("wet", []),
        ("teh", []),
        ("nothing", []),
        ("日本", []),
    ],
)
def test_words_are_suggested_as_documents_write_them(
    index: Index, word: str, near: list[NearWord]
) -> None:
    (term, *_) = DEFAULT.tokenize(word)
    assert near_words(word, term, index) == near


@pytest.fixture(scope="module")
def sample() -> dict[str, int]:
    """The bundled sample's vocabulary."""
    frequencies: Counter[str] = Counter()
    for line in SAMPLE.read_text("utf-8").splitlines():
        row = json.loads(line)
        text = f"{row.get('name', '')}\n{row.get('description', '')}"
        frequencies.update(DEFAULT.document(text).counts.keys())
    return dict(sorted(frequencies.items()))


@pytest.mark.parametrize(
    ("word", "term"),
    [
        ("resrvation", "reserv"),
        ("furnitrue", "furnitur"),
        ("softwre", "softwar"),
        ("blokchain", "blockchain"),
    ],
)
def test_the_stem_is_a_candidate_in_the_sample(
    sample: dict[str, int], word: str, term: str
) -> None:
    (own,) = DEFAULT.tokenize(word)
    assert term in near_terms(own, word, list(sample), list(sample.values()), most=12)


@pytest.mark.parametrize(("word", "longer"), [("scoot", "scooter"), ("robo", "robot")])
def test_a_longer_word_of_the_sample(sample: dict[str, int], word: str, longer: str) -> None:
    assert longer in longer_terms(word, list(sample), list(sample.values()), most=3)

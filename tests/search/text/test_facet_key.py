"""What makes two spellings of a facet value the same."""

import doctest
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.text import normalization
from search.text.normalization import facet_key

texts = st.text(st.characters(codec="utf-8"), max_size=20)


def test_the_examples_in_the_module_hold() -> None:
    result = doctest.testmod(normalization)
    assert result.attempted and not result.failed


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("São Paulo", "SAO PAULO"),
        ("Zu\u0308rich", "Z\u00fcrich"),
        (" Berlin\t", "berlin"),
        ("Ber\u200blin\ufeff", "Berlin"),
        ("Straße", "STRASSE"),
        ("İzmir", "izmir"),
        ("ΣΊΣΥΦΟΣ", "σίσυφος"),
        ("ﬁntech", "Fintech"),
        ("Ａｃｍｅ", "acme"),
    ],
)
def test_case_accents_and_padding_do_not_matter(one: str, other: str) -> None:
    assert facet_key(one) == facet_key(other)


@pytest.mark.parametrize(("one", "other"), [("Bonn", "Born"), ("a b", "ab"), ("C", "C++")])
def test_letters_signs_and_inner_spaces_do(one: str, other: str) -> None:
    assert facet_key(one) != facet_key(other)


@given(texts)
def test_it_is_the_same_for_every_unicode_form_and_done_once(text: str) -> None:
    key = facet_key(text)
    assert facet_key(key) == key
    for form in ("NFC", "NFD", "NFKC", "NFKD"):
        assert facet_key(unicodedata.normalize(form, text)) == key

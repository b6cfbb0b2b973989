"""Lists, counts and quoted words."""

import pytest

from search.wording import counted, listing, quoted, quoted_list


@pytest.mark.parametrize(
    ("items", "written"),
    [
        ([], ""),
        (["a"], "a"),
        (["a", "b"], "a and b"),
        (["a", "b", "c"], "a, b and c"),
        (list("abcdef"), "a, b, c, d, e and f"),
        (list("abcdefg"), "a, b, c, d, e, f and 1 more"),
    ],
)
def test_a_list_names_six_items_and_counts_the_others(items: list[str], written: str) -> None:
    assert listing(items) == written


def test_equal_words_are_quoted_once() -> None:
    assert quoted_list(["oak", "elm", "oak"]) == "“oak” and “elm”"


def test_counts_agree_with_their_noun() -> None:
    assert counted(1, "document") == "1 document"
    assert counted(1200, "document") == "1,200 documents"
    assert counted(2, "match", "matches") == "2 matches"
    assert counted(1, "match", "matches", capped=True) == "1+ matches"


@pytest.mark.parametrize(
    ("word", "written"), [("Zürich", "“Zürich”"), ("שלום", "“\u2068שלום\u2069”"), ("", "“”")]
)
def test_words_of_another_direction_are_isolated(word: str, written: str) -> None:
    assert quoted(word) == written

"""What documents are called and read as."""

import pytest

from search.types import Document


@pytest.mark.parametrize(
    ("name", "title"),
    [("Oakery", "Oakery"), (" Oakery\n", "Oakery"), ("", "(no name)"), (" ", "(no name)")],
)
def test_a_title_is_never_empty(name: str, title: str) -> None:
    assert Document("id", "source", name, "Chairs.").title == title


def test_both_engines_read_name_and_description() -> None:
    assert Document("id", "source", "Oakery", "Chairs.", city="Berlin").text == "Oakery\nChairs."

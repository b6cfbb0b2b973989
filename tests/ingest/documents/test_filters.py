"""Which columns become filters, and where a text holds several values."""

import pytest

from ingest.documents.continued import continuation_key
from ingest.documents.filters import filter_columns


def separator(*texts: str) -> str | None:
    """Of the column's filter; None if it is not guessed to be one."""
    rows = [{"a": text} for text in texts]
    found = filter_columns(["a"], rows, said=False)
    return found["a"].separator if found else None


@pytest.mark.parametrize(
    "texts",
    [
        ["Paris, France", "Lyon, France", "Berlin, Germany", "Bonn, Germany", "Oslo"],
        ["New York, New York", "Albany, New York", "Reno, Nevada"],
        ["Munich, Bavaria, Germany", "Paris, France", "France", "Cologne, Germany"],
        ["Smith, John", "Doe, Jane", "Roe, Jane"],
        ["Oak, red", "Oak, white"],
        ["Research, Development and Sales", "Sales"],
    ],
)
def test_names_with_a_comma_stay_whole(texts: list[str]) -> None:
    assert separator(*texts * 4) == ""


@pytest.mark.parametrize(
    ("texts", "sign"),
    [
        (["oak, elm", "elm", "oak, ash", "ash, oak", "pine, ash", "elm, pine"], ","),
        (["a|b", "b", "a|c"], "|"),
        (["red; green", "green", "red; blue"], ";"),
    ],
)
def test_values_of_one_kind_are_parted(texts: list[str], sign: str) -> None:
    assert separator(*texts * 4) == sign


def test_one_empty_row_below_another_of_its_town_is_no_continuation() -> None:
    towns = ["Ulm", "Bonn"] * 5
    rows = [{"name": f"Oak {n}", "town": town} for n, town in enumerate(towns)]
    assert continuation_key(["name", "town"], [*rows, {"town": "Bonn"}], ["name"]) == ""


def test_variants_continue_their_product() -> None:
    rows = [{"handle": f"h{n}", **name} for n in range(3) for name in ({"name": f"Oak {n}"}, {})]
    assert continuation_key(["name", "handle"], rows, ["name"]) == "handle"

"""The language of a dataset."""

import json

import pytest

from ingest.sources.catalog import SAMPLE
from search.errors import InputError
from search.text.detection import detect_language
from search.text.languages import language

GERMAN = (
    "Wir bauen Möbel aus altem Holz für kleine Wohnungen und liefern sie in ganz Deutschland aus. "
    "Unsere Werkstatt beschäftigt erfahrene Schreiner, die jeden Tisch von Hand fertigen. "
    "Der Versand erfolgt klimaneutral mit der Bahn oder mit Lastenrädern durch die Stadt."
)
FRENCH = (
    "Nous fabriquons des meubles en bois ancien pour les petits appartements et nous les livrons "
    "partout en France. Notre atelier emploie des menuisiers expérimentés qui réalisent chaque "
    "table à la main. La livraison se fait sans émissions par le train ou à vélo."
)


@pytest.mark.parametrize(
    ("texts", "code"),
    [
        ([GERMAN], "de"),
        ([FRENCH] * 3, "fr"),
        ([GERMAN, FRENCH], "none"),  # half and half
        (["Möbel aus Holz"], "en"),  # too little to tell
        ([], "en"),
    ],
)
def test_the_language_that_most_words_are_in(texts: list[str], code: str) -> None:
    assert detect_language(texts) == code


def test_the_sample_is_english() -> None:
    rows = map(json.loads, SAMPLE.read_text("utf-8").splitlines()[:50])
    assert detect_language(row["description"] for row in rows) == "en"


def test_an_unknown_code_is_refused() -> None:
    with pytest.raises(InputError, match="'xx' is none of"):
        language("xx")

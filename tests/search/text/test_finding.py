"""What is typed finds what was written, in every spelling of both."""

import json
import unicodedata
from collections.abc import Iterable

import pytest
import regex

from ingest.sources.catalog import SAMPLE
from search.text.analyzer import DEFAULT, Analyzer
from search.text.languages import LANGUAGES

_MARKS = regex.compile(r"\p{Mn}")
_WORD = regex.compile(r"(?:(?<=\d)[.,](?=\d)|[\w\p{M}])+")
"""Between word boundaries; as in UAX #29 there is none between 2 and 5 in 2.5GHz."""

_INVISIBLE = regex.compile(r"\p{Default_Ignorable_Code_Point}")

MULTILINGUAL = [
    "L’Oréal, O'Reilly and Hawaiʻi: it’s rock´n´roll at AT&T in the U.S. — we don't stop",
    "Wi-Fi, e-commerce, T-shirts, C++17, C#, node.js, v2.0.1, 2.5GHz, 500ml, 1,000, 3.000,50",
    "10½ inch, 10⁶ cells, m², №7, H₂O, ½, 50% cotton, HDAC4, foo_bar, and/or, 24/7, 1º",
    "Straße Zürich ŁÓDŹ İstanbul ısı Ærø Œuvre Đà Nẵng Þórr",
    "Зелёный дом и йод, Київ, їжак",
    "كِتاب مُحَمَّد أحمد إلى مدرسة محـــمد می‌خواهم",
    "יְרוּשָׁלַיִם צה״ל ג׳ירפה",
    "Ένα άλλο Σίσυφος",
    "Soft\u00adware wire\u2060less head\ufeffphones ﬁnance ＡＩ ㎏",
    "Boulangerie de l'avenue, c'est aujourd'hui; dell'arte; col·legi",
    "हिन्दी भाषा தமிழ் 서울은 수도이다 自転車便 รถยนต์ 電気自動車 👩‍💻🚀",
]


def words_of(text: str) -> Iterable[str]:
    """Every word of a text as it stands there; an invisible character ends none (WB4)."""
    return dict.fromkeys(found[0] for found in _WORD.finditer(_INVISIBLE.sub("", text)))


def plain(word: str) -> str:
    """Without case and marks."""
    return str(_MARKS.sub("", unicodedata.normalize("NFD", word.casefold())))


def not_found(text: str, analyzer: Analyzer) -> list[str]:
    """Words of a text, of which full-text would say that no document contains them."""
    terms = analyzer.document(text).counts
    typed = {form for word in words_of(text) for form in (word, word.upper())}
    return [
        word
        for word in typed
        if any(
            token.term not in terms for token in analyzer.analyse_query(word) if token.role == "own"
        )
    ]


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("text", MULTILINGUAL)
def test_every_word_of_a_text_finds_it(text: str, code: str) -> None:
    assert not_found(text, Analyzer(code)) == []


@pytest.mark.parametrize("text", MULTILINGUAL[:4])
def test_every_word_without_its_marks_finds_the_text(text: str) -> None:
    terms = DEFAULT.document(text).counts
    for word in words_of(text):
        assert set(DEFAULT.query(plain(word))) & set(terms), word


def test_every_word_of_the_sample_finds_its_document() -> None:
    rows = map(json.loads, SAMPLE.read_text("utf-8").splitlines())
    texts = [f"{row['name']}\n{row['description']}" for row in rows]
    assert len(texts) > 500
    assert {word for text in texts for word in not_found(text, DEFAULT)} == set()


def finds(query: str, text: str, analyzer: Analyzer = DEFAULT) -> bool:
    """Whether a query and a text share a term."""
    return bool(analyzer.query(query).keys() & analyzer.document(text).counts.keys())


@pytest.mark.parametrize(
    "spellings",
    [
        ("Wi-Fi", "wifi", "wi fi", "WIFI", "Wi‑Fi"),
        ("e-commerce", "ecommerce", "e commerce"),
        ("T-shirt", "tshirt", "T-Shirts", "t shirt"),
        ("co-working", "coworking", "co working"),
        ("3,000", "3000", "3 000", "3\u202f000", "3'000", "3.000"),
        ("1,000,000", "1000000", "1 000 000"),
        ("500ml", "500 ml", "500-ml"),
        ("2.5GHz", "2.5 GHz", "2,5 GHz"),
        ("HDAC4", "HDAC-4", "hdac 4"),
        ("node.js", "nodejs", "Node.JS"),
        ("AT&T", "att", "at&t's"),
        ("L’Oréal", "loreal", "l'oreal", "LʼOREAL"),
        ("O'Reilly", "oreilly", "O´Reilly"),
        ("McDonald's", "mcdonalds", "McDonald’s"),
        ("Hawaiʻi", "hawai'i", "hawaii"),
        ("Zürich", "zurich", "ZU\u0308RICH"),
        ("smørrebrød", "smorrebrod"),
        ("Łódź", "lodz"),
        ("Straße", "strasse", "STRASSE"),
        ("İstanbul", "istanbul", "ISTANBUL"),
        ("ёлка", "елка"),
        ("محمد", "مُحَمَّد", "محـــمد"),
        ("أحمد", "احمد"),
        ("مدرسة", "مدرسه"),
        ("می‌خواهم", "میخواهم", "مي خواهم"),
        ("ירושלים", "יְרוּשָׁלַיִם"),
        ("צה״ל", "צהל", 'צה"ל'),
        ("software", "soft\u00adware", "soft\u2060ware", "soft\u200bware", "\ufeffsoftware"),
        ("H₂O", "h2o"),
        ("m²", "m2"),
        ("½", "1/2"),
        ("٣٠٠", "300"),
        ("v2.0.1", "2.0.1"),
        ("👍", "👍🏽"),
        ("❤", "❤️"),
    ],
    ids=lambda spellings: spellings[0],
)
def test_spellings_find_each_other(spellings: tuple[str, ...]) -> None:
    missing = [(q, text) for q in spellings for text in spellings if not finds(q, text)]
    assert missing == []


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("車", "自転車便"),
        ("気", "電気自動車"),
        ("京", "東京"),
        ("서울", "서울은 수도이다"),
        ("수도", "서울은 수도이다"),
        ("서울은", "서울"),
        ("ร", "รถยนต์"),
        ("ភ", "ភាសាខ្មែរ"),
        ("ລ", "ພາສາລາວ"),
        ("မ", "မြန်မာ"),
        ("10", "a lid of 10½ inch"),
        ("10", "about 10⁶ cells"),
        ("revenue", "record revenue¹ in March"),
        ("7", "built at №7 dock"),
        ("17", "C++17"),
        ("c++", "C++17"),
        ("c", "written in C#"),
        ("sunrise", "´Sunrise´ bakery"),
        ("roll", "rock´n´roll"),
        ("it", "IT"),
        ("Vitamin A", "Vitamin A"),
        ("The Who", "The Who"),
        ("🚀", "🚀 Launchpad"),
        ("💻", "👩‍💻"),
        ("ecommerce", "an e-commerce-platform"),
        ("avenue", "Boulangerie de l'avenue"),
        ("l'avenue", "avenue"),
    ],
)
def test_it_is_found(query: str, text: str) -> None:
    assert finds(query, text)


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("101", "a lid of 10½ inch"),
        ("106", "about 10⁶ cells"),
        ("5GHz", "a radio of 2.5GHz"),
        ("101", "10-1"),
        ("车", "自転車便"),
        ("java", "JavaScript"),
        ("ガ", "カ"),
    ],
)
def test_it_is_not_found(query: str, text: str) -> None:
    own = {token.term for token in DEFAULT.analyse_query(query) if token.role == "own"}
    assert not own & DEFAULT.document(text).counts.keys()

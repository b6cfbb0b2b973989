"""How the text of a file is decoded."""

import codecs
import io
from pathlib import Path

import pytest

from ingest.formats.encodings import detect_encoding, known_encoding
from search.errors import InputError
from tests.ingest.tables import rows_of

WESTERN = "name,city\nCafé Müller – Große “Liebe”,München\nSeñor Niño,São Paulo\nL’Opéra,Genève\n"
POLISH = (
    "name;description\nŁódź;Oprogramowanie do zarządzania małą firmą, które działa wszędzie i "
    "łączy ludzi\n"
)
RUSSIAN = "name,city\nКомпания Ромашка,Москва\nСтроительство домов,Санкт-Петербург\n"
JAPANESE = "name,city\n株式会社日本,東京\nソフトウェア開発会社,大阪\n"
CHINESE = "name,city\n北京科技有限公司,北京\n上海软件开发公司,上海\n"


@pytest.mark.parametrize(
    ("text", "written", "detected"),
    [
        ("name\nOakery\n", "ascii", "utf-8"),
        (WESTERN, "utf-8", "utf-8"),
        (WESTERN, "utf-8-sig", "utf-8"),
        (WESTERN, "utf-16", "utf-16"),
        (WESTERN, "utf-32", "utf-32"),
        (WESTERN, "cp1252", "cp1252"),
        ("name\nCafé\n", "cp1252", "cp1252"),
        (POLISH, "cp1250", "cp1250"),
        (RUSSIAN, "cp1251", "cp1251"),
        (RUSSIAN, "koi8-r", "koi8_r"),
        (JAPANESE, "cp932", "cp932"),
        (JAPANESE, "euc-jp", "euc_jp"),
        (CHINESE, "gb18030", "gb18030"),
    ],
)
def test_an_encoding_is_told_by_its_mark_or_guessed(text: str, written: str, detected: str) -> None:
    content = text.encode(written)
    assert detect_encoding(io.BytesIO(content)) == detected
    assert content.decode(detected).removeprefix("\ufeff") == text


@pytest.mark.parametrize("bom", [codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE])
def test_both_orders_of_utf_16_are_read(tmp_path: Path, bom: bytes) -> None:
    name = "utf-16-le" if bom == codecs.BOM_UTF16_LE else "utf-16-be"
    rows = rows_of(tmp_path, bom + "name\tcity\r\nCafé\tZürich\r\n".encode(name))
    assert [row.value for row in rows] == [{"name": "Café", "city": "Zürich"}]


def test_letters_far_into_a_file_are_looked_at_too() -> None:
    content = b"Oakery\n" * 100_000 + "Café\n".encode("cp1252")
    assert detect_encoding(io.BytesIO(content)) == "cp1252"


def test_utf_8_with_some_damaged_lines_is_utf_8() -> None:
    content = "Café\n".encode() * 3 + b"Caf\xe9\n"
    assert detect_encoding(io.BytesIO(content)) == "utf-8"


def test_a_character_on_the_edge_of_what_is_looked_at_is_no_damage() -> None:
    for shift in range(4):
        content = b"x" * shift + "😀".encode() * 100_000
        assert detect_encoding(io.BytesIO(content)) == "utf-8"


def test_rows_with_undecodable_bytes_are_rejected_and_the_others_kept(tmp_path: Path) -> None:
    content = "name\nCafé\nMüller\n".encode() + b"Caf\xe9\n" + b"Agro\n"
    assert [(row.number, row.value, row.problem) for row in rows_of(tmp_path, content)] == [
        (2, {"name": "Café"}, None),
        (3, {"name": "Müller"}, None),
        (4, "Caf\udcff\n", "not UTF-8; if it is in another encoding, use --encoding"),
        (5, {"name": "Agro"}, None),
    ]


def test_a_code_without_a_character_rejects_its_row(tmp_path: Path) -> None:
    content = "name\nCafé\nMüller\n".encode("cp1252") + b"x\x81\n"
    assert [row.problem for row in rows_of(tmp_path, content, encoding="cp1252")] == [
        None,
        None,
        "not CP1252; if it is in another encoding, use --encoding",
    ]


def test_an_encoding_that_is_said_is_used(tmp_path: Path) -> None:
    content = "name\nCafé\n".encode("mac_roman")
    assert rows_of(tmp_path, content, encoding="mac_roman")[0].value == {"name": "Café"}
    content = '{"name": "Café"}\n'.encode("cp1252")
    assert rows_of(tmp_path, content, encoding="latin-1")[0].value == {"name": "Café"}
    content = "name\nCafé\n".encode("utf-8-sig")
    assert rows_of(tmp_path, content, encoding="cp1252")[0].value == {"name": "Café"}
    content = "name\nCafé\n".encode("utf-16-le")
    assert rows_of(tmp_path, content, encoding="utf-16-le")[0].value == {"name": "Café"}


@pytest.mark.parametrize(("name", "known"), [("UTF8", "utf-8"), ("Latin-1", "iso8859-1")])
def test_an_encoding_may_be_said_by_any_of_its_names(name: str, known: str) -> None:
    assert known_encoding(name) == known


@pytest.mark.parametrize("name", ["klingon", "", "rot13", "base64", "\0", "idna"])
def test_what_is_no_text_encoding_is_refused(name: str) -> None:
    with pytest.raises(InputError, match=r"^--encoding: "):
        known_encoding(name)

"""Which format a file is in."""

from pathlib import Path

import pytest

from search.errors import SourceError
from tests.ingest.tables import gz, opened, parquet_bytes, zipped, zst

NONE = {"name": "", "description": "x"}


@pytest.mark.parametrize(
    ("name", "content", "description"),
    [
        ("x", b"name,city\nA,B\n", "CSV, “,” between fields, utf-8"),
        ("x.tsv", b"name\tcity\nA\tB\n", "CSV, tab between fields, utf-8"),
        ("x.txt", "name;Ort\nMüller;Köln\n".encode("cp1252"), "CSV, “;” between fields, cp1252"),
        ("x", b'{"name": "A"}\n', "JSON Lines (utf-8)"),
        ("x.csv", b'{"name": "A"}\n', "JSON Lines (utf-8)"),
        ("x", b'\n  {"name": "A"}', "JSON Lines (utf-8)"),
        ("x.json", b'{"name": "A"}\n{"name": "B"}\n', "JSON Lines (utf-8)"),
        ("x.json", b'{"name": "A"}', "JSON Lines (utf-8)"),
        ("x.ndjson.gz", gz(b'["name"]\n{"name": "A"}\n'), "JSON Lines (utf-8)"),
        ("x", b'[{"name": "A"}]', "JSON array (utf-8)"),
        ("x.csv", b' [\n\n{"name": "A"}]', "JSON array (utf-8)"),
        ("x.json", "[{}]".encode("utf-16"), "JSON array (utf-16)"),
        ("x", b"[name],[city]\nA,B\n", "CSV, “,” between fields, utf-8"),
        ("x", b"{name},city\nA,B\n", "CSV, “,” between fields, utf-8"),
        ("x", parquet_bytes([{"name": "A"}]), "Parquet"),
        ("x.csv", zst(parquet_bytes([{"name": "A"}])), "Parquet"),
        ("x", zipped(b"name,city\nA,B\n"), "CSV, “,” between fields, utf-8"),
        ("x", b"ORCID,name\n1,A\n", "CSV, “,” between fields, utf-8"),
    ],
)
def test_content_tells_the_format_and_the_name_only_where_it_does_not(
    tmp_path: Path, name: str, content: bytes, description: str
) -> None:
    with opened(tmp_path, content, name) as source:
        assert source.about[0] == f"{tmp_path / name}: {description}"


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "is empty"),
        (b" \r\n\t\n", "is empty"),
        (b"\xef\xbb\xbf", "is empty"),
        (gz(b""), "is empty"),
        (b"%PDF-1.7\n\xb5\xed\x00\x01", "is a PDF"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\r", "is a picture"),
        (b"SQLite format 3" + b"\0" * 20, "is an SQLite database"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "is an old Office document"),
        (b"BZh91AY&SY\x94\x0c\x01", "is compressed with bzip2"),
        (b"\xfd7zXZ\0\0", "is compressed with xz"),
        (gz(gz(b"name\nA\n")), "is compressed twice"),
        (zst(zipped(b"name\nA\n")), "is compressed twice"),
        (gz(b"rows.csv" + b"\0" * 249 + b"ustar\0" + b"\0" * 250), "is a tar archive"),
        (b"<!DOCTYPE html><html>", "is a web page or XML"),
        (b"\n<?xml version='1.0'?><rows/>", "is a web page or XML"),
        ("name,city\nA,B\n".encode("utf-16-le"), "looks like UTF-16 .*--encoding utf-16-le"),
        ("name,city\nA,B\n".encode("utf-16-be"), "looks like UTF-16 .*--encoding utf-16-be"),
        (bytes(range(256)) * 10, "is not text but binary data"),
        (b"\0" * 1_000, "is not text but binary data"),
        (b"PAR1", "is cut off or damaged at its beginning"),
        (b"\x1f\x8b", "is cut off or damaged at its beginning"),
        (b"PK\x03\x04", "cannot be unpacked"),
    ],
)
def test_what_is_no_table_is_named_with_what_to_do(
    tmp_path: Path, content: bytes, why: str
) -> None:
    with pytest.raises(SourceError, match=f"table {why}"), opened(tmp_path, content):
        pass


def test_a_file_of_json_by_its_name_is_read_as_json_however_it_begins(tmp_path: Path) -> None:
    with opened(tmp_path, b'name\n{"name": "A"}\n', "x.jsonl") as source:
        assert [row.problem for row in source.rows()] == ["not JSON (expecting value)", None]

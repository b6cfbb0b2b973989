"""The bundled start-ups: complete, consistent, and worth searching."""

import json
import re
import unicodedata
from collections import Counter
from itertools import combinations
from typing import Any
from urllib.parse import urlsplit

import pytest
from simple_icons_pack import get_icon

from ingest.documents.rows import to_document
from ingest.sources.catalog import SAMPLE

TEXT = SAMPLE.read_text("utf-8")
ROWS: list[dict[str, Any]] = [json.loads(line) for line in TEXT.splitlines()]
NEEDED = ["id", "name", "images", "alt", "description", "link", "city", "sector"]
PLACEHOLDERS = (
    r"lorem ipsum|\btodo\b|\btbd\b|innovative solution|leading platform|cutting-edge|"
    "revolutioni[sz]|one-stop|empower|seamless|world-class|game-chang|state-of-the-art"
)


def shingles(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.casefold())
    return set(zip(*(words[start:] for start in range(5)), strict=False))


def folded(city: str) -> str:
    plain = unicodedata.normalize("NFD", city)
    return re.sub(r"[^a-z]", "", "".join(c for c in plain if not unicodedata.combining(c)).lower())


def test_there_are_enough_of_every_sort() -> None:
    assert len(ROWS) >= 800
    assert len({row["city"] for row in ROWS}) >= 60
    assert len({row["sector"] for row in ROWS}) >= 40
    assert sum("brand_icon" in row for row in ROWS) >= len(ROWS) / 3


def test_the_file_is_plain_json_lines() -> None:
    assert TEXT.endswith("\n") and not TEXT.startswith("\ufeff")
    assert "\\u" not in TEXT


def test_every_row_is_whole() -> None:
    for row in ROWS:
        assert is_whole(row), row["name"]


def is_whole(row: dict[str, Any]) -> bool:
    description = row["description"]
    return (
        [key for key in row if key not in ("founded", "brand_icon")] == NEEDED
        and all(row[key] == row[key].strip() for key in NEEDED)
        and row["images"] == ""
        and row["alt"].startswith(f"{row['name']} - ")
        and 100 <= len(description) <= 600
        and len(re.findall(r"[.!?](?=[\s”’\")]|$)", description)) >= 2
        and not re.search(PLACEHOLDERS, description, re.IGNORECASE)
        and bool(re.fullmatch(r"https://[^/\s]+(/[^/\s]+)*", row["link"]))
        and "," not in row["city"]
        and 2000 <= row.get("founded", 2000) <= 2025
        and ("brand_icon" not in row or get_icon(row["brand_icon"]) is not None)
        and bool(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", row["id"]))
        and to_document(row).source_id == row["id"]
    )


@pytest.mark.parametrize("key", ["id", "name", "link", "description", "brand_icon"])
def test_nothing_occurs_twice(key: str) -> None:
    counts = Counter(row[key].casefold() for row in ROWS if key in row)
    assert [value for value, count in counts.items() if count > 1] == []


def test_no_website_occurs_twice() -> None:
    hosts = Counter((urlsplit(row["link"]).hostname or "").removeprefix("www.") for row in ROWS)
    assert [host for host, count in hosts.items() if count > 1] == []


def test_a_city_is_always_spelled_the_same() -> None:
    spellings: dict[str, set[str]] = {}
    for row in ROWS:
        spellings.setdefault(folded(row["city"]), set()).add(row["city"])
    assert [names for names in spellings.values() if len(names) > 1] == []


def test_no_two_descriptions_are_nearly_the_same() -> None:
    cut = [(row["name"], shingles(row["description"])) for row in ROWS]
    alike = [
        (one, other)
        for (one, first), (other, second) in combinations(cut, 2)
        if len(first & second) > 0.2 * len(first | second)
    ]
    assert alike == []


def test_few_descriptions_begin_with_the_name() -> None:
    own = [row for row in ROWS if row["description"].startswith(row["name"])]
    assert len(own) < len(ROWS) / 4


QUERIES = [
    json.loads(line) for line in SAMPLE.with_name("queries.jsonl").read_text("utf-8").splitlines()
]
QRELS = [line.split("\t") for line in SAMPLE.with_name("qrels.tsv").read_text("utf-8").splitlines()]


def test_there_are_judged_queries_of_every_kind() -> None:
    kinds = Counter(query["metadata"]["kind"] for query in QUERIES)
    assert len(QUERIES) >= 60
    assert set(kinds) == {
        *("name", "rare word", "category", "synonym", "need"),
        *("misspelling", "other language", "city"),
    }
    assert min(kinds.values()) >= 8
    assert len({query["_id"] for query in QUERIES}) == len({q["text"] for q in QUERIES}) == 96


def test_judgments_are_of_queries_and_documents_that_exist() -> None:
    header, *judgments = QRELS
    assert header == ["query-id", "corpus-id", "score"]
    documents = {to_document(row).source_id: row for row in ROWS}
    queries = {query["_id"]: query for query in QUERIES}
    assert len({(query, document) for query, document, _ in judgments}) == len(judgments)
    for query, document, score in judgments:
        cities = queries[query]["metadata"].get("city", [documents[document]["city"]])
        assert score in ("1", "2", "3")
        assert documents[document]["city"] in cities, (query, document)
    found = {query for query, _, score in judgments if score in ("2", "3")}
    assert found == set(queries)

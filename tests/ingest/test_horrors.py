"""A hundred inputs that nobody should have: each is told in one sentence or accounted for.

Whatever happens, what was served before is served afterwards, and nothing else is left behind.
"""

import json
import shutil
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow as pa
import pytest

from ingest.sources.protocols import MAX_ROW
from search.store.embedded.store import EdgeStore
from tests.fakes import COMPANIES, build
from tests.ingest.conftest import Run
from tests.ingest.helpers import companies, documents, generations
from tests.ingest.tables import (
    csv_bytes,
    gz,
    json_bytes,
    jsonl_bytes,
    parquet_bytes,
    tsv_bytes,
    zipped,
    zst,
)

Content = bytes | Callable[[], bytes]


class Account(NamedTuple):
    """What becomes of the rows of an input that can be used."""

    indexed: int
    duplicate: int = 0
    rejected: int = 0
    conflicting: int = 0


ONE, TWO, THREE = COMPANIES[:1], COMPANIES[:2], COMPANIES[:3]
MANY = [{"id": n, "name": f"Company {n}", "description": "Oak tables."} for n in range(300)]
HEAD = b"id,name,description\n"
PADDED = [{"name": "A", "description": " ".join(str(n) for n in range(5_000))}]


def lines(count: int) -> bytes:
    return b"".join(b"%d,Company %d,Oak\n" % (n, n) for n in range(count))


def changed(content: bytes, at: int, by: bytes) -> bytes:
    return content[:at] + by + content[at + len(by) :]


def nested(depth: int) -> bytes:
    return b'{"name": "A", "x": ' + b"[" * depth + b"]" * depth + b"}\n"


HORRORS: dict[str, tuple[Content, Account | str]] = {
    # empty and nearly so
    "nothing": (b"", "is empty"),
    "one newline": (b"\n", "is empty"),
    "white space": (b" \t\r\n" * 1_000, "is empty"),
    "a byte order mark": (b"\xef\xbb\xbf", "is empty"),
    "UTF-16's mark": (b"\xff\xfe", "is empty"),
    "gz of nothing": (gz(b""), "is empty"),
    "zst of nothing": (zst(b""), "is empty"),
    "zip of nothing": (zipped(b""), "is empty"),
    "one letter": (b"x", "No usable row among 0"),
    "an empty array": (b"[]", "No usable row among 0"),
    "an empty object": (b"{}", "No usable row among 1"),
    "column names only": (HEAD, "No usable row among 0"),
    "parquet without rows": (parquet_bytes([{"name": "A"}])[:0] + b"PAR1", "cut off or damaged"),
    # one to three rows
    "one row of CSV": (csv_bytes(ONE), Account(1)),
    "two rows of TSV": (tsv_bytes(TWO), Account(2)),
    "three rows of JSON Lines": (jsonl_bytes(THREE), Account(3)),
    "one row without line end": (jsonl_bytes(ONE).strip(), Account(1)),
    "one object": (b'{"name": "A"}', Account(1)),
    "two rows of an array": (json_bytes(TWO), Account(2)),
    "three rows of Parquet": (parquet_bytes(THREE), Account(3)),
    "one column": (b"name\nA\nB\n", Account(2)),
    "one cell": (b"name\nA", Account(1)),
    # cut off
    "gz cut in the middle": (gz(jsonl_bytes(MANY))[:900], "cut off or damaged after line"),
    "gz without its end": (gz(jsonl_bytes(MANY))[:-4], "cut off or damaged after line 300"),
    "gz of ten bytes": (gz(jsonl_bytes(MANY))[:10], "cut off or damaged at its beginning"),
    "gz with a wrong checksum": (changed(gz(lines(9)), -8, b"\0\0\0\0"), "cut off or damaged"),
    "gz with more after it": (gz(HEAD + lines(300)) + b"more", "cut off or damaged"),
    "zst cut in the middle": (zst(jsonl_bytes(MANY))[:400], "cut off or damaged"),
    "zst with more after it": (zst(HEAD + lines(9)) + b"more", "cut off or damaged"),
    "zip cut in the middle": (zipped(jsonl_bytes(MANY))[:900], "cannot be unpacked"),
    "zip with wrong bytes": (changed(zipped(lines(300)), 80, b"\xff" * 9), "cut off or damaged"),
    "Parquet cut in the middle": (parquet_bytes(MANY)[:900], "cut off or damaged"),
    "Parquet without its beginning": (parquet_bytes(MANY)[9:], "is not text but binary"),
    "Parquet with wrong bytes": (changed(parquet_bytes(MANY), 30, b"\xff" * 300), "damaged"),
    "Parquet with a wrong footer": (changed(parquet_bytes(MANY), -300, b"\xff" * 290), "damaged"),
    "an array without its end": (json_bytes(MANY)[:-2], "the JSON array does not end"),
    "an array cut inside a text": (b'[{"name": "A"}, {"name": "B', "after row 1"),
    "JSON Lines cut inside a row": (jsonl_bytes(MANY)[:-9], Account(299, rejected=1)),
    "CSV cut inside a row": (HEAD + lines(9)[:-5], Account(9)),
    "CSV cut inside quotes": (HEAD + lines(9) + b'9,"A', Account(9, rejected=1)),
    # packings that are not what they should be
    "a zip with two members": (zipped(lines(9), "a", "b"), "has 2 members"),
    "a zip with a hundred members": (zipped(b"x", *map(str, range(100))), "has 100 members"),
    "a zip that leads out of the folder": (zipped(HEAD + lines(9), "../../x"), Account(9)),
    "an Office document": (zipped(b"x", "[Content_Types].xml", "y"), "is an Office document"),
    "a zip in a gz": (gz(zipped(lines(9))), "is compressed twice"),
    "gz ten times": (gz(gz(gz(gz(lines(9))))), "is compressed twice"),
    "two gz files in one": (gz(HEAD + lines(5)) + gz(b"5,E,Elm\n"), Account(6)),
    "Parquet in a gz": (gz(parquet_bytes(THREE)), Account(3)),
    "raw deflate": (zlib.compress(lines(9)), "is not text but binary"),
    "the beginning of a gz only": (b"\x1f\x8b", "cut off or damaged"),
    "the beginning of a zst only": (b"\x28\xb5\x2f\xfd", "cut off or damaged"),
    "the beginning of a zip only": (b"PK\x03\x04", "cannot be unpacked"),
    # binary
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "is a picture"),
    "a PDF": (b"%PDF-1.7\n" + bytes(range(256)), "is a PDF"),
    "a database": (b"SQLite format 3\0" + bytes(500), "is an SQLite database"),
    "zeros": (bytes(10_000), "is not text but binary"),
    "every byte": (bytes(range(256)) * 40, "is not text but binary"),
    "a pickle": (b"\x80\x04\x95\x0c\0\0\0\0\0\0\0cos\nsystem\n.", "is not text but binary"),
    "a web page": (b"<!doctype html>\n<table><tr><td>name</table>", "is a web page or XML"),
    # encodings
    "Western": ("name,city\nCafé,Köln\n".encode("cp1252"), Account(1)),
    "UTF-16": ("name,city\nCafé,Köln\n".encode("utf-16"), Account(1)),
    "UTF-32": ("name\tcity\nCafé\tKöln\n".encode("utf-32"), Account(1)),
    "UTF-16 cut inside a letter": ("name\nA\nB\n".encode("utf-16")[:-1], Account(1, rejected=1)),
    "UTF-16 without a mark": ("name,city\nA,B\n".encode("utf-16-le"), "say which with --encoding"),
    "Shift JIS": ("名前,name\n株式会社,東京の会社\n".encode("cp932"), Account(1)),
    "JSON that is Western": ('{"name": "Café"}\n'.encode("cp1252"), "not UTF-8"),
    "JSON that is UTF-16": (jsonl_bytes(TWO).decode().encode("utf-16"), Account(2)),
    "one bad byte": ("name\nCafé\nKöln\n".encode() + b"\xff\n", Account(2, rejected=1)),
    "bad bytes in a name of a column": (b"name,\xff\nA,B\n", Account(1)),
    "a lone surrogate": (b'{"name": "\\ud800"}\n{"name": "B"}\n', Account(1, rejected=1)),
    "a lone surrogate in UTF-8": (b'{"name": "\xed\xa0\x80"}\n{"name": "B"}\n', Account(1, 0, 1)),
    "zero characters": (b'{"name": "\\u0000"}\n{"name": "B\\u0000"}\n', Account(2)),
    "mixed line ends": (b"name\nA\r\nB\rC\n\r\nD", Account(4)),
    "a mark in the middle": (b"name\n\xef\xbb\xbfA\n", Account(1)),
    # rows that do not fit
    "duplicate ids": (HEAD + b"1,A,x\n1,B,y\n1,C,z\n2,D,w\n", Account(2, conflicting=2)),
    "the same row a thousand times": (HEAD + b"1,A,x\n" * 1_000, Account(1, duplicate=999)),
    "too many fields": (HEAD + b"1,A,x\n2,B,y,z\n3,C,w\n", Account(2, rejected=1)),
    "too few fields": (HEAD + b"1,A,x\n2\n3,C,w\n", Account(2, rejected=1)),
    "no field fits": (HEAD + b"1\n2\n3\n", "looks like a name or a description"),
    "broken quotes": (HEAD + b'1,"A"a,x\n2,B,y\n', Account(2)),
    "broken quotes over lines": (HEAD + b'1,"A "a"\nb",x\n2,B,y\n', Account(1, rejected=1)),
    "a quote too many": (HEAD + b'1,"A,x\n2,B,y\n3,C,z\n', Account(3)),
    "only quotes": (HEAD + b'"\n"\n"\n', "No usable row among 2"),
    "line ends in quotes": (HEAD + b'1,"A\n\n\r\nB",x\n2,C,y\n', Account(2)),
    "rows without text": (HEAD + b"1,,\n2, ,\t\n3,A,x\n", Account(1, rejected=2)),
    "empty rows": (HEAD + b"\n\n1,A,x\n,,\n\n", Account(1, rejected=1)),
    "names of columns twice": (b"name,name,name\nA,B,C\n", Account(1)),
    "columns without names": (b",name,\n1,A,2\n", Account(1)),
    "no names of columns": (b"https://a.example,A\nhttps://b.example,B\n", Account(2)),
    "only numbers": (b"a,b\n1,2\n3,4\n", "looks like a name or a description"),
    "a delimiter in every text": (b"name;description\nA;b,c,d\nE;f,g\n", Account(2)),
    "rows of other formats": (jsonl_bytes(TWO) + lines(3), Account(2, rejected=3)),
    # JSON
    "nested twenty deep": (nested(20), Account(1)),
    "nested 1,000 deep": (nested(1_000) + b'{"name": "B"}\n', Account(1, rejected=1)),
    "nested 100,000 deep": (nested(100_000) + b'{"name": "B"}\n', Account(1, rejected=1)),
    "nested as a name": (b'{"name": {"en": "A"}}\n{"name": "B"}\n', Account(2)),
    "numbers as names": (b'[{"name": 7}, {"name": 1e5}, {"name": NaN}]', Account(2, rejected=1)),
    "a number without end": (b'[{"x": ' + b"9" * 5_000 + b'}, {"name": "B"}]', Account(1, 0, 1)),
    "infinite numbers": (b'{"name": "A", "x": Infinity, "y": 1e999}\n', Account(1)),
    "every kind of value": (b'[1, "x", null, true, [], {}, {"name": "A"}]', Account(2, rejected=5)),
    "keys twice": (b'{"name": "A", "name": "B"}\n', Account(1)),
    "an object over lines": (b'{\n "rows": [{"name": "A"}]\n}\n', Account(1)),
    "two arrays": (b'[{"name": "A"}]\n[{"name": "B"}]\n', Account(2)),
    "commas too many": (b'[{"name": "A"},, {"name": "B"},]', Account(2, rejected=1)),
    "JavaScript": (b"[{name: 'A'}, {\"name\": \"B\"}]", Account(1, rejected=1)),
    # large
    "a giant line": (lambda: HEAD + b"1," + b"x" * MAX_ROW + b",y\n2,B,z\n", Account(1, 0, 1)),
    "a giant line of JSON": (
        lambda: b'{"name": "' + b"x" * MAX_ROW + b'"}\n{"name": "B"}\n',
        Account(1, rejected=1),
    ),
    "a giant element": (
        lambda: b'[{"name": "' + b"x" * MAX_ROW + b'"}, {"name": "B"}]',
        Account(1, rejected=1),
    ),
    "a giant cell": (HEAD + b"1,A," + b"x" * 200_001 + b"\n2,B,y\n", Account(2)),
    "a giant name of a column": (b"name," + b"x" * 9_000 + b"\nA,B\n", Account(2)),
    "a bomb": (lambda: gz(HEAD + b"1,A," + b"x" * 3 * MAX_ROW + b"\n2,B,y\n"), Account(1, 0, 1)),
    "10,000 columns": (
        csv_bytes([{"name": "A", **{f"c{n}": "" for n in range(9_999)}}]), Account(1)
    ),
    "10,000 full columns": (
        csv_bytes([{"name": "A", **{f"c{n}": "x" * 20 for n in range(9_999)}}]),
        Account(1),
    ),
    "10,000 columns of Parquet": (
        lambda: parquet_bytes([{"name": "A", **{f"c{n}": "" for n in range(9_999)}}]), Account(1)
    ),
    "a long text": (csv_bytes(PADDED), Account(1)),
}  # fmt: skip


def accounted(values: dict[str, Any]) -> bool:
    ends = ("indexed", "updated", "unchanged", "duplicate", "conflicting", "merged", "rejected")
    return bool(values["read"] == sum(values[name] for name in ends))


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> EdgeStore:
    """A store that serves something, made once: no test may change it."""
    store = EdgeStore(tmp_path_factory.mktemp("served") / "data")
    build(store, companies("old", 5), "before")
    return store


@pytest.fixture
def embedded_store(served: EdgeStore) -> EdgeStore:
    """What ``run`` builds into."""
    return served


def test_there_are_a_hundred_of_them() -> None:
    assert len(HORRORS) >= 100


@pytest.mark.parametrize("horror", HORRORS)
def test_a_horror_is_told_in_one_sentence_or_accounted_for(
    run: Run, served: EdgeStore, tmp_path: Path, horror: str
) -> None:
    content, expected = HORRORS[horror]
    path = tmp_path / "horror"
    path.write_bytes(content() if callable(content) else content)
    before = generations(served, "before")
    told = isinstance(expected, str)
    dataset = "before" if told else "horror"
    status, out, err = run("file", path, "--dataset", dataset, "--replace", "--json")
    if isinstance(expected, str):
        assert (status, out) == (1, "")
        error = err.splitlines()[-1]
        assert error.startswith("error: ") and error.isprintable() and len(error) < 1_000
        assert expected in error
    else:
        values = json.loads(out)
        assert (status, accounted(values)) == (0, True)
        ends = ("indexed", "duplicate", "rejected", "conflicting")
        assert Account(*(values[end] for end in ends)) == expected
        assert len(documents(served, "horror")) == values["documents"] == expected.indexed
        assert len(generations(served, "horror")) == 1
        shutil.rmtree(served.root / "horror")
    assert len(documents(served, "before")) == 5
    assert generations(served, "before") == before
    assert {file.name for file in served.root.iterdir()} == {"before"}
    assert pa.total_allocated_bytes() < 64 * 2**20

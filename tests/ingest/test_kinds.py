"""Further files of the kinds in the cases: the names of their rows, the lines set aside."""

import random
from pathlib import Path

import pytest

from ingest.sources.catalog import Choices
from ingest.sources.protocols import Row
from search.errors import NvkError, SourceError
from tests.ingest.tables import rows_of

KINDS: list[tuple[str, bytes, list[str], int]] = [
    (
        "title2.csv",
        b"Report 2024,,\nFilter: city = Oslo,,\n\nname,description,city\nOak,Tables,Oslo\nLamp,Solar,Accra\n",
        ["Oak", "Lamp"],
        2,
    ),
    (
        "twoheaders.csv",
        b"Company,,Address,\nname,about,street,city\nOak,Tables,1 Main,Oslo\nLamp,Solar,2 Side,Accra\n",
        ["Oak", "Lamp"],
        0,
    ),
    (
        "twoheaders_rep.csv",
        b"2023,,2024,\nname,sales,staff,sales\nOak,1,2,3\nLamp,4,5,6\n",
        ["Oak", "Lamp"],
        0,
    ),
    ("units.csv", b"name,price,weight\n,EUR,kg\nOak,3,4\nLamp,5,6\n", ["Oak", "Lamp"], 0),
    ("md.csv", b"name|city\n---|---\nOak|Oslo\nLamp|Accra\n", ["Oak", "Lamp"], 0),
    (
        "footer3.csv",
        b"name;price\nOak;3\nLamp;5\nTotal;8\n\nSource: Chamber of Commerce\n",
        ["Oak", "Lamp"],
        2,
    ),
    (
        "psql.csv",
        b" name | city \n------+------\n Oak  | Oslo\n Lamp | Accra\n(2 rows)\n",
        ["Oak", "Lamp"],
        1,
    ),
    ("rownames.csv", b'"name","city"\n"1","Oak","Oslo"\n"2","Lamp","Accra"\n', ["Oak", "Lamp"], 0),
    ("years.csv", b"name,2019,2020\nOak,1,2\nLamp,3,4\n", ["Oak", "Lamp"], 0),
    (
        "comment2.csv",
        b"# generated 2024\n# by tool\nname,city\nOak,Oslo\n# note\nLamp,Accra\n",
        ["Oak", "Lamp"],
        3,
    ),
    ("hashhead.csv", b"# name,city\nOak,Oslo\nLamp,Accra\n", ["Oak", "Lamp"], 0),
    ("tilde.csv", b"name~description\nOak~Tables, chairs\nLamp~Solar; good\n", ["Oak", "Lamp"], 0),
    ("semi_dec.csv", b"name;price;lat\nOak;1,5;2,5\nLamp;2,5;3,5\n", ["Oak", "Lamp"], 0),
    ("single2.csv", b"'name';'city'\n'Oak; Ash';'Oslo'\n'Lamp';'Accra'\n", ["Oak; Ash", "Lamp"], 0),
    ("apos.csv", b"name,city\n'Tis Oak,Oslo\nL'Oreal,Paris'\n", ["'Tis Oak", "L'Oreal"], 0),
    ("blank2.csv", b'id, name, note\n1, "Oak, Ash", x\n2, Lamp, y\n', ["Oak, Ash", "Lamp"], 0),
    (
        "bs2.csv",
        b'name,description\nOak\\, Ash,Tables\nLamp,"a \\"b\\" c"\nFern,\\N\n',
        ["Oak, Ash", "Lamp", "Fern"],
        0,
    ),
    ("path.csv", b'name,description\nOak,"C:\\dir\\"\nLamp,"C:\\x"\n', ["Oak", "Lamp"], 0),
    ("tsvq.tsv", b'name\tdescription\n"Oak\tAsh"\tTables\nLamp\tx\n', ["Oak\tAsh", "Lamp"], 0),
    ("tsv2.tsv", b'id\tname\n1\t"Heroes"\n2\t"Giants"\n', ['"Heroes"', '"Giants"'], 0),
    ("multi.csv", b'name,description\nOak,"line one\nline two"\nLamp,x\n', ["Oak", "Lamp"], 0),
    ("quoted_all.csv", b'"name;city"\n"Oak;Oslo"\n"Lamp;Accra"\n', ["Oak", "Lamp"], 0),
    (
        "short.csv",
        b"name,description,city\nOak,Tables,Oslo\nLamp\n\nFern,Green\n",
        ["Oak", "Lamp", "Fern"],
        0,
    ),
    (
        "wrapped2.json",
        b'{"status":"ok","count":2,"response":{"results":[{"name":"Oak"},{"name":"Lamp"}]}}',
        ["Oak", "Lamp"],
        0,
    ),
    (
        "dummy.json",
        b'{"products":[{"name":"Oak","tags":["a"]},{"name":"Lamp"}],"total":2,"skip":0}',
        ["Oak", "Lamp"],
        0,
    ),
    (
        "es.json",
        b'{"took":1,"hits":{"total":{"value":1},"hits":[{"_id":"1","_score":1,"_source":{"name":"Oak"}}]}}',
        ["Oak"],
        0,
    ),
    (
        "split.json",
        b'{"columns":["name","city"],"index":[0,1],"data":[["Oak","Oslo"],["Lamp","Accra"]]}',
        ["Oak", "Lamp"],
        0,
    ),
    ("lists.json", b'{"name":["Oak","Lamp"],"city":["Oslo","Accra"]}', ["Oak", "Lamp"], 0),
    (
        "prettywrap.json",
        b'{\n "data": [\n  {"name": "Oak"},\n  {"name": "Lamp"}\n ]\n}\n',
        ["Oak", "Lamp"],
        0,
    ),
    ("arrlines.jsonl", b'["name","city"]\n["Oak","Oslo"]\n["Lamp","Accra"]\n', ["Oak", "Lamp"], 1),
    ("trail.json", b'[{"name":"Oak",},{"name":"Lamp",},]', ["Oak", "Lamp"], 0),
    ("bomwrap.json", b'\xef\xbb\xbf{"data":[{"name":"Oak"}]}', ["Oak"], 0),
    ("onenest.json", b'{"name":"Oak","reviews":[{"text":"good"}]}', ["Oak"], 0),
    ("rs2.json", b'\x1e{"name":"Oak"}\n\x1e{"name":"Lamp"}\n', ["Oak", "Lamp"], 0),
    (
        "update.ndjson",
        b'{"update":{"_id":"1"}}\n{"doc":{"name":"Oak"}}\n{"delete":{"_id":"2"}}\n{"index":{}}\n{"name":"Lamp"}\n',
        ["Oak", "Lamp"],
        3,
    ),
    (
        "keyedpretty.json",
        b'{\n "a": {"name": "Oak"},\n "b": {"name": "Lamp"}\n}',
        ["Oak", "Lamp"],
        0,
    ),
]
CASES = Path(__file__).parent / "cases"


@pytest.mark.parametrize(("name", "content", "names", "aside"), KINDS, ids=[k[0] for k in KINDS])
def test_every_line_is_a_row_or_set_aside(
    tmp_path: Path, name: str, content: bytes, names: list[str], aside: int
) -> None:
    found = rows_of(tmp_path, content, name)
    rows = [row for row in found if not row.aside]
    assert [row.problem for row in rows] == [None] * len(names)
    assert [row.value["name"] for row in rows] == names
    assert len(found) - len(rows) == aside


def test_a_file_without_a_header_has_numbered_columns(tmp_path: Path) -> None:
    content = b"Oak;2019;Oslo\nLamp;2020;Oslo\n"
    values = {"column 1": "Oak", "column 2": "2019", "column 3": "Oslo"}
    choices = Choices({"name": "column 1"})
    assert rows_of(tmp_path, content, choices=choices)[0] == Row(1, values)
    assert rows_of(tmp_path, b"name;x\nA;B\n", header_line=0, choices=choices)[0].value == {
        "column 1": "name",
        "column 2": "x",
    }
    content = b"A;B\nOak;Lamp\nC;D\n"
    assert rows_of(tmp_path, content, header_line=2, choices=Choices({"name": "Oak"}))[
        -1
    ].value == {
        "Oak": "C",
        "Lamp": "D",
    }


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("a.csv", b"name::description\nOak::Tables\nLamp::Solar\n", "“::” between its fields.*sed"),
        (
            "a.json",
            b'{"firms":[{"name":"Oak"}],"people":[{"name":"Ann"}]}',
            "several lists .firms, people.*jq",
        ),
        ("a.json", b'{"data":[{"name":"Oak"},{"name":"La', "cut off or damaged"),
    ],
)
def test_what_cannot_be_told_is_refused_with_what_to_do(
    tmp_path: Path, name: str, content: bytes, why: str
) -> None:
    with pytest.raises(SourceError, match=why):
        rows_of(tmp_path, content, name)


def mutated(content: bytes, chance: random.Random) -> bytes:
    """The content with a few bytes removed, doubled, replaced or moved."""
    data = bytearray(content)
    for _ in range(chance.randint(1, 4)):
        at, size = chance.randrange(len(data) + 1), chance.randint(1, 8)
        piece = data[at : at + size]
        kind = chance.randrange(4)
        if kind == 0:
            del data[at : at + size]
        elif kind == 1:
            data[at:at] = piece
        elif kind == 2:
            data[at : at + 1] = chance.choice(
                [b'"', b",", b"\n", b"\\", b"\xff", b"{", b"]", b"\0"]
            )
        else:
            data[chance.randrange(len(data) + 1) :] += piece
    return bytes(data)


def fuzz(folder: Path, seed: int, rounds: int) -> None:
    chance = random.Random(seed)
    files = [path for path in sorted(CASES.iterdir()) if path.stat().st_size < 5_000]
    for _ in range(rounds):
        path = chance.choice(files)
        content = mutated(path.read_bytes(), chance)
        try:
            rows = rows_of(folder, content, "mutated" + "".join(path.suffixes))
        except NvkError as error:
            assert "\n" not in str(error).strip()
        else:
            numbers = [row.number for row in rows]
            assert numbers == sorted(numbers), content


def test_mutated_files_are_read_or_refused(tmp_path: Path) -> None:
    fuzz(tmp_path, seed=1, rounds=60)


@pytest.mark.soak
@pytest.mark.timeout(900)
@pytest.mark.parametrize("seed", range(10))
def test_many_mutated_files_are_read_or_refused(tmp_path: Path, seed: int) -> None:
    fuzz(tmp_path, seed, rounds=3_000)

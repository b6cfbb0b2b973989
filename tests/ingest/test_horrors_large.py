"""Horrors by the thousand and by the gigabyte: damage at random places, and bombs."""

import gzip
import json
import random
import subprocess
import sys
import zipfile
from collections.abc import Iterable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from search.errors import NvkError
from tests.ingest.tables import FORMATS, PACKINGS, documents_of, opened

ROWS = [
    {"id": number, "name": f"Café {number}", "description": 'Oak, "elm";\n\ttables', "city": "Köln"}
    for number in range(40)
]
ROOT = Path(__file__).parents[2]
MIB = 2**20
READER = """
import json, resource, sys
from pathlib import Path
from ingest.sources.catalog import Choices, local
from ingest.sources.files import Spool

with Spool(Path(sys.argv[2])) as spool:
    source = local(Path(sys.argv[1]), spool, Choices({"name": "name"}))
    counts = {}
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for row in source.rows():
        counts[row.problem or ""] = counts.get(row.problem or "", 0) + 1
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(json.dumps([counts, (after - before) / 1024]))
"""


def damaged(content: bytes, chance: random.Random) -> bytes:
    """Some bytes changed, cut out, put in twice, or the end cut off."""
    broken = bytearray(content)
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(broken) or 1)
        to = at + chance.randint(1, 20)
        match chance.randrange(4):
            case 0:
                broken[at:to] = chance.randbytes(chance.randint(1, 20))
            case 1:
                del broken[at:to]
            case 2:
                broken[at:at] = broken[at:to]
            case 3:
                del broken[chance.randint(at, len(broken)) :]
    return bytes(broken)


def survive(folder: Path, format_: str, packing: str, seed: int) -> None:
    """Reads one damaged file: every row is a document or has a reason, or all is one sentence."""
    content = FORMATS[format_](ROWS)
    content = PACKINGS[packing](content) if packing else content
    try:
        with opened(folder, damaged(content, random.Random(seed))) as source:
            documents, reasons = documents_of(source)
            assert len(documents) + len(reasons) == sum(1 for _ in source.rows())
    except NvkError as error:
        assert str(error)
        assert len(str(error)) < 1_500


@pytest.mark.parametrize("packing", ["", *PACKINGS])
@pytest.mark.parametrize("format_", FORMATS)
def test_random_damage_is_told_or_accounted_for(tmp_path: Path, format_: str, packing: str) -> None:
    for seed in range(30):
        survive(tmp_path, format_, packing, seed)


@pytest.mark.soak
@pytest.mark.parametrize("packing", ["", *PACKINGS])
@pytest.mark.parametrize("format_", FORMATS)
def test_much_random_damage_is_told_or_accounted_for(
    tmp_path: Path, format_: str, packing: str
) -> None:
    for seed in range(100, 5_000):
        survive(tmp_path, format_, packing, seed)


def read_apart(path: Path) -> tuple[dict[str, int], float]:
    """Rows by their problem, and how many MiB reading them took in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-c", READER, str(path), str(path.parent)],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    counts, mebibytes = json.loads(done.stdout)
    return counts, mebibytes


def gz_file(path: Path, parts: Iterable[bytes]) -> Path:
    with gzip.open(path, "wb", compresslevel=1) as file:
        file.writelines(parts)
    return path


def zip_file(path: Path, parts: Iterable[bytes]) -> Path:
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("rows", "w", force_zip64=True) as file,
    ):
        file.writelines(parts)
    return path


def zst_file(path: Path, parts: Iterable[bytes]) -> Path:
    with pa.CompressedOutputStream(str(path), "zstd") as file:
        for part in parts:
            file.write(part)
    return path


@pytest.mark.soak
@pytest.mark.parametrize("write", [gz_file, zip_file, zst_file])
@pytest.mark.parametrize(
    ("begin", "end"),
    [
        (b"name,city\n", b"\nB,C\n"),
        (b'name,city\n"', b'"\nB,C\n'),
        (b'{"name": "', b'"}\n{"name": "B"}\n'),
        (b'[{"name": "', b'"}, {"name": "B"}]'),
    ],
    ids=["CSV", "quoted CSV", "JSON Lines", "JSON array"],
)
def test_a_bomb_takes_little_memory(
    tmp_path: Path, write: object, begin: bytes, end: bytes
) -> None:
    """One row of a GiB in a file of a few MiB, and one good row after it."""
    assert callable(write)
    middle = (b"x" * MIB for _ in range(1024))
    path = write(tmp_path / "bomb", (part for parts in ([begin], middle, [end]) for part in parts))
    assert path.stat().st_size < 64 * MIB
    counts, mebibytes = read_apart(path)
    assert counts == {"longer than 10 MiB": 1, "": 1}
    assert mebibytes < 200


@pytest.mark.soak
def test_a_million_rows_take_little_memory(tmp_path: Path) -> None:
    rows = (b'%d,"Company, %d",Oak\n' % (number, number) for number in range(1_000_000))
    path = gz_file(tmp_path / "rows", [b"id,name,city\n"])
    with gzip.open(path, "ab", compresslevel=1) as file:
        file.writelines(rows)
    counts, mebibytes = read_apart(path)
    assert counts == {"": 1_000_000}
    assert mebibytes < 100


@pytest.mark.soak
def test_a_gigabyte_of_parquet_in_one_row_group_takes_little_memory(tmp_path: Path) -> None:
    texts = pa.array([str(number) * 2_000 for number in range(100_000)])
    table = pa.table({"name": texts})
    pq.write_table(table, tmp_path / "rows", row_group_size=10**6, use_dictionary=False)
    del table, texts
    counts, mebibytes = read_apart(tmp_path / "rows")
    assert counts == {"": 100_000}
    assert mebibytes < 300

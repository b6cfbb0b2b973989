"""Packed files are unpacked while they are read; what cannot be is said in one sentence."""

import io
import os
import threading
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from ingest.sources.catalog import local
from ingest.sources.files import Damaged, Input, Spool
from search.errors import SourceError
from tests.ingest.tables import PACKINGS, gz, opened, parquet_bytes, zipped, zst

CONTENT = b"name,city\n" + b"".join(b"Company %d,Berlin\n" % number for number in range(20_000))


def unpacked(folder: Path, content: bytes) -> bytes:
    path = folder / "packed"
    path.write_bytes(content)
    with Input.file(path).open() as file:
        return file.read()


@pytest.mark.parametrize("pack", [bytes, *PACKINGS.values()])
def test_a_packed_file_is_told_by_its_content(
    tmp_path: Path, pack: Callable[[bytes], bytes]
) -> None:
    assert unpacked(tmp_path, pack(CONTENT)) == CONTENT
    assert unpacked(tmp_path, pack(b"")) == b""


@pytest.mark.parametrize("pack", [gz, zst])
def test_files_packed_in_several_parts_are_read_whole(
    tmp_path: Path, pack: Callable[[bytes], bytes]
) -> None:
    assert unpacked(tmp_path, pack(CONTENT) + pack(b"more\n")) == CONTENT + b"more\n"


@pytest.mark.parametrize("pack", PACKINGS.values())
@pytest.mark.parametrize("part", [0.1, 0.5, 0.9])
def test_a_packed_file_that_is_cut_off_is_an_error(
    tmp_path: Path, pack: Callable[[bytes], bytes], part: float
) -> None:
    packed = pack(CONTENT)
    with pytest.raises((Damaged, SourceError), match=r"."):
        unpacked(tmp_path, packed[: int(len(packed) * part)])


def test_wrong_bytes_in_a_zip_are_noticed_by_its_checksum(tmp_path: Path) -> None:
    packed = bytearray(zipped(CONTENT))
    packed[200:210] = b"\xff" * 10
    with pytest.raises(Damaged):
        unpacked(tmp_path, bytes(packed))


@pytest.mark.parametrize(
    ("names", "why"),
    [
        (("a.csv", "b.csv"), "has 2 members, but a zip must have exactly one"),
        (("[Content_Types].xml", "xl/workbook.xml"), "is an Office document; save the table as"),
    ],
)
def test_a_zip_with_several_members_is_an_error(
    tmp_path: Path, names: tuple[str, ...], why: str
) -> None:
    with pytest.raises(SourceError, match=why):
        unpacked(tmp_path, zipped(CONTENT, *names))


def test_an_empty_zip_is_an_error(tmp_path: Path) -> None:
    file = io.BytesIO()
    zipfile.ZipFile(file, "w").close()
    with pytest.raises(SourceError, match="has 0 members"):
        unpacked(tmp_path, file.getvalue())


def test_folders_and_the_shadows_of_macos_are_no_members(tmp_path: Path) -> None:
    names = ("data/", "data/rows.csv", "__MACOSX/data/._rows.csv")
    assert unpacked(tmp_path, zipped(CONTENT, *names)) == CONTENT


def test_a_members_name_is_only_a_name(tmp_path: Path) -> None:
    """Nothing is extracted, so that no name can lead out of a folder."""
    assert unpacked(tmp_path, zipped(CONTENT, "../../outside")) == CONTENT
    assert [path.name for path in tmp_path.iterdir()] == ["packed"]
    assert not (tmp_path.parent.parent / "outside").exists()


def test_an_encrypted_zip_is_an_error(tmp_path: Path) -> None:
    packed = bytearray(zipped(CONTENT))
    for magic, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        packed[packed.index(magic) + flags] |= 1
    with pytest.raises(SourceError, match="is encrypted"):
        unpacked(tmp_path, bytes(packed))


def test_a_spool_can_be_read_again_and_leaves_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    with Spool(folder) as spool:
        kept = spool.keep(io.BytesIO(CONTENT), "standard input")
        for _ in range(2):
            with kept.open() as file:
                assert file.read(10) == CONTENT[:10]
        assert list(folder.iterdir()) == []  # it has no name even now
    assert list(folder.iterdir()) == []


def test_a_spool_never_takes_more_than_half_of_the_free_space(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shutil.disk_usage", lambda path: type("", (), {"free": 2_000}))
    with Spool(tmp_path) as spool:
        assert spool.keep(io.BytesIO(b"x" * 1_000), "small")
        with pytest.raises(SourceError, match="more than half of the free disk space"):
            spool.keep(io.BytesIO(b"x" * 1_001), "large")


def test_a_spool_that_has_no_folder_to_write_to_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with Spool(tmp_path / "file") as spool, pytest.raises(SourceError, match="cannot be copied"):
        spool.keep(io.BytesIO(CONTENT), "standard input")


@pytest.mark.parametrize("pack", PACKINGS.values())
def test_packed_parquet_is_unpacked_into_the_spool(
    tmp_path: Path, pack: Callable[[bytes], bytes]
) -> None:
    rows = [{"name": "Oakery"}, {"name": "Agro"}]
    with opened(tmp_path, pack(parquet_bytes(rows))) as source:
        assert [row.value for row in source.raw_rows()] == rows
        assert [row.value for row in source.raw_rows()] == rows
    assert [path.name for path in tmp_path.iterdir()] == ["table"]


def test_a_pipe_is_kept_so_that_it_can_be_read_twice(tmp_path: Path) -> None:
    path = tmp_path / "pipe"
    os.mkfifo(path)
    writer = threading.Thread(target=path.write_bytes, args=(CONTENT,))
    writer.start()
    with Spool(tmp_path) as spool:
        source = local(path, spool)
        writer.join()
        assert len(list(source.rows())) == len(list(source.rows())) == 20_000


def test_what_is_no_file_is_an_error() -> None:
    with pytest.raises(SourceError, match="is not a file"):
        local(Path("/dev/null"), Spool())

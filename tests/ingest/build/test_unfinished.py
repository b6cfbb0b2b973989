"""Vectors kept for the next run, whatever happened to the file."""

import errno
import io
import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.build.unfinished import EncodedTexts
from search.errors import BuildRunning, DiskFull
from tests.fakes import FakeEncoder

TEXTS = [f"oak {number}" for number in range(10)]
VECTORS = FakeEncoder().encode(TEXTS)
RECORD = 32 + 4 * 32 + 4
"""A digest, 32 numbers of four bytes, a checksum."""


def kept(path: Path, encoder: Any = None) -> list[str]:
    """Which texts are there, and that their vectors are the right ones."""
    encoded = EncodedTexts(path, encoder or FakeEncoder())
    known = encoded.known(TEXTS)
    encoded.close(finished=False)
    for text, vector in known.items():
        assert vector.tolist() == VECTORS[TEXTS.index(text)].tolist()
    return list(known)


def written(folder: Path) -> Path:
    """A file with all ten, added at once."""
    path = folder / "sample.vectors"
    encoded = EncodedTexts(path, FakeEncoder())
    encoded.add(TEXTS, VECTORS)
    encoded.close(finished=False)
    return path


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A file with all ten."""
    path = tmp_path / "some" / "sample.vectors"
    encoded = EncodedTexts(path, FakeEncoder())
    encoded.add(TEXTS[:4], VECTORS[:4])
    assert list(encoded.known([*TEXTS[2:6], "other"])) == TEXTS[2:4]
    encoded.add(TEXTS[4:], VECTORS[4:])
    encoded.close(finished=False)
    return path


def test_vectors_outlast_the_process(path: Path) -> None:
    assert kept(path) == TEXTS
    assert path.stat().st_size == path.read_bytes().index(b"\n") + 1 + 10 * RECORD


def test_what_is_finished_is_removed(path: Path) -> None:
    EncodedTexts(path, FakeEncoder()).close(finished=True)
    assert not path.exists()
    assert kept(path) == []


@given(cut=st.integers(0, 10 * RECORD))
def test_a_cut_costs_at_most_the_last_text(
    tmp_path_factory: pytest.TempPathFactory, cut: int
) -> None:
    path = written(tmp_path_factory.mktemp("cut"))
    os.truncate(path, path.stat().st_size - cut)
    assert kept(path) == TEXTS[: (10 * RECORD - cut) // RECORD]
    assert kept(path) == TEXTS[: (10 * RECORD - cut) // RECORD]


@given(place=st.integers(0, 10 * RECORD - 1))
def test_a_changed_byte_never_gives_a_wrong_vector(
    tmp_path_factory: pytest.TempPathFactory, place: int
) -> None:
    path = written(tmp_path_factory.mktemp("byte"))
    content = bytearray(path.read_bytes())
    content[len(content) - 10 * RECORD + place] ^= 0x40
    path.write_bytes(content)
    assert kept(path) == TEXTS[: place // RECORD]


def test_vectors_of_another_model_are_not_used(path: Path) -> None:
    other = FakeEncoder()
    other.precision = "bfloat16"
    assert kept(path, other) == []
    assert kept(path) == []  # it has begun anew


@pytest.mark.parametrize("content", [b"", b"\n", b"{}\n", bytes(range(256)) * 20, b"x" * 10_000])
def test_anything_else_is_begun_anew(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    assert kept(path) == []


def test_one_process_at_a_time(path: Path) -> None:
    first = EncodedTexts(path, FakeEncoder())
    with pytest.raises(BuildRunning, match=r"sample\.vectors"):
        EncodedTexts(path, FakeEncoder())
    first.close(finished=False)
    assert kept(path) == TEXTS


class Full(io.BytesIO):
    """A file on a disk without room."""

    def write(self, content: Any) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")


def test_a_full_disk_is_said(path: Path) -> None:
    encoded = EncodedTexts(path, FakeEncoder())
    real: Any = encoded._file
    full: Any = Full()
    encoded._file = full
    with pytest.raises(DiskFull, match="Make room"):
        encoded.add(TEXTS, VECTORS)
    encoded.close(finished=False)
    real.close()
    assert kept(path) == TEXTS

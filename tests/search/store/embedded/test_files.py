"""Locks, durable writes, manifest and vocabulary files."""

import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from search.errors import IndexDamaged
from search.files.durable import write_durably
from search.files.lock import Lock
from search.keyword.vocabulary import Vocabulary
from search.store.embedded.files import read_manifest, read_vocabulary
from tests.search.store.test_manifest import MANIFEST

VOCABULARY = Vocabulary(["c++", "oak", "電気", "\u2028"], [1, 2, 3, 4])


@pytest.mark.parametrize(
    ("first", "second", "together"),
    [
        (Lock.shared, Lock.shared, True),
        (Lock.shared, Lock.exclusive, False),
        (Lock.exclusive, Lock.shared, False),
        (Lock.exclusive, Lock.exclusive, False),
    ],
)
def test_only_readers_hold_a_lock_together(
    tmp_path: Path, first: Callable[[Path], Lock], second: Callable[[Path], Lock], together: bool
) -> None:
    path = tmp_path / "lock"
    held = first(path)
    if together:
        second(path).release()
    else:
        with pytest.raises(BlockingIOError, match="in use"):
            second(path)
    held.release()
    second(path).release()


def test_releasing_twice_does_not_take_the_lock_from_the_next(tmp_path: Path) -> None:
    first = Lock.exclusive(tmp_path / "lock")
    first.release()
    second = Lock.exclusive(tmp_path / "lock")
    first.release()
    with pytest.raises(BlockingIOError):
        Lock.exclusive(tmp_path / "lock")
    second.release()


def test_a_dropped_lock_is_free(tmp_path: Path) -> None:
    held = Lock.exclusive(tmp_path / "lock")
    del held
    Lock.exclusive(tmp_path / "lock").release()


def test_a_lock_needs_its_folder(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        Lock.shared(tmp_path / "gone" / "lock")


def test_the_lock_of_a_killed_process_is_free(tmp_path: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from search.files.lock import Lock\n"
        "lock = Lock.exclusive(Path(sys.argv[1])); print('held', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script, str(tmp_path / "lock")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=Path(__file__).parents[4],
    ) as holder:
        assert holder.stdout
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(BlockingIOError):
            Lock.shared(tmp_path / "lock")
        holder.kill()
        holder.wait()
    Lock.exclusive(tmp_path / "lock").release()


def test_a_durable_write_replaces_and_leaves_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "CURRENT"
    for content in (b"first, and longer", b"second"):
        write_durably(path, content)
        assert path.read_bytes() == content
    assert [entry.name for entry in tmp_path.iterdir()] == ["CURRENT"]


def test_a_failed_write_keeps_what_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "CURRENT"
    write_durably(path, b"old")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("search.files.durable.os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        write_durably(path, b"new")
    assert path.read_bytes() == b"old"


def test_a_vocabulary_survives_its_file(tmp_path: Path) -> None:
    (tmp_path / "vocabulary.json").write_bytes(VOCABULARY.to_bytes())
    manifest = replace(MANIFEST, vocabulary_sha256=VOCABULARY.digest())
    assert read_vocabulary(tmp_path, manifest) == VOCABULARY


def test_vocabularies_differ_in_their_digest() -> None:
    others = [Vocabulary(["oak"], [1]), Vocabulary(["oak"], [2]), Vocabulary(["elm"], [1])]
    assert len({other.digest() for other in others}) == 3


def test_a_manifest_survives_its_file(tmp_path: Path) -> None:
    (tmp_path / "manifest.json").write_text(MANIFEST.to_json(), "utf-8")
    assert read_manifest(tmp_path, "trees") == MANIFEST


@pytest.mark.parametrize("content", [None, b"", b"{", b"[]", b'{"format": 1}', b"\xff\xfe"])
def test_no_good_manifest_is_damage(tmp_path: Path, content: bytes | None) -> None:
    if content is not None:
        (tmp_path / "manifest.json").write_bytes(content)
    with pytest.raises(IndexDamaged, match=r"python -m ingest .*--dataset trees"):
        read_manifest(tmp_path, "trees")


@pytest.mark.parametrize("content", [None, b"", b"{}", b"\xff"])
def test_no_good_vocabulary_is_damage(tmp_path: Path, content: bytes | None) -> None:
    if content is not None:
        (tmp_path / "vocabulary.json").write_bytes(content)
    with pytest.raises(IndexDamaged, match="python -m ingest file trees.jsonl --dataset trees"):
        read_vocabulary(tmp_path, MANIFEST)

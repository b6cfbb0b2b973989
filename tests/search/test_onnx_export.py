"""Writing a model down for ONNX Runtime, with a model small enough to do it often."""

import logging
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from sentence_transformers import SentenceTransformer
from sentence_transformers.base.modules import Normalize, Transformer
from sentence_transformers.sentence_transformer.modules import Pooling
from transformers import BertConfig, BertModel, BertTokenizerFast

from search import onnx_export
from search.encoder import SentenceTransformerEncoder, open_encoder
from search.onnx_encoder import GRAPH, OnnxEncoder

pytestmark = pytest.mark.model

WORDS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "wooden", "oak", "##s", "chair", "word"]
TEXTS = ["wooden chairs", "oak", "", "word " * 100]


def small_model(folder: Path, pooling: str = "mean") -> Path:
    plain = folder / "transformer"
    config = BertConfig(
        vocab_size=len(WORDS),
        hidden_size=16,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=16,
        max_position_embeddings=32,
    )
    BertModel(config).save_pretrained(plain)
    (plain / "vocab.txt").write_text("\n".join(WORDS))
    BertTokenizerFast(str(plain / "vocab.txt")).save_pretrained(plain)
    transformer = Transformer(str(plain), max_seq_length=24)
    modules = [transformer, Pooling(16, pooling_mode=pooling), Normalize()]
    SentenceTransformer(modules=modules, device="cpu").save(str(folder / "model"))
    return folder / "model"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_model(tmp_path_factory.mktemp("small"))


@pytest.fixture
def cache(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setattr(onnx_export, "user_cache_path", lambda name: tmp_path / name)
    return tmp_path / "neural-vs-keyword" / "models"


def test_a_folder_is_exported_once(folder: Path, cache: Path) -> None:
    first = open_encoder(str(folder))
    assert isinstance(first, OnnxEncoder)
    assert (first.name, first.dimension, first.max_tokens) == (str(folder), 16, 24)
    expected = SentenceTransformerEncoder(str(folder), "cpu").encode(TEXTS)
    assert first.encode(TEXTS) == pytest.approx(expected, abs=1e-5)
    [exported] = cache.iterdir()
    written = (exported / GRAPH).stat().st_mtime_ns
    again = open_encoder(str(folder))
    assert again.encode(TEXTS) == pytest.approx(expected, abs=1e-5)
    assert (exported / GRAPH).stat().st_mtime_ns == written


def test_a_damaged_export_is_written_again(folder: Path, cache: Path) -> None:
    open_encoder(str(folder))
    [exported] = cache.iterdir()
    (exported / GRAPH).write_bytes(b"\x08\x01 not a graph")
    assert isinstance(open_encoder(str(folder)), OnnxEncoder)
    assert [path.name for path in cache.iterdir()] == [exported.name]


def test_without_a_place_for_it_sentence_transformers_goes_on(
    folder: Path, cache: Path, caplog: pytest.LogCaptureFixture
) -> None:
    cache.parent.mkdir()
    cache.write_text("a file where the folder should be")
    with caplog.at_level(logging.WARNING):
        encoder = open_encoder(str(folder))
    assert isinstance(encoder, SentenceTransformerEncoder)
    assert "runs in sentence-transformers" in caplog.text


def test_an_export_with_other_vectors_is_not_used(
    folder: Path, cache: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    wrong = np.full((len(onnx_export._PROBES), 16), 0.25, dtype=np.float32)
    monkeypatch.setattr(OnnxEncoder, "encode", lambda self, texts: wrong)
    assert isinstance(open_encoder(str(folder)), SentenceTransformerEncoder)
    assert "vectors are" in caplog.text
    assert list(cache.iterdir()) == []


def test_other_poolings_stay_in_sentence_transformers(tmp_path: Path, cache: Path) -> None:
    folder = small_model(tmp_path, pooling="cls")
    assert isinstance(open_encoder(str(folder)), SentenceTransformerEncoder)
    assert not cache.exists()


def test_the_cache_is_by_content(tmp_path: Path) -> None:
    (tmp_path / "one").mkdir()
    (tmp_path / "two").mkdir()
    for name in ("one", "two"):
        (tmp_path / name / "config.json").write_text("{}")
    same = onnx_export.cached(tmp_path / "one")
    assert onnx_export.cached(tmp_path / "two") == same
    (tmp_path / "two" / "config.json").write_text("{ }")
    assert onnx_export.cached(tmp_path / "two") != same


def test_nothing_is_told_to_the_runtimes_maker(folder: Path, cache: Path, tmp_path: Path) -> None:
    open_encoder(str(folder))
    [exported] = cache.iterdir()
    script = (
        "import sys; from pathlib import Path; from search.onnx_encoder import OnnxEncoder; "
        "print(OnnxEncoder(Path(sys.argv[1]), 'small').encode(['oak']).shape)"
    )
    home = tmp_path / "home"
    home.mkdir()
    # Without these an official build of ONNX Runtime keeps an id and sends events.
    told = {"CI", "ORT_DISABLE_TELEMETRY", "XDG_CACHE_HOME", "GITHUB_ACTIONS", "TF_BUILD"}
    environment = {name: value for name, value in os.environ.items() if name not in told}
    shown = subprocess.run(
        [sys.executable, "-c", script, str(exported)],
        env={**environment, "HOME": str(home), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert shown.stdout == "(1, 16)\n"
    assert list(home.rglob("*")) == []

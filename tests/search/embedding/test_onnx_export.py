"""Writing a model down for ONNX Runtime, with a model small enough to do it often."""

import logging
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from search.embedding import onnx_export
from search.embedding.encoders import open_encoder
from search.embedding.onnx import GRAPH, OnnxEncoder
from search.embedding.sentence_transformer import SentenceTransformerEncoder
from search.service import SearchService
from search.store.embedded.store import EdgeStore
from search.types import TokenEmbeddings, Vector
from tests.fakes import build
from tests.search.helpers import id_of

pytestmark = pytest.mark.model

WORDS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "wooden", "oak", "##s", "chair", "word"]
TEXTS = ["wooden chairs", "oak", "", "word " * 100]


def small_model(
    folder: Path, pooling: str = "mean", *, dense: bool = False, **options: Any
) -> Path:
    """A model of 16 dimensions, made here: importing its libraries takes seconds."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.base.modules import Normalize, Transformer
    from sentence_transformers.sentence_transformer.modules import Dense, Pooling
    from transformers import BertConfig, BertModel, BertTokenizer

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
    BertTokenizer(str(plain / "vocab.txt")).save_pretrained(plain)
    transformer = Transformer(str(plain), max_seq_length=24)
    more = [Dense(16, 16)] if dense else []
    modules = [transformer, Pooling(16, pooling_mode=pooling), *more, Normalize()]
    made = SentenceTransformer(modules=modules, device="cpu", **options)
    made.save(str(folder / "model"))
    return folder / "model"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_model(tmp_path_factory.mktemp("small"))


@pytest.fixture
def cache(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setattr(onnx_export, "user_cache_path", lambda name: tmp_path / name)
    return tmp_path / "neural-vs-keyword" / "models"


@pytest.fixture(scope="module")
def one_export(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache that holds the small model's export, written once: it takes seconds."""
    place = tmp_path_factory.mktemp("cache")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(onnx_export, "user_cache_path", lambda name: place)
        open_encoder(str(folder))
    return place / "models"


@pytest.fixture
def exported(one_export: Path, cache: Path) -> Path:
    """The small model's export in the cache of the test."""
    shutil.copytree(one_export, cache)
    [exported] = cache.iterdir()
    return exported


@pytest.fixture
def traced(one_export: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small model's graph, which every export of the test gets: tracing takes seconds."""
    [exported] = one_export.iterdir()
    monkeypatch.setattr(
        onnx_export, "_write_graph", lambda _, path: shutil.copy(exported / GRAPH, path)
    )
    return exported / GRAPH


def test_a_folder_is_exported_once(folder: Path, cache: Path, exported: Path) -> None:
    written = (exported / GRAPH).stat().st_mtime_ns
    encoder = open_encoder(str(folder))
    assert isinstance(encoder, OnnxEncoder)
    assert (encoder.name, encoder.dimension, encoder.max_tokens) == (str(folder), 16, 24)
    expected = SentenceTransformerEncoder(str(folder), "cpu").encode(TEXTS)
    assert encoder.encode(TEXTS) == pytest.approx(expected, abs=1e-5)
    assert_average(encoder.token_embeddings(TEXTS), expected)
    assert list(cache.iterdir()) == [exported]
    assert (exported / GRAPH).stat().st_mtime_ns == written


def test_a_damaged_export_is_written_again(
    folder: Path,
    cache: Path,
    exported: Path,
    traced: Path,
) -> None:
    (exported / GRAPH).write_bytes(b"\x08\x01 not a graph")
    assert isinstance(open_encoder(str(folder)), OnnxEncoder)
    assert list(cache.iterdir()) == [exported]
    assert (exported / GRAPH).read_bytes() == traced.read_bytes()


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
    folder: Path,
    cache: Path,
    traced: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
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


@pytest.mark.parametrize(
    ("pooling", "options"),
    [
        ("cls", {}),
        ("max", {}),
        ("mean", {"dense": True}),
        ("mean", {"prompts": {"query": "oak "}, "default_prompt_name": "query"}),
    ],
    ids=["cls", "max", "one more layer", "a default prompt"],
)
def test_vectors_that_are_no_mean_of_the_texts_tokens_have_none(
    tmp_path: Path, cache: Path, pooling: str, options: dict[str, Any]
) -> None:
    encoder = open_encoder(str(small_model(tmp_path, pooling, **options)))
    assert isinstance(encoder, SentenceTransformerEncoder)
    assert encoder.token_embeddings(TEXTS) is None
    assert encoder.encode(TEXTS).shape == (len(TEXTS), 16)
    assert not cache.exists()


def test_such_a_model_says_so_and_shows_the_closest_sentence(
    tmp_path: Path, cache: Path, embedded_store: EdgeStore
) -> None:
    encoder: Any = open_encoder(str(small_model(tmp_path, "cls")))
    rows = [{"id": "0", "name": "oak chair", "description": "Wooden oaks. Chair word oak."}]
    build(embedded_store, rows, encoder=encoder)
    service = SearchService(embedded_store, encoder, "sample")
    found = service.explain("wooden oak", id_of("0")).neural
    assert not found.additive
    assert found.problem.startswith("This model's score cannot be split into words")
    said = ["oak chair", "Wooden oaks.", "Chair word oak."]
    query, *alone = encoder.encode(["wooden oak", *said])
    cosines = [float(vector @ query) for vector in alone]
    assert found.closest
    text = service.document(id_of("0")).text
    # A model of random weights may find two sentences equally near.
    chosen = said.index(text[found.closest.start : found.closest.end])
    assert cosines[chosen] == pytest.approx(max(cosines), abs=1e-5)
    assert found.closest.share == pytest.approx(max(cosines), abs=1e-5)


def test_tokens_average_to_the_vectors(folder: Path) -> None:
    original = SentenceTransformerEncoder(str(folder), "cpu")
    assert_average(original.token_embeddings(TEXTS), original.encode(TEXTS))


def assert_average(found: list[TokenEmbeddings] | None, vectors: Vector) -> None:
    """The directions of the means of the tokens are the vectors."""
    assert found is not None
    for vector, (states, spans) in zip(vectors, found, strict=True):
        assert len(states) == len(spans) <= 24
        mean = states.mean(axis=0)
        assert mean / np.linalg.norm(mean) == pytest.approx(vector, abs=1e-5)


def test_the_cache_is_by_content(tmp_path: Path) -> None:
    (tmp_path / "one").mkdir()
    (tmp_path / "two").mkdir()
    for name in ("one", "two"):
        (tmp_path / name / "config.json").write_text("{}")
    same = onnx_export.cached(tmp_path / "one")
    assert onnx_export.cached(tmp_path / "two") == same
    (tmp_path / "two" / "config.json").write_text("{ }")
    assert onnx_export.cached(tmp_path / "two") != same


def test_nothing_is_told_to_the_runtimes_maker(exported: Path, tmp_path: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from search.embedding.onnx import OnnxEncoder; "
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

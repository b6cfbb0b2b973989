"""The real model: all-MiniLM-L6-v2 as published."""

import shutil
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from search.embedding.encoders import open_encoder
from search.embedding.onnx import OnnxEncoder
from search.embedding.packaged import packaged_model
from search.embedding.sentence_transformer import SentenceTransformerEncoder
from search.errors import SettingsError, UnavailableError
from search.settings import DEFAULT_MODEL
from search.types import Encoder, TokenEmbeddings

pytestmark = pytest.mark.model

FITS = "word " * 254
"""254 pieces and the two marks at the ends: exactly the window of 256."""


@pytest.fixture(scope="module", params=["sentence-transformers", "onnx"])
def model(request: pytest.FixtureRequest) -> Encoder:
    if request.param == "onnx":
        return open_encoder()
    return SentenceTransformerEncoder(device="cpu")


def test_the_default_model_runs_in_onnx_runtime() -> None:
    assert isinstance(open_encoder(), OnnxEncoder)


def test_both_runtimes_give_the_same_vectors() -> None:
    texts = ["", "wooden furniture", "Käse & brød", "電気自動車", "  two\nlines ", FITS * 2]
    vectors = open_encoder().encode(texts)
    assert vectors == pytest.approx(SentenceTransformerEncoder().encode(texts), abs=1e-5)


def test_the_installed_package_carries_the_official_files() -> None:
    location = packaged_model()
    assert isinstance(location, Path)
    assert (location / "model.safetensors").is_file()


def test_its_facts(model: Encoder) -> None:
    facts = (model.name, model.dimension, model.max_tokens, model.precision)
    assert facts == (DEFAULT_MODEL, 384, 256, "float32")


def test_similarities_are_those_of_the_model_card(model: Encoder) -> None:
    vectors = model.encode(
        [
            "The weather is lovely today.",
            "It's so sunny outside!",
            "He drove to the stadium.",
        ]
    )
    published = [[1.0, 0.6660, 0.1046], [0.6660, 1.0, 0.1411], [0.1046, 0.1411, 1.0]]
    assert (vectors @ vectors.T) == pytest.approx(np.array(published), abs=1e-4)


def test_vectors_have_unit_length_whatever_the_text(model: Encoder) -> None:
    vectors = model.encode(["", "a", "\0", "🚀", "電気自動車", "x" * 10_000, FITS * 3])
    assert vectors.shape == (7, 384)
    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(np.ones(7), abs=1e-5)


def test_no_texts_give_no_vectors(model: Encoder) -> None:
    assert model.encode([]).shape == (0, 384)


def test_a_text_has_the_same_vector_in_any_company(model: Encoder) -> None:
    texts = [f"oak {'tree ' * number}" for number in range(20)]
    together = model.encode(texts)
    for number in (0, 7, 19):
        assert together[number] == pytest.approx(model.encode([texts[number]])[0], abs=1e-5)


@pytest.mark.parametrize(
    ("text", "truncated"),
    [("", False), ("short", False), (FITS, False), (FITS + "more", True), ("x " * 5000, True)],
)
def test_it_says_when_it_reads_only_a_beginning(model: Encoder, text: str, truncated: bool) -> None:
    assert model.truncates(text) is truncated


def test_it_reads_the_first_256_pieces(model: Encoder) -> None:
    whole, longer, other = model.encode([FITS, FITS + "banana " * 50, "banana " + FITS])
    assert longer == pytest.approx(whole, abs=1e-5)
    assert float(other @ whole) < 0.9999


def test_threads_do_not_disturb_each_other(model: Encoder) -> None:
    long = "word " * 1000
    expected = model.encode([long])[0]
    done = threading.Event()

    def measure_until_done() -> bool:
        answers = [model.truncates(long)]
        while not done.is_set():
            answers.append(model.truncates(long))
        return all(answers)

    with ThreadPoolExecutor(4) as pool:
        measuring = [pool.submit(measure_until_done) for _ in range(2)]
        try:
            for vector in pool.map(lambda _: model.encode([long])[0], range(3)):
                assert vector == pytest.approx(expected, abs=1e-5)
        finally:
            done.set()
        assert all(answer.result() for answer in measuring)


ODD = [
    "",
    "\n",
    "Oakery\nHandmade tables, chairs.",
    "👩‍💻 robots 🇩🇪",
    "電気自動車\nのapp",
    "שלום עולם 123",
    "Zu\u0308rich e\u0301\u0301 ﬁne",
    "…!?—",
    "\0\x01\u200b x",
    "x" * 3000,
    FITS + "more " * 50,
]


@pytest.fixture(scope="module")
def tokens(model: Encoder) -> list[TokenEmbeddings]:
    found = model.token_embeddings(ODD)
    assert found is not None
    return found


def test_the_direction_of_the_mean_of_its_tokens_is_a_texts_vector(
    model: Encoder, tokens: list[TokenEmbeddings]
) -> None:
    for vector, (states, _) in zip(model.encode(ODD), tokens, strict=True):
        mean = states.astype(float).mean(axis=0)
        assert mean / np.linalg.norm(mean) == pytest.approx(vector, abs=1e-6)


def test_tokens_stand_where_they_are_in_the_text(tokens: list[TokenEmbeddings]) -> None:
    for text, (states, spans) in zip(ODD, tokens, strict=True):
        assert states.dtype == np.float32
        assert states.shape == (len(spans), 384)
        assert (spans[0], spans[-1]) == ((0, 0), (0, 0))
        edges = [edge for span in spans[1:-1] for edge in span]
        assert edges == sorted(edges)
        assert all(0 <= start < end <= len(text) for start, end in spans[1:-1])


def test_a_token_is_known_by_its_characters(tokens: list[TokenEmbeddings]) -> None:
    text = "Oakery\nHandmade tables, chairs."
    _, spans = tokens[ODD.index(text)]
    assert [text[start:end] for start, end in spans[1:-1]] == [
        *("Oak", "ery", "Hand", "made", "tables", ",", "chairs", "."),
    ]


def test_no_more_tokens_are_made_than_are_read(tokens: list[TokenEmbeddings]) -> None:
    states, spans = tokens[-1]
    assert len(states) == 256
    assert spans[-2][1] == len(FITS) - 1


def test_both_runtimes_give_the_same_tokens(tokens: list[TokenEmbeddings]) -> None:
    expected = open_encoder().token_embeddings(ODD)
    assert expected is not None
    for mine, its in zip(tokens, expected, strict=True):
        assert mine.spans == its.spans
        assert mine.states == pytest.approx(its.states, abs=1e-4)


def test_no_texts_give_no_tokens(model: Encoder) -> None:
    assert model.token_embeddings([]) == []


def test_tokens_of_a_text_are_not_kept_with_those_of_others(model: Encoder) -> None:
    for states, _ in model.token_embeddings(["oak", "elm " * 30, "fir"]) or []:
        assert states.base is None or states.base.nbytes == states.nbytes


def test_a_device_that_is_not_there_is_a_wrong_setting() -> None:
    with pytest.raises(SettingsError, match="NVK_DEVICE='cuda:63'"):
        SentenceTransformerEncoder(device="cuda:63")


def test_a_local_folder_can_be_the_model(model: Encoder, tmp_path: Path) -> None:
    folder: Any = shutil.copytree(packaged_model(), tmp_path / "mine")
    mine = SentenceTransformerEncoder(str(folder), "cpu")
    assert mine.name == str(folder)
    assert mine.encode(["oak"]) == pytest.approx(model.encode(["oak"]), abs=1e-6)


def test_a_folder_without_a_model_is_unavailable(tmp_path: Path) -> None:
    with pytest.raises(UnavailableError, match="cannot be loaded"):
        SentenceTransformerEncoder(str(tmp_path), "cpu")

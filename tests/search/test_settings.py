"""The environment, read once."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import ValidationError

from search.errors import InputError, SettingsError
from search.names import dataset_name
from search.settings import Layout, Settings, read_settings, settings


def test_an_empty_environment_gives_the_defaults() -> None:
    assert read_settings({}) == Settings(
        data_dir=Path("data"),
        dataset="sample",
        model="sentence-transformers/all-MiniLM-L6-v2",
        device=None,
        host="127.0.0.1",
        port=8501,
        qdrant_url=None,
        qdrant_api_key=None,
        remote_logos=True,
    )


@pytest.mark.parametrize(
    ("name", "text", "field", "value"),
    [
        ("NVK_DATA_DIR", "/srv/nvk", "data_dir", Path("/srv/nvk")),
        ("NVK_DATASET", "yc", "dataset", "yc"),
        ("NVK_MODEL", "BAAI/bge-small-en-v1.5", "model", "BAAI/bge-small-en-v1.5"),
        ("NVK_DEVICE", "cuda:1", "device", "cuda:1"),
        ("NVK_HOST", "0.0.0.0", "host", "0.0.0.0"),
        ("NVK_HOST", "::1", "host", "::1"),
        ("PORT", "65535", "port", 65535),
        ("PORT", " 80 ", "port", 80),
        ("QDRANT_URL", "https://q.example:6333", "qdrant_url", "https://q.example:6333"),
        ("QDRANT_API_KEY", "secret", "qdrant_api_key", "secret"),
        ("QDRANT_GRPC_PORT", "6334", "qdrant_grpc_port", 6334),
        ("NVK_SHARDS", "3", "layout", Layout(shards=3)),
        ("NVK_REPLICAS", "2", "layout", Layout(replicas=2)),
        ("NVK_QUANTIZATION", "int8", "layout", Layout(int8=True)),
        ("NVK_QUANTIZATION", "none", "layout", Layout()),
        ("NVK_ON_DISK", "1", "layout", Layout(on_disk=True)),
        ("NVK_REMOTE_LOGOS", "0", "remote_logos", False),
        ("NVK_REMOTE_LOGOS", "1", "remote_logos", True),
        ("NVK_ADMIN_TOKEN", "secret", "admin_token", "secret"),
    ],
)
def test_each_variable_sets_its_field(name: str, text: str, field: str, value: object) -> None:
    assert getattr(read_settings({name: text}), field) == value


@pytest.mark.parametrize(
    "name",
    "NVK_DATA_DIR NVK_DATASET NVK_MODEL NVK_DEVICE NVK_HOST PORT QDRANT_URL QDRANT_API_KEY "
    "QDRANT_GRPC_PORT NVK_SHARDS NVK_REPLICAS NVK_QUANTIZATION NVK_ON_DISK "
    "NVK_REMOTE_LOGOS NVK_ADMIN_TOKEN".split(),
)
def test_an_empty_variable_counts_as_unset(name: str) -> None:
    assert read_settings({name: ""}) == read_settings({})


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("NVK_DATASET", "Start Ups"),
        ("NVK_DATASET", "../secrets"),
        ("NVK_DEVICE", "gpu"),
        ("NVK_DEVICE", "cuda:"),
        ("NVK_HOST", "http://localhost"),
        ("PORT", "0"),
        ("PORT", "65536"),
        ("PORT", "-1"),
        ("PORT", "http"),
        ("PORT", "٨٠"),
        ("QDRANT_URL", "localhost:6333"),
        ("QDRANT_URL", "ftp://localhost"),
        ("QDRANT_URL", "http://"),
        ("QDRANT_GRPC_PORT", "grpc"),
        ("NVK_SHARDS", "0"),
        ("NVK_REPLICAS", "-1"),
        ("NVK_REPLICAS", "²"),
        ("NVK_QUANTIZATION", "int4"),
        ("NVK_ON_DISK", "yes"),
        ("QDRANT_URL", "http://[::1"),
        ("QDRANT_URL", "http://localhost:abc"),
        ("QDRANT_URL", "http://localhost:99999"),
        ("NVK_REMOTE_LOGOS", "yes"),
    ],
)
def test_a_wrong_value_is_one_line_naming_the_variable(name: str, text: str) -> None:
    with pytest.raises(SettingsError) as caught:
        read_settings({name: text})
    assert str(caught.value).startswith(f"{name}=")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("name", ["QDRANT_API_KEY", "NVK_ADMIN_TOKEN"])
def test_a_secret_shows_in_no_repr_and_no_message(name: str) -> None:
    assert "secret" not in repr(read_settings({name: "secret"}))
    with pytest.raises(SettingsError) as caught:
        read_settings({name: "secret", "PORT": "0"})
    assert "secret" not in str(caught.value)


def test_an_object_made_by_hand_does_not_read_the_environment(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("QDRANT_URL", "http://elsewhere:6333")
    assert Settings(dataset="yc") == read_settings({"NVK_DATASET": "yc"})


def test_settings_cannot_be_changed() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        read_settings({}).port = 80


@pytest.fixture
def fresh_process() -> Iterator[None]:
    settings.cache_clear()
    yield
    settings.cache_clear()


def test_the_environment_is_read_once(fresh_process: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NVK_DATASET", "first")
    assert settings().dataset == "first"
    monkeypatch.setenv("NVK_DATASET", "second")
    assert settings().dataset == "first"


@pytest.mark.parametrize(
    "name", ["a", "0", "sample", "start-ups_2", "x" * 63, "日本の会社", "हिन्दी", "ä"]
)
def test_names_that_fit_folders_and_collections(name: str) -> None:
    assert dataset_name(name) == name


@pytest.mark.parametrize(
    "name",
    [
        "",
        "A",
        "-a",
        "_a",
        "a b",
        "a/b",
        "..",
        "a.b",
        "Ä",
        "会" * 64,
        "x" * 64,
        "a\n",
        "a\0",
        "\ud800",
    ],
)
def test_other_names_are_refused(name: str) -> None:
    with pytest.raises(InputError, match="dataset"):
        dataset_name(name)

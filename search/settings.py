"""The environment, read once into one frozen object."""

import os
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit

import regex

from search.errors import InputError, SettingsError

DEFAULT_MODEL = "sentence-transformers/all-MiniLM-L6-v2"
T = TypeVar("T")
MAX_NAME, MAX_NAME_BYTES = 63, 189
"""Characters and bytes (UTF-8) of a dataset's name; folders and collections add some, up to 255."""
_DATASET = regex.compile(
    r"[[\p{L}\p{N}]--[\p{Lu}\p{Lt}]][[\p{L}\p{M}\p{N}_\-]--[\p{Lu}\p{Lt}]]*", regex.V1
)
_DEVICE = re.compile(r"cpu|cuda(:\d+)?|mps|xpu(:\d+)?")
_HOST = re.compile(r"[A-Za-z0-9.:_-]+")


@dataclass(frozen=True, slots=True)
class Layout:
    """How a Qdrant server keeps new generations; None leaves it to the server."""

    shards: int | None = None
    replicas: int | None = None
    int8: bool = False
    """Quantised copies of the vectors in memory, the stored ones for the final scores."""
    on_disk: bool = False


@dataclass(frozen=True, slots=True)
class Settings:
    """What the environment says, with defaults; key and token never show in a repr."""

    data_dir: Path = Path("data")
    dataset: str = "sample"
    model: str = DEFAULT_MODEL
    device: str | None = None
    host: str = "127.0.0.1"
    port: int = 8501
    qdrant_url: str | None = None
    qdrant_api_key: str | None = field(default=None, repr=False)
    qdrant_grpc_port: int | None = None
    layout: Layout = Layout()
    remote_logos: bool = True
    admin_token: str | None = field(default=None, repr=False)


def dataset_name(value: str) -> str:
    """The name in NFC. Raises InputError when it cannot be a folder's and a collection's."""
    name = unicodedata.normalize("NFC", value)
    short = len(name) <= MAX_NAME and len(name.encode(errors="replace")) <= MAX_NAME_BYTES
    if not short or not _DATASET.fullmatch(name):
        raise InputError(
            f"dataset: use up to {MAX_NAME} lower-case letters of any script, digits, “-” and “_”, "
            "beginning with a letter or digit."
        )
    return name


def read_settings(environment: Mapping[str, str]) -> Settings:
    """Raises SettingsError, naming the variable, when a value cannot be used."""

    def value(name: str, default: T, parse: Callable[[str], T]) -> T:
        text = environment.get(name, "").strip()
        if not text:
            return default
        try:
            return parse(text)
        except (ValueError, InputError) as error:
            raise SettingsError(f"{name}={text!r}: {error}") from None

    return Settings(
        data_dir=value("NVK_DATA_DIR", Path("data"), Path),
        dataset=value("NVK_DATASET", "sample", dataset_name),
        model=value("NVK_MODEL", DEFAULT_MODEL, str),
        device=value("NVK_DEVICE", None, _matching(_DEVICE, "use cpu, cuda, cuda:0, mps or xpu")),
        host=value("NVK_HOST", "127.0.0.1", _matching(_HOST, "use a host name or an IP address")),
        port=value("PORT", 8501, _port),
        qdrant_url=value("QDRANT_URL", None, _url),
        qdrant_api_key=environment.get("QDRANT_API_KEY") or None,
        qdrant_grpc_port=value("QDRANT_GRPC_PORT", None, _port),
        layout=Layout(
            shards=value("NVK_SHARDS", None, _count),
            replicas=value("NVK_REPLICAS", None, _count),
            int8=value("NVK_QUANTIZATION", False, _quantization),
            on_disk=value("NVK_ON_DISK", False, _switch),
        ),
        remote_logos=value("NVK_REMOTE_LOGOS", True, _switch),
        admin_token=environment.get("NVK_ADMIN_TOKEN") or None,
    )


@lru_cache(maxsize=1)
def settings() -> Settings:
    """The process's settings."""
    return read_settings(os.environ)


def _matching(pattern: re.Pattern[str], advice: str) -> Callable[[str], str]:
    def parse(text: str) -> str:
        if not pattern.fullmatch(text):
            raise ValueError(advice)
        return text

    return parse


def _port(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= 65535:
        raise ValueError("use a number from 1 to 65535")
    return int(text)


def _count(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= 1000:
        raise ValueError("use a number from 1 to 1000")
    return int(text)


def _quantization(text: str) -> bool:
    if text not in ("none", "int8"):
        raise ValueError("use none or int8")
    return text == "int8"


def _url(text: str) -> str:
    parts = urlsplit(text)
    _ = parts.port  # raises ValueError for one that is no port
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError("use a URL such as http://localhost:6333")
    return text


def _switch(text: str) -> bool:
    if text not in ("0", "1"):
        raise ValueError("use 1 or 0")
    return text == "1"

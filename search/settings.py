"""The environment variables that configure the app, read once into one frozen object."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, Field, ValidationError
from pydantic_settings import (
    BaseSettings,
    EnvSettingsSource,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)

from search.errors import InputError, SettingsError
from search.names import dataset_name

DEFAULT_MODEL = "sentence-transformers/all-MiniLM-L6-v2"


def _dataset(text: str) -> str:
    try:
        return dataset_name(text)
    except InputError as error:
        raise ValueError(str(error)) from None


def _matching(pattern: str, advice: str) -> AfterValidator:
    def check(text: str) -> str:
        if not re.fullmatch(pattern, text):
            raise ValueError(advice)
        return text

    return AfterValidator(check)


def _number(highest: int) -> BeforeValidator:
    def parse(value: object) -> object:
        # int() accepts the digits of every script and “1_000”; a port in those is a mistake.
        text = str(value)
        if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= highest:
            raise ValueError(f"use a number from 1 to {highest}")
        return int(text)

    return BeforeValidator(parse)


def _switch(yes: str, no: str) -> BeforeValidator:
    def parse(value: object) -> object:
        if isinstance(value, bool):
            return value
        if value not in (yes, no):
            raise ValueError(f"use {yes} or {no}")
        return value == yes

    return BeforeValidator(parse)


def _url(text: str) -> str:
    parts = urlsplit(text)
    _ = parts.port  # raises ValueError when it is not a port
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError("use a URL such as http://localhost:6333")
    return text


_Port = Annotated[int, _number(65535)]
_Count = Annotated[int, _number(1000)]
_OneOrZero = Annotated[bool, _switch("1", "0")]


@dataclass(frozen=True, slots=True)
class Layout:
    """How a Qdrant server keeps new generations; None leaves it to the server."""

    shards: int | None = None
    replicas: int | None = None
    int8: bool = False
    """Whether quantized vectors are kept in memory; final scores use the originals."""
    on_disk: bool = False


class Settings(BaseSettings):
    """The configuration of one process.

    The constructor takes values only from its arguments; ``read_settings`` takes them from
    environment variables. The API key and the admin token never appear in a repr.
    """

    model_config = SettingsConfigDict(
        frozen=True,
        case_sensitive=True,
        validate_by_name=True,
        validate_by_alias=True,
        hide_input_in_errors=True,
    )

    data_dir: Path = Field(default=Path("data"), validation_alias="NVK_DATA_DIR")
    dataset: Annotated[str, AfterValidator(_dataset)] = Field(
        default="sample", validation_alias="NVK_DATASET"
    )
    model: str = Field(default=DEFAULT_MODEL, validation_alias="NVK_MODEL")
    device: (
        Annotated[
            str, _matching(r"cpu|cuda(:\d+)?|mps|xpu(:\d+)?", "use cpu, cuda, cuda:0, mps or xpu")
        ]
        | None
    ) = Field(default=None, validation_alias="NVK_DEVICE")
    host: Annotated[str, _matching(r"[A-Za-z0-9.:_-]+", "use a host name or an IP address")] = (
        Field(default="127.0.0.1", validation_alias="NVK_HOST")
    )
    port: _Port = Field(default=8501, validation_alias="PORT")
    qdrant_url: Annotated[str, AfterValidator(_url)] | None = Field(
        default=None, validation_alias="QDRANT_URL"
    )
    qdrant_api_key: str | None = Field(default=None, validation_alias="QDRANT_API_KEY", repr=False)
    qdrant_grpc_port: _Port | None = Field(default=None, validation_alias="QDRANT_GRPC_PORT")
    shards: _Count | None = Field(default=None, validation_alias="NVK_SHARDS")
    replicas: _Count | None = Field(default=None, validation_alias="NVK_REPLICAS")
    int8: Annotated[bool, _switch("int8", "none")] = Field(
        default=False, validation_alias="NVK_QUANTIZATION"
    )
    on_disk: _OneOrZero = Field(default=False, validation_alias="NVK_ON_DISK")
    remote_logos: _OneOrZero = Field(default=True, validation_alias="NVK_REMOTE_LOGOS")
    admin_token: str | None = Field(default=None, validation_alias="NVK_ADMIN_TOKEN", repr=False)

    @property
    def layout(self) -> Layout:
        """What a server is asked for when a collection is created."""
        return Layout(self.shards, self.replicas, self.int8, self.on_disk)

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        *others: PydanticBaseSettingsSource,
        **named: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Arguments only: a Settings made for one purpose must not vary with the environment."""
        return (init_settings,)


VARIABLES = {name: str(field.validation_alias) for name, field in Settings.model_fields.items()}
"""The environment variable of each field."""
_SECRET = {VARIABLES["qdrant_api_key"], VARIABLES["admin_token"]}


def read_settings(environment: Mapping[str, str]) -> Settings:
    """Reads the variables of ``environment``; one that is empty or blank counts as unset.

    Raises SettingsError, one line that names the variable, when a value cannot be used.
    """
    source = EnvSettingsSource(Settings)
    source.env_vars = {
        name: text if name in _SECRET else text.strip()
        for name, text in environment.items()
        if text.strip()
    }
    try:
        return Settings(**source())
    except ValidationError as error:
        raise SettingsError(_first_problem(error.errors(), source.env_vars)) from None


@lru_cache(maxsize=1)
def settings() -> Settings:
    """The process's settings."""
    return read_settings(os.environ)


def _first_problem(problems: list[Any], values: Mapping[str, str | None]) -> str:
    problem = problems[0]
    place = str(problem["loc"][0])
    variable = VARIABLES.get(place, place)
    reason = problem.get("ctx", {}).get("error", problem["msg"])
    if variable in _SECRET:
        return f"{variable}: {reason}"
    return f"{variable}={values.get(variable)!r}: {reason}"

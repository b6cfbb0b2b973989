"""Engines as they are named when they are evaluated: built-in ones with settings, imported runs."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from search.errors import InputError
from search.labels import ENGINE_LABELS
from search.limits import MAX_LABEL, MAX_RRF_K
from search.retrieval.fusion import RRF_K, WEIGHT
from search.retrieval.request import USUAL_FUSION, Fusion
from search.types import MODES, Mode

_ALIASES: dict[str, Mode] = {
    **{mode: mode for mode in MODES},
    "full-text": "keyword",
    "fulltext": "keyword",
}
_HELP = "use neural, keyword, hybrid, hybrid:WEIGHT (neural's share, 0 to 1) or hybrid:WEIGHT:RRF_K"


@dataclass(frozen=True, slots=True)
class Engine:
    """A named way to rank a dataset.

    ``mode`` is None for an imported run, whose rankings are not made here; ``fusion`` matters
    to hybrid alone.
    """

    name: str
    mode: Mode | None = None
    fusion: Fusion = USUAL_FUSION

    @property
    def label(self) -> str:
        """What people read.

        >>> Engine("hybrid:0.3", "hybrid", Fusion(0.3)).label, Engine("mine").label
        ('Hybrid 0.3', 'mine')
        """
        if self.mode is None:
            return self.name
        settings = self.name.partition(":")[2].replace(":", ", k = ")
        return f"{ENGINE_LABELS[self.mode]} {settings}".strip()

    def settings(self) -> dict[str, Any]:
        """What decides its rankings, as JSON-ready values."""
        values: dict[str, Any] = {"name": self.name, "mode": self.mode or "run"}
        if self.mode == "hybrid":
            values |= {"weight": self.fusion.weight, "rrf_k": self.fusion.rrf_k}
        return values


def parse_engine(text: str) -> Engine:
    """The built-in engine of this name.

    >>> parse_engine("hybrid:0.4:30").fusion
    Fusion(weight=0.4, rrf_k=30)
    >>> parse_engine("full-text").name
    'keyword'

    Raises:
        InputError: there is no such engine, or it cannot have these settings.
    """
    kind, *settings = text.strip().split(":")
    mode = _ALIASES.get(kind.lower())
    if mode is None:
        raise InputError(f"engines: there is no engine {kind!r}; {_HELP}.")
    if settings and (mode != "hybrid" or len(settings) > 2):
        raise InputError(f"engines: {text!r} has too many settings; {_HELP}.")
    return Engine(":".join([mode, *settings]), mode, _fusion(text, settings))


def parse_engines(names: Sequence[str]) -> list[Engine]:
    """Built-in engines with different names. Raises InputError."""
    return distinct([parse_engine(name) for name in names])


def distinct(engines: Sequence[Engine]) -> list[Engine]:
    """The engines as they are. Raises InputError when two have the same name, or a name is bad."""
    names = [engine.name for engine in engines]
    for name in names:
        if not name.strip() or len(name) > MAX_LABEL:
            raise InputError(f"engines: a name has 1 to {MAX_LABEL} characters.")
        if names.count(name) > 1:
            raise InputError(f"engines: {name!r} is named twice.")
    return list(engines)


def _fusion(text: str, settings: Sequence[str]) -> Fusion:
    try:
        weight = float(settings[0]) if settings else WEIGHT
        rrf_k = int(settings[1]) if len(settings) > 1 else RRF_K
    except ValueError:
        raise InputError(f"engines: {text!r} has a setting that is no number; {_HELP}.") from None
    if not (0 <= weight <= 1 and 1 <= rrf_k <= MAX_RRF_K):
        raise InputError(f"engines: {text!r} has a setting out of range; {_HELP}.")
    return Fusion(weight, rrf_k)

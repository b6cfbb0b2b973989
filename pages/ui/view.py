"""What a screen shows, as a value: read from the URL and written back to it."""

import base64
import binascii
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from search.types import MAX_CITIES, MAX_TEXT

SIDE_BY_SIDE = "compare"
MODES = (SIDE_BY_SIDE, "neural", "keyword", "hybrid")
LABELS = {
    SIDE_BY_SIDE: "Side by side",
    "neural": "Neural",
    "keyword": "Full-text",
    "hybrid": "Hybrid",
}
SIZES = (10, 20, 30, 40, 50)
_MOST_BYTES = 4 * MAX_TEXT


@dataclass(frozen=True)
class View:
    """A query (``q``), a pasted description (``text``) or a document to be near (``like``)."""

    dataset: str
    q: str = ""
    text: str = ""
    like: str = ""
    mode: str = SIDE_BY_SIDE
    cities: tuple[str, ...] = ()
    k: int = SIZES[0]

    @property
    def wanted(self) -> str:
        """The text to search for, empty on a first visit or when ``like`` is set."""
        return (self.text or self.q).strip()


@dataclass(frozen=True)
class Reading:
    """A view read from a URL, and what in it could not be used."""

    view: View
    problems: list[str] = field(default_factory=list)


def read(
    params: Mapping[str, Sequence[str]], datasets: Iterable[str], default_dataset: str
) -> Reading:
    """The view that URL parameters describe; what cannot be used is said, not dropped."""
    problems: list[str] = []

    def first(name: str) -> str:
        values = params.get(name) or [""]
        return values[-1]

    dataset = first("dataset") or default_dataset
    if dataset != default_dataset and dataset not in set(datasets):
        problems.append(f"There is no dataset “{dataset}”; this is “{default_dataset}”.")
        dataset = default_dataset
    mode = first("mode") or SIDE_BY_SIDE
    if mode not in MODES:
        problems.append(f"There is no mode “{mode}”; both sides are shown.")
        mode = SIDE_BY_SIDE
    k = first("k") or str(SIZES[0])
    if k not in map(str, SIZES):
        problems.append(f"“{k}” results cannot be shown; use {SIZES[0]} to {SIZES[-1]} in tens.")
        k = str(SIZES[0])
    text = _unpack(first("text"))
    if text is None:
        problems.append("The pasted description in this link is damaged; paste it again.")
    return Reading(
        View(
            dataset=dataset,
            q=first("q")[:MAX_TEXT],
            text=text or "",
            like=first("like"),
            mode=mode,
            cities=tuple(dict.fromkeys(params.get("city", ())))[:MAX_CITIES],
            k=int(k),
        ),
        problems,
    )


def write(view: View, default_dataset: str) -> dict[str, list[str]]:
    """The URL parameters of a view; what is as by default is left out."""
    params = {
        "q": [view.q] if view.q and not view.text else [],
        "text": [_pack(view.text)] if view.text else [],
        "like": [view.like] if view.like else [],
        "mode": [view.mode] if view.mode != SIDE_BY_SIDE else [],
        "city": list(view.cities),
        "k": [str(view.k)] if view.k != SIZES[0] else [],
        "dataset": [view.dataset] if view.dataset != default_dataset else [],
    }
    return {name: values for name, values in params.items() if values}


def _pack(text: str) -> str:
    return base64.urlsafe_b64encode(zlib.compress(text.encode(), 9)).decode().rstrip("=")


def _unpack(packed: str) -> str | None:
    """The text, or None when ``packed`` was not made by ``_pack``."""
    try:
        padded = packed + "=" * (-len(packed) % 4)
        content = base64.b64decode(padded, altchars="-_", validate=True)
        if not content:
            return ""
        return zlib.decompressobj().decompress(content, _MOST_BYTES).decode()[:MAX_TEXT]
    except (binascii.Error, zlib.error, ValueError):
        return None

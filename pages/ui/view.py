"""What the compare screen shows, as a value: read from the URL and written back to it."""

import base64
import binascii
import zlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from search.errors import InputError
from search.filters import NO_FILTER, Filter
from search.labels import ENGINE_LABELS
from search.limits import MAX_FILTER_VALUES, MAX_TEXT
from search.retrieval.fusion import WEIGHT
from search.retrieval.request import facet_values
from search.text.normalization import clean_city
from search.types import CITY, COMPARE
from search.types import MODES as ENGINE_MODES

SIDE_BY_SIDE = COMPARE
MODES = (SIDE_BY_SIDE, *ENGINE_MODES)
LABELS: dict[str, str] = dict([(SIDE_BY_SIDE, "Side by side"), *ENGINE_LABELS.items()])
SIZES = (10, 20, 30, 40, 50)
_BESIDE = "hybrid"
_MOST_BYTES = 4 * MAX_TEXT

Params = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class View:
    """A query (``q``), a pasted description (``text``) or a document to be near (``like``).

    ``weight`` is neural's share of a hybrid ranking in percent. ``beside`` adds hybrid to the two
    engines side by side.
    """

    dataset: str
    q: str = ""
    text: str = ""
    like: str = ""
    mode: str = SIDE_BY_SIDE
    filter: Filter = NO_FILTER
    k: int = SIZES[0]
    weight: int = round(100 * WEIGHT)
    beside: bool = False

    @property
    def shows_hybrid(self) -> bool:
        """Whether hybrid stands beside the two engines."""
        return self.beside and self.mode == SIDE_BY_SIDE

    @property
    def further(self) -> list[str]:
        """The filter without its cities, as the ``filter`` parameters that say the same."""
        return [
            f"{name}:{value}"
            for name, values in self.filter.fields
            if name != CITY
            for value in values
        ]

    @property
    def wanted(self) -> str:
        """The text to search for, empty on a first visit or when ``like`` is set."""
        return "" if self.like else (self.text or self.q).strip()


@dataclass(frozen=True)
class Offer:
    """The datasets that there are to choose from."""

    default_dataset: str
    datasets: Collection[str]


@dataclass(frozen=True)
class Reading:
    """A view read from a URL, and what in it could not be used."""

    view: View
    problems: list[str] = field(default_factory=list)


def read(params: Params, offer: Offer) -> Reading:
    """The view that URL parameters describe; what cannot be used is said, never just dropped."""
    problems: list[str] = []
    view = View(
        dataset=_dataset(params, offer, problems),
        q=" ".join(_last(params, "q")[:MAX_TEXT].splitlines()),  # the search field is one line
        text=_text(params, problems),
        like=_last(params, "like"),
        mode=_mode(params, problems),
        filter=_filter(params, problems),
        k=_k(params, problems),
        weight=_weight(params, problems),
        beside=_last(params, "beside") == _BESIDE,
    )
    return Reading(view, problems)


def write(view: View, default_dataset: str) -> dict[str, list[str]]:
    """The URL parameters of a view; what is as by default is left out."""
    usual = View(default_dataset)
    params = {
        "q": [view.q] if view.q and not view.text else [],
        "text": [_pack(view.text)] if view.text else [],
        "like": [view.like] if view.like else [],
        "mode": [view.mode] if view.mode != usual.mode else [],
        "city": list(view.filter.values(CITY)),
        "filter": view.further,
        "k": [str(view.k)] if view.k != usual.k else [],
        "weight": [str(view.weight)] if view.weight != usual.weight else [],
        "beside": [_BESIDE] if view.beside else [],
        "dataset": [view.dataset] if view.dataset != usual.dataset else [],
    }
    return {name: values for name, values in params.items() if values}


def _last(params: Params, name: str) -> str:
    return (params.get(name) or [""])[-1]


def _dataset(params: Params, offer: Offer, problems: list[str]) -> str:
    name = _last(params, "dataset") or offer.default_dataset
    if name == offer.default_dataset or name in offer.datasets:
        return name
    problems.append(f"There is no dataset “{name}”; this is “{offer.default_dataset}”.")
    return offer.default_dataset


def _mode(params: Params, problems: list[str]) -> str:
    mode = _last(params, "mode") or SIDE_BY_SIDE
    if mode in MODES:
        return mode
    problems.append(f"There is no mode “{mode}”; both sides are shown.")
    return SIDE_BY_SIDE


def _k(params: Params, problems: list[str]) -> int:
    k = _last(params, "k") or str(SIZES[0])
    if k in map(str, SIZES):
        return int(k)
    problems.append(f"“{k}” results cannot be shown; use {SIZES[0]} to {SIZES[-1]} in tens.")
    return SIZES[0]


def _weight(params: Params, problems: list[str]) -> int:
    usual = View.weight
    weight = _last(params, "weight") or str(usual)
    if weight.isascii() and weight.isdigit() and int(weight) <= 100:
        return int(weight)
    problems.append(f"A weight of “{weight}” cannot be used; it goes from 0 to 100 percent.")
    return usual


def _filter(params: Params, problems: list[str]) -> Filter:
    pairs = [(CITY, city) for city in params.get("city", ())]
    for parameter in params.get("filter", ()):
        try:
            [(name, [value])] = facet_values([parameter], ":").items()
        except InputError:
            problems.append(
                f"“{parameter}” is no filter: write a field and a value, such as city:Berlin."
            )
        else:
            pairs.append((name, value))
    cleaned = ((name, clean_city(value)) for name, value in pairs)
    wanted = list(dict.fromkeys((name, value) for name, value in cleaned if value))
    if len(wanted) > MAX_FILTER_VALUES:
        problems.append(f"A filter takes {MAX_FILTER_VALUES} values; the others are left out.")
    values: dict[str, list[str]] = {}
    for name, value in wanted[:MAX_FILTER_VALUES]:
        values.setdefault(name, []).append(value)
    return Filter.of(values)


def _text(params: Params, problems: list[str]) -> str:
    text = _unpack(_last(params, "text"))
    if text is None:
        problems.append("The pasted description in this link is damaged; paste it again.")
    return text or ""


def _pack(text: str) -> str:
    return base64.urlsafe_b64encode(zlib.compress(text.encode(), 9)).decode().rstrip("=")


def _unpack(packed: str) -> str | None:
    """The text, or None when ``packed`` was not made by ``_pack``."""
    if not packed:
        return ""
    try:
        padded = packed + "=" * (-len(packed) % 4)
        content = base64.b64decode(padded, altchars="-_", validate=True)
        return zlib.decompressobj().decompress(content, _MOST_BYTES).decode()[:MAX_TEXT]
    except (binascii.Error, zlib.error, ValueError):
        return None

"""A search request: everything that was asked for, checked once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple, TypedDict

from search.errors import InputError
from search.filters import NO_FILTER, Filter
from search.limits import MAX_FILTER_VALUES, MAX_K, MAX_RRF_K, MAX_TEXT
from search.names import dataset_name
from search.retrieval.fusion import RRF_K, WEIGHT
from search.text.normalization import clean_city, is_unicode
from search.types import CITY, COMPARE, MODES, ViewMode

_VIEW_MODES: tuple[ViewMode, ...] = (COMPARE, *MODES)


class Fusion(NamedTuple):
    """How hybrid fuses both engines: neural's share (0 to 1) and the constant of RRF."""

    weight: float = WEIGHT
    rrf_k: int = RRF_K


USUAL_FUSION = Fusion()


class RequestOptions(TypedDict, total=False):
    """What every search takes beside its text or document; all of it has defaults.

    ``cities`` is short for the values of ``filter``'s field "city".
    """

    cities: Iterable[str]
    filter: Mapping[str, Iterable[str]]
    k: int
    dataset: str | None
    weight: float
    rrf_k: int


class Question(NamedTuple):
    """The part of a request that decides what each engine finds."""

    dataset: str
    text: str
    like: str | None
    filter: Filter
    k: int


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """A checked request; make it with ``create``.

    ``like`` is the id of a document whose neighbours are wanted; then ``text`` is empty.
    ``mode`` is one engine, or COMPARE for both.
    """

    dataset: str
    text: str = ""
    like: str | None = None
    filter: Filter = NO_FILTER
    k: int = 10
    mode: ViewMode = COMPARE
    fusion: Fusion = USUAL_FUSION

    @classmethod
    def create(
        cls,
        default_dataset: str,
        q: str = "",
        like: str | None = None,
        mode: str = COMPARE,
        *,
        dataset: str | None = None,
        cities: Iterable[str] = (),
        filter: Mapping[str, Iterable[str]] | None = None,
        k: int = 10,
        weight: float = WEIGHT,
        rrf_k: int = RRF_K,
    ) -> "SearchRequest":
        """A request with its texts cleaned.

        Args:
            default_dataset: the dataset to search where ``dataset`` names none.
            q: a text of up to MAX_TEXT characters.
            like: instead of ``q``, a document's id.
            mode: neural, keyword or hybrid; or compare, for both lists.
            dataset: which dataset to search.
            cities: values of the field "city", in addition to those in ``filter``.
            filter: facet values by field; blank ones are dropped.
            k: results per list, 1 to MAX_K.
            weight: hybrid: neural's share, 0 to 1.
            rrf_k: hybrid: the constant of reciprocal rank fusion, 1 to MAX_RRF_K.

        Raises:
            InputError: a value cannot be used; the message names its field.
        """
        if not 1 <= k <= MAX_K:
            raise InputError(f"k: use a number from 1 to {MAX_K}.")
        return cls(
            dataset=dataset_name(dataset or default_dataset),
            text=_text(q, like),
            like=like,
            filter=_filter(cities, filter or {}),
            k=k,
            mode=_mode(mode),
            fusion=_fusion(weight, rrf_k),
        )

    @property
    def question(self) -> Question:
        """What both engines are asked, whatever is made of their answers."""
        return Question(self.dataset, self.text, self.like, self.filter, self.k)


def facet_values(pairs: Iterable[str], separator: str) -> dict[str, list[str]]:
    """Facet values by field from texts such as ``city:Berlin``.

    >>> facet_values(["tag:a", "city:Bonn", "tag:b:c"], ":")
    {'tag': ['a', 'b:c'], 'city': ['Bonn']}

    Raises:
        InputError: a text lacks the separator, or the field before it.
    """
    values: dict[str, list[str]] = {}
    for pair in pairs:
        field, found, value = pair.partition(separator)
        if not found or not field.strip():
            raise InputError(f"filter: write a field and a value, such as city{separator}Berlin.")
        values.setdefault(field.strip(), []).append(value)
    return values


def _text(q: str, like: str | None) -> str:
    text = q.strip()
    if like is not None:
        if text:
            raise InputError("like: ask for a text (q) or for a document (like), not for both.")
        return ""
    if not text:
        raise InputError("q: type something to look for.")
    if len(text) > MAX_TEXT:
        raise InputError(f"q: {len(text):,} characters are too many; the limit is {MAX_TEXT:,}.")
    return _unicode("q", text)


def _mode(mode: str) -> ViewMode:
    for known in _VIEW_MODES:
        if mode == known:
            return known
    raise InputError(f"mode: use one of {', '.join(MODES)}.")


def _fusion(weight: float, rrf_k: int) -> Fusion:
    if not 0 <= weight <= 1:
        raise InputError("weight: use a number from 0 (full-text only) to 1 (neural only).")
    if not 1 <= rrf_k <= MAX_RRF_K:
        raise InputError(f"rrf_k: use a number from 1 to {MAX_RRF_K}.")
    return Fusion(weight, rrf_k)


def _filter(cities: Iterable[str], filter: Mapping[str, Iterable[str]]) -> Filter:
    wanted = {field: list(values) for field, values in filter.items()}
    wanted[CITY] = [*wanted.get(CITY, ()), *cities]
    if sum(map(len, wanted.values())) > MAX_FILTER_VALUES:
        largest = max(wanted, key=lambda field: len(wanted[field]))
        raise InputError(f"{largest}: a filter takes at most {MAX_FILTER_VALUES} values.")
    for field, values in wanted.items():
        for value in values:
            _unicode(field, value)
    return Filter.of({field: _cleaned(values) for field, values in wanted.items()})


def _cleaned(values: Iterable[str]) -> list[str]:
    return [value for value in map(clean_city, values) if value]


def _unicode(field: str, text: str) -> str:
    if not is_unicode(text):
        raise InputError(f"{field}: the text is not valid Unicode (a lone surrogate).")
    return text

"""The facet fields of a generation: where they stand in a payload, and their values."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable

from search.errors import InputError
from search.store.manifest import Manifest
from search.text.normalization import facet_key
from search.types import CITY, Facet

FACETS, NUMBERS = "facets", "numbers"
Read = Callable[[str], Iterable[tuple[str, int]]]
"""Gives the values at a payload key with their document counts; never kept.

An index has to go when its last reader drops it, so nothing that it owns may refer back to it.
"""
_PLAIN = re.compile(r"[A-Za-z0-9_-]+")


def facet_path(field: str) -> str:
    """The payload key that a field is filtered and counted by.

    Qdrant's JSON paths take any character but a quotation mark between quotation marks.

    >>> facet_path("city"), facet_path("industry"), facet_path("team size")
    ('city', 'facets.industry', 'facets."team size"')

    Raises:
        InputError: the name is empty or holds a quotation mark or a control character.
    """
    if field == CITY:
        return CITY
    return _path(FACETS, field)


def range_path(field: str) -> str:
    """The payload key of a field of numbers. Raises InputError as ``facet_path`` does."""
    return _path(NUMBERS, field)


def _path(place: str, field: str) -> str:
    if not field or '"' in field or not field.isprintable():
        raise InputError(f"facet {field!r}: use a name of visible characters without quotes.")
    return f"{place}.{field}" if _PLAIN.fullmatch(field) else f'{place}."{field}"'


class FacetValues:
    """The values of each facet field, read from the store when first asked for.

    A generation never changes, so each field is read once.
    """

    def __init__(self, manifest: Manifest) -> None:
        self._manifest = manifest
        self._facets: dict[str, list[Facet]] = {}
        self._spellings: dict[str, dict[str, list[str]]] = {}

    def facets(self, field: str, read: Read) -> list[Facet]:
        """See Index.facets."""
        if field not in self._facets:
            if field not in self._manifest.facet_fields:
                raise InputError(
                    f"filter: “{self._manifest.dataset}” has no field “{field}”; "
                    f"use one of {', '.join(self._manifest.filter_fields)}."
                )
            found = (Facet(value, count) for value, count in read(facet_path(field)))
            self._facets[field] = sorted(found, key=lambda facet: (-facet.count, facet.value))
        return self._facets[field]

    def spellings(self, field: str, value: str, read: Read) -> list[str]:
        """See Index.spellings."""
        if field not in self._spellings:
            known = defaultdict(list)
            for facet in self.facets(field, read):
                known[facet_key(facet.value)].append(facet.value)
            self._spellings[field] = dict(known)
        return self._spellings[field].get(facet_key(value), [])

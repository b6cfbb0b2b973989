"""The fields that a new generation can be filtered by."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from search.errors import InputError
from search.ranges import RangeField, RangeKind
from search.store.manifest import Manifest
from search.types import CITY, Document


class FilterFields:
    """The fields of a source, and those of documents that stay; what their numbers lie between.

    ``facets`` are fields with values, ``kinds`` those with ranges.
    """

    def __init__(
        self,
        facets: Iterable[str],
        ranges: Mapping[str, RangeKind],
        kept: Manifest | None = None,
    ) -> None:
        """``kept`` is the generation whose documents stay.

        Raises:
            InputError: a field has ranges in one of them and values in the other.
        """
        self.facets = sorted({*facets, *(kept.facets if kept else ())})
        before = {name: each.kind for name, each in kept.ranges.items()} if kept else {}
        self.kinds: dict[str, RangeKind] = {**before, **ranges}
        mixed = {*self.facets, CITY} & {*self.kinds} | {
            name for name, kind in before.items() if ranges.get(name, kind) != kind
        }
        if mixed:
            raise InputError(
                f"--append: the filter “{min(mixed)}” is of another kind here than in the dataset; "
                "name the columns to filter by with --filter-column, or build both anew."
            )
        self._found: dict[str, RangeField] = {}

    def count(self, document: Document) -> None:
        """Takes note of a document's numbers."""
        for name, numbers in document.numbers.items():
            low, high = min(numbers), max(numbers)
            found = self._found.get(name) or RangeField(self.kinds[name], low, high, 0)
            self._found[name] = replace(
                found,
                low=min(found.low, low),
                high=max(found.high, high),
                count=found.count + 1,
            )

    @property
    def ranges(self) -> dict[str, RangeField]:
        """The fields that any document has a number in, by name."""
        return dict(sorted(self._found.items()))

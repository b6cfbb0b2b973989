"""Which documents a search looks at, the same for every engine."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from search.ranges import Range
from search.types import Document


@dataclass(frozen=True, slots=True)
class Filter:
    """Which documents are searched: those with any of one field's values, in all of the fields.

    ``fields`` holds each field once, by name, with its values in the order they were given; a
    field without values is not in it. ``ranges`` holds fields of numbers in the same way; one of a
    document's numbers must lie in one of the ranges. ``ids`` are the only documents that may pass
    (None for any), ``without`` are ids that may not. ``unreadable`` lets pass only documents of
    which the model can read nothing (True), or only others (False). A filter without any of these
    lets everything pass.
    """

    fields: tuple[tuple[str, tuple[str, ...]], ...] = ()
    ids: frozenset[str] | None = None
    without: frozenset[str] = frozenset()
    unreadable: bool | None = None
    ranges: tuple[tuple[str, tuple[Range, ...]], ...] = ()

    @classmethod
    def of(cls, values: Mapping[str, Iterable[str]]) -> "Filter":
        """A filter by field; values given twice count once."""
        fields_ = ((name, tuple(dict.fromkeys(wanted))) for name, wanted in sorted(values.items()))
        return cls(tuple(pair for pair in fields_ if pair[1]))

    def __bool__(self) -> bool:
        """Whether the filter asks for anything."""
        by_id = self.ids is not None or self.unreadable is not None
        return by_id or bool(self.fields or self.ranges or self.without)

    def values(self, name: str) -> tuple[str, ...]:
        """The values of one field; empty where the filter does not name it."""
        return dict(self.fields).get(name, ())

    def only(self, ids: Iterable[str]) -> "Filter":
        """The filter that passes none but these ids of what it passes now."""
        wanted = frozenset(ids)
        return replace(self, ids=wanted if self.ids is None else self.ids & wanted)

    def leaving_out(self, ids: Iterable[str]) -> "Filter":
        """The filter that does not pass these ids either."""
        return replace(self, without=self.without.union(ids))

    def by_reading(self, *, unreadable: bool) -> "Filter":
        """The filter for the documents of which the model can read nothing, or for the others."""
        return replace(self, unreadable=unreadable)

    def passes(self, document: Document) -> bool:
        """Whether the document has one of the values in every field, letter for letter.

        ``unreadable``, which documents do not know of themselves, is left to the store.
        """
        return self.passes_id(document.id) and self.passes_fields(document)

    def passes_id(self, id_: str) -> bool:
        """Whether ``ids`` and ``without`` let the document pass."""
        return id_ not in self.without and (self.ids is None or id_ in self.ids)

    def passes_fields(self, document: Document) -> bool:
        """Whether the document's facet values and numbers let it pass."""
        return all(
            any(value in wanted for value in document.facet_values(name))
            for name, wanted in self.fields
        ) and all(
            any(value in range_ for value in document.numbers.get(name, ()) for range_ in wanted)
            for name, wanted in self.ranges
        )


NO_FILTER = Filter()

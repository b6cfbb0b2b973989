"""JSON files that are one value with the rows in it, or several values in a row."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from ingest.formats.encodings import text_of
from ingest.formats.json_records import records_of
from ingest.formats.json_scan import elements, values
from ingest.formats.json_values import BLANK, parsed
from ingest.sources.files import Damaged, Input
from ingest.sources.protocols import MAX_ROW, TOO_LONG, Row
from search.errors import SourceError


@dataclass(frozen=True)
class JsonArray:
    """One array of objects, on one line or many, alone or ``under`` a member of an object.

    The array is cut into its elements and each is parsed by itself, like a line of JSON Lines:
    a broken or giant element is a rejected row and no reason to give up the rest. It begins after
    ``skip`` characters; ``names`` are those of its columns if it is an array of arrays and they
    are told elsewhere.
    """

    encoding: str = "utf-8"
    under: str = ""
    skip: int = 0
    names: tuple[str, ...] = ()

    @property
    def description(self) -> str:
        """See Format.description."""
        under = f", wrapped: the rows are in “{self.under}”" if self.under else ""
        return f"JSON array ({self.encoding}){under}"

    def columns(self, file: Input) -> list[str] | None:
        """See Format.columns."""
        return list(self.names) or None

    def rows(self, file: Input) -> Iterator[Row]:
        """See Format.rows."""
        return records_of(self._rows(file), self.names)

    def _rows(self, file: Input) -> Iterator[Row]:
        with text_of(file.open(), self.encoding, newline="") as text:
            yield from _parsed(elements(text, skip=self.skip), self.encoding)


@dataclass(frozen=True)
class JsonMembers:
    """One object whose members are the rows; their keys are the ids of rows that have none."""

    encoding: str = "utf-8"

    @property
    def description(self) -> str:
        """See Format.description."""
        return f"JSON object keyed by id ({self.encoding})"

    def columns(self, file: Input) -> None:
        """See Format.columns."""

    def rows(self, file: Input) -> Iterator[Row]:
        """See Format.rows."""
        return records_of(self._rows(file))

    def _rows(self, file: Input) -> Iterator[Row]:
        with text_of(file.open(), self.encoding, newline="") as text:
            members = elements(text, "{", what="object")
            braced = (None if one is None else "{" + one.strip(BLANK) + "}" for one in members)
            for row in _parsed(braced, self.encoding):
                yield row if row.problem else _member(row)


@dataclass(frozen=True)
class JsonValues:
    """Objects that follow each other, over any number of lines, with or without commas."""

    encoding: str = "utf-8"

    @property
    def description(self) -> str:
        """See Format.description."""
        return f"JSON objects one after the other ({self.encoding})"

    def columns(self, file: Input) -> None:
        """See Format.columns."""

    def rows(self, file: Input) -> Iterator[Row]:
        """See Format.rows."""
        return records_of(self._rows(file))

    def _rows(self, file: Input) -> Iterator[Row]:
        with text_of(file.open(), self.encoding, newline="") as text:
            yield from _parsed(values(text), self.encoding)


@dataclass(frozen=True)
class JsonColumns:
    """One object with a list, or an object by row, for each column, as pandas writes it.

    Its first row is complete only at its end, so that it has to fit into memory.
    """

    encoding: str = "utf-8"

    @property
    def description(self) -> str:
        """See Format.description."""
        return f"JSON object of columns ({self.encoding})"

    def columns(self, file: Input) -> list[str]:
        """See Format.columns."""
        return list(self._loaded(file))

    def rows(self, file: Input) -> Iterator[Row]:
        """See Format.rows."""
        columns = self._loaded(file)
        keys = dict.fromkeys(
            key for cells in columns.values() if isinstance(cells, dict) for key in cells
        )
        lists = [
            [cells.get(key) for key in keys] if isinstance(cells, dict) else cells
            for cells in columns.values()
        ]
        for number, row in enumerate(zip_longest(*lists), start=1):
            pairs = zip(columns, row, strict=True)
            yield Row(number, {n: cell for n, cell in pairs if cell is not None}, unit="row")

    def _loaded(self, file: Input) -> dict[str, Any]:
        with text_of(file.open(), self.encoding, newline="") as text:
            content = text.read(MAX_ROW + 1)
        if len(content) > MAX_ROW:
            raise SourceError(
                f"{file.name} has one list for each column, which is read only up to "
                f"{MAX_ROW >> 20} MiB; turn it into rows first: "
                "jq -c '[to_entries[] | {key, values: [.value[]]}] | . as $c | range($c[0].values "
                "| length) as $i | [$c[] | {key, value: .values[$i]}] | from_entries'"
            )
        value, problem = parsed(content, self.encoding)
        if problem or not all(isinstance(cells, dict | list) for cells in value.values()):
            raise Damaged(problem or "it is not an object of columns")
        return dict(value)


def _parsed(found: Iterator[str | None], encoding: str) -> Iterator[Row]:
    for number, text in enumerate(found, start=1):
        if text is None:
            yield Row(number, None, TOO_LONG, "row")
        else:
            value, problem = parsed(text, encoding)
            yield Row(number, value, problem, "row")


def _member(row: Row) -> Row:
    ((key, value),) = row.value.items() if len(row.value) == 1 else ((None, row.value),)
    if isinstance(value, dict) and key is not None:
        return row._replace(value=value if "id" in value else {"id": key, **value})
    return row._replace(value=value)

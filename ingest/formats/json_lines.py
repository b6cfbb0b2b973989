"""JSON Lines: one value a line, with what programs put around it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ingest.formats.encodings import is_readable, lines_of, text_of
from ingest.formats.json_records import records_of
from ingest.formats.json_values import BLANK, glued, parsed
from ingest.sources.files import Input
from ingest.sources.protocols import TOO_LONG, Row


@dataclass(frozen=True)
class JsonLines:
    """One JSON object a line; blank lines do not count.

    A comma after a line is dropped, a line with several objects or an array of them gives as many
    rows.
    """

    encoding: str = "utf-8"

    @property
    def description(self) -> str:
        """See Format.description."""
        return f"JSON Lines ({self.encoding})"

    def columns(self, file: Input) -> None:
        """See Format.columns."""

    def rows(self, file: Input) -> Iterator[Row]:
        """See Format.rows."""
        return records_of(self._rows(file))

    def _rows(self, file: Input) -> Iterator[Row]:
        with text_of(file.open(), self.encoding, newline="\n") as text:
            for number, line in lines_of(text):
                if line is None:
                    yield Row(number, None, TOO_LONG)
                elif line.strip(BLANK):
                    yield from self._of(number, line)

    def _of(self, number: int, line: str) -> Iterator[Row]:
        value, problem = parsed(line, self.encoding)
        if problem and is_readable(line):
            try:
                several = list(glued(line))
            except (ValueError, RecursionError):
                several = []
            if several:
                yield from (Row(number, one) for one in several)
                return
        if not problem and _holds_objects(value):
            yield from (Row(number, one) for one in value)
            return
        yield Row(number, value, problem)


def _holds_objects(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(one, dict) for one in value)

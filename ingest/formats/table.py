"""From the records of a table to its rows, whatever file they come from."""

from collections import deque
from collections.abc import Iterator, Sequence
from typing import Literal

from ingest.formats.footers import MOST, footers
from ingest.formats.outline import Outline
from ingest.formats.records import Record
from ingest.sources.protocols import Row

ABOVE = "line above the column names"
REPEATED = "repeated column names"
FOOTER = "footer"
COMMENT = "comment"
NULL = r"\N"


def rows_of(
    found: Iterator[Record], outline: Outline, unit: Literal["line", "row"] = "line"
) -> Iterator[Row]:
    """Every row, and every line that is set aside because it is none.

    A short row lacks its last values. Surplus fields are dropped where they are empty; a row with
    others does not fit, and its reason says so.
    """
    held: deque[Record] = deque()
    for record in found:
        if record.number <= outline.before:
            if record.number < outline.header or (not outline.header):
                yield Row(record.number, record.text, unit=unit, aside=ABOVE)
            continue
        held.append(record)
        if len(held) > MOST:
            yield _row(held.popleft(), outline, unit)
    last = footers(list(held), len(outline.names))
    rows = len(held) - last
    for place, record in enumerate(held):
        if place < rows:
            yield _row(record, outline, unit)
        else:
            yield Row(record.number, record.text, unit=unit, aside=FOOTER)


def _row(record: Record, outline: Outline, unit: Literal["line", "row"]) -> Row:
    number, cells, text, problem, _ = record
    if problem:
        return Row(number, text, problem, unit)
    if outline.header and _is_header(cells, outline.repeats):
        return Row(number, text, unit=unit, aside=REPEATED)
    names = outline.names
    if outline.comments and cells[0].startswith("#") and len(cells) < len(names):
        return Row(number, text, unit=unit, aside=COMMENT)
    if len(cells) > len(names) and any(map(str.strip, cells[len(names) :])):
        return Row(number, text, f"{len(names):,} fields expected, {len(cells):,} found", unit)
    if outline.padded:
        cells = [cell.strip() for cell in cells]
    value = {n: cell for n, cell in zip(names, cells, strict=False) if cell and cell != NULL}
    return Row(number, value, unit=unit)


def _is_header(cells: Sequence[str], header: Sequence[str]) -> bool:
    return len(header) > 1 and [*map(str.strip, cells)] == [*map(str.strip, header)]

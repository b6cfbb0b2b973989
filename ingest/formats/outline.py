"""What of a table is its header, what stands before it, and where its rows begin.

Told from the table's first records. All of it is said to whoever reads the file, and can be said
by them with ``--header-line``.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import count

from ingest.formats.headers import (
    are_names,
    is_data_line,
    is_second_header,
    is_units_line,
)
from ingest.formats.records import Record

_COMMENT = re.compile(r"(#+|//)(\s+|$)")
_MOST_ABOVE = 6
_RULE = re.compile(r"[\s:+|=-]*[-=]{2}[\s:+|=-]*")


@dataclass(frozen=True)
class Outline:
    """``names`` of the columns, and ``header``: their line, 0 where the file does not name them.

    Lines up to ``before`` come before the rows: titles, comments and filters above the header, and
    the header. ``said`` tells people what was found besides a plain header. A later line equal to
    ``repeats`` is the header again. With ``comments`` lines after "#" are no rows; the cells of
    a ``padded`` table, one drawn in text, are filled up with blanks. ``data_line`` is the line that
    was taken for data where names were expected, 0 where there is no doubt.
    """

    names: tuple[str, ...]
    header: int = 1
    before: int = 1
    said: tuple[str, ...] = ()
    repeats: tuple[str, ...] = ()
    comments: bool = False
    padded: bool = False
    data_line: int = 0


def outline_of(found: Sequence[Record], header_line: int | None = None) -> Outline | None:
    """The outline of a table with these first records; None where none can be its header.

    ``header_line`` is what the user said: the line of the header, 0 where there is none.
    """
    usable = [record for record in found if any(map(str.strip, record.cells))]
    if not usable:
        return None
    if header_line == 0:
        return _headerless(usable, 0, "")
    if header_line:
        at = next((i for i, record in enumerate(usable) if record.number >= header_line), None)
        return None if at is None else _headed(usable, at)
    at = _first_of_table(usable)
    body = usable[at + 1 :]
    if why := is_data_line(usable[at].cells, [record.cells for record in body]):
        return _headerless(usable, at, why)
    return _headed(usable, at)


def without_comments(found: Sequence[Record]) -> Sequence[Record]:
    """The records that are no lines after "#"; all of them where there are no others."""
    plain = [one for one in found if not (one.cells and _COMMENT.match(one.cells[0]))]
    return plain if len(plain) > 1 else found


def width_of(found: Iterable[Record]) -> int:
    """The number of fields that most records have, the first such number where several do."""
    widths = Counter(len(record.cells) for record in found if record.cells)
    return max(widths, key=lambda width: widths[width], default=0)


def _first_of_table(usable: Sequence[Record]) -> int:
    """The place of the first record that is no title, comment or filter."""
    width = width_of(without_comments(usable))
    for place, record in enumerate(usable):
        rest = usable[place + 1 :]
        if _is_comment(record, rest) or _is_title(record, width, rest):
            continue
        if are_names(record.cells):
            return place
        below = range(place + 1, min(place + _MOST_ABOVE, len(usable)))
        return next((at for at in below if are_names(usable[at].cells)), place)
    return 0


def _is_comment(record: Record, rest: Sequence[Record]) -> bool:
    """A line after "#" and a blank, unless it names the columns."""
    text = (record.text or record.cells[0]).strip()
    if not _COMMENT.match(text):
        return False
    following = next((other for other in rest if not _COMMENT.match(other.cells[0])), None)
    if following is None:
        return False
    return not (len(following.cells) == len(record.cells) > 1 and are_names(_plain(record)))


def _plain(record: Record) -> list[str]:
    """The cells without a comment's sign before the first."""
    first, *others = record.cells
    return [_COMMENT.sub("", first), *others]


def _is_title(record: Record, width: int, rest: Sequence[Record]) -> bool:
    """Few filled fields above a table whose own lines have at least twice as many."""
    filled = sum(bool(cell.strip()) for cell in record.cells)
    if width < 2 or filled * 2 > width or filled == len(record.cells) >= width:
        return False
    header = next((other for other in rest if len(other.cells) >= width), None)
    if header is None:
        return False
    named = sum(bool(cell.strip()) for cell in header.cells)
    return len(record.cells) < width or (filled == 1 and named > filled and bool(record.cells[0]))


def _headed(usable: Sequence[Record], at: int) -> Outline:
    said, first = [_skipped(usable, at)] if at else [], at
    cells = [cell.strip() for cell in _plain(usable[at])]
    body = [record.cells for record in usable[at + 1 :]]
    repeats = usable[at].cells
    if body and is_second_header(cells, body):
        cells = _both(cells, body[0])
        repeats = usable[at + 1].cells
        at += 1
        said.append(f"column names from lines {usable[first].number} and {usable[at].number}")
        body = body[1:]
    names, shifted = _fitted(cells, body)
    said += [shifted] if shifted else []
    before = usable[at].number
    padded = bool(body) and _is_rule(body[0])
    if padded or (body and is_units_line(body[0], body[1:])):
        before = usable[at + 1].number
        said.append(f"line {before} belongs to the header and is no row")
    if any("\ufffd" in name for name in names):
        said.append("a column name has unreadable bytes; if they matter, use --encoding")
    return Outline(
        tuple(unique_names(names)),
        usable[first].number,
        before,
        said=tuple(said),
        repeats=tuple(repeats),
        padded=padded,
        comments=any(_COMMENT.match(record.cells[0]) for record in usable[:first]),
    )


def _headerless(usable: Sequence[Record], at: int, why: str) -> Outline:
    width = max(1, width_of(usable[at:]))
    names = tuple(f"column {number}" for number in range(1, width + 1))
    before = usable[at].number - 1
    said = [_skipped(usable, at)] if at else []
    if why:
        said.append(
            f"line {before + 1} looks like data ({why}), so the columns are numbered; "
            f"if it names them, use --header-line {before + 1}"
        )
    return Outline(names, 0, before, tuple(said), data_line=before + 1 if why else 0)


def _skipped(usable: Sequence[Record], at: int) -> str:
    """What stands above the table."""
    text = " ".join((usable[0].text or usable[0].cells[0]).split())[:60]
    lines = "line" if at == 1 else "lines"
    return f"{at:,} {lines} above the column names left out (“{text}”)"


def _fitted(cells: list[str], body: Sequence[Sequence[str]]) -> tuple[list[str], str]:
    """Names for as many fields as the rows have, and what to say of it."""
    names = [cell.replace("\udcff", "\ufffd") for cell in cells]
    widths = {len(row) for row in body}
    while len(names) > 1 and not names[-1] and all(width < len(names) for width in widths):
        names.pop()
    if widths == {len(names) + 1} and all(row[-1].strip() for row in body):
        # As R writes row names: the header has one name less than the rows have fields.
        return ["", *names], "the first field of every row has no name"
    return names, ""


def _both(upper: Sequence[str], lower: Sequence[str]) -> list[str]:
    """The lower names; where one is repeated, after the upper name that spans it."""
    counts = Counter(cell.strip() for cell in lower)
    names, group = [], ""
    for place, cell in enumerate(lower):
        group = (upper[place] if place < len(upper) else "") or group
        name = cell.strip() or group
        names.append(f"{group} {name}" if counts[cell.strip()] > 1 and group != name else name)
    return names


def _is_rule(cells: Sequence[str]) -> bool:
    """The line under the names of a table drawn in text, as in Markdown."""
    return all(not cell.strip() or _RULE.fullmatch(cell) for cell in cells)


def unique_names(names: Iterable[str]) -> list[str]:
    """Trimmed, blank ones named and repeated ones numbered, the way pandas does."""
    found: dict[str, None] = {}
    next_number: dict[str, int] = {}
    for place, name in enumerate(names):
        base = unique = name.strip() or f"Unnamed: {place}"
        # Each name goes on counting where it stopped: thousands of equal names stay linear.
        for number in count(next_number.get(base, 1)):
            if unique not in found:
                break
            unique = f"{base}.{number}"
            next_number[base] = number + 1
        found[unique] = None
    return list(found)

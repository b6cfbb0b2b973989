"""Whether a line names columns or is data, judged beside the lines under it."""

import re
from collections.abc import Sequence

Cells = Sequence[str]

_NUMBER = re.compile(
    r"[-+]?[$€£¥]?\s?\d[\d.,' \u00a0\u202f]*\s?[%€$£¥]?|[-+]?\d+(\.\d+)?[eE][-+]?\d+"
)
_DATE = re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}([T ]\d{1,2}:\d{2}.*)?")
_YEAR = re.compile(r"(19|20)\d\d")
_ADDRESS = re.compile(r"[a-z]+://\S+|[^@\s]+@[^@\s]+\.[a-z]{2,}", re.IGNORECASE)
_LONGEST_NAME = 200
_LOOKED_AT = 100
# Names that no value has: one of them among a line's cells makes it a header.
_NAMES = frozenset(
    "id uuid name title description text city country url link website email date price "
    "category company question answer sku author status type address nom titre ville prix "
    "beschreibung stadt firma preis titel nombre titulo descripcion ciudad precio nome "
    "descricao cidade prezzo naam omschrijving stad".split()
)


def are_names(cells: Cells) -> bool:
    """Whether at least half of the cells, and two if there are several, are usual names."""
    known = sum(cell.strip().casefold() in _NAMES for cell in cells)
    return known * 2 >= len(cells) and known >= min(2, len(cells))


def is_data_line(first: Cells, body: Sequence[Cells]) -> str:
    """Why the first line of a table is rather data than names; "" where it may be names."""
    plain = [cell.strip() for cell in first]
    if address := next((cell for cell in plain if "://" in cell or _ADDRESS.fullmatch(cell)), None):
        return f"“{address[:40]}” is an address"
    if long := next((cell for cell in plain if len(cell) > _LONGEST_NAME), None):
        return f"“{long[:40]}…” is a text"
    if any(cell.casefold() in _NAMES for cell in plain):
        return ""
    body = [row for row in body[:_LOOKED_AT] if [cell.strip() for cell in row] != plain]
    columns = [_column(body, place) for place in range(len(plain))]
    votes = [_vote(cell, column) for cell, column in zip(plain, columns, strict=True)]
    if -1 in votes or not any(votes):
        return ""
    return f"“{plain[votes.index(1)][:40]}” is a value like those below it"


def _column(body: Sequence[Cells], place: int) -> list[str]:
    cells = (row[place].strip() for row in body if place < len(row))
    return [cell for cell in cells if cell]


def _vote(cell: str, column: Sequence[str]) -> int:
    """1 where the cell is like the values below it, −1 where it is not, 0 where nobody can tell."""
    if not cell or not column:
        return 0
    for kind in (_NUMBER, _DATE):
        share = sum(bool(kind.fullmatch(value)) for value in column) / len(column)
        if kind.fullmatch(cell):
            years = _YEAR.fullmatch(cell) and not all(map(_YEAR.fullmatch, column))
            return int(share >= 0.9 and not years)
        if share >= 0.9:
            return -1
    return int(cell in column)


def is_second_header(upper: Cells, body: Sequence[Cells]) -> bool:
    """Whether the line under ``upper`` names the columns that ``upper`` only groups.

    A group's name stands above the first of its columns, so that ``upper`` has gaps, and the line
    below has none but says something that no value would.
    """
    lower, rest = [cell.strip() for cell in body[0]], body[1:]
    gaps = sum(not cell for cell in upper)
    if len(upper) != len(lower) or gaps * 4 < len(upper) or not all(lower) or not rest:
        return False
    if len({(group, name) for group, name in zip(_spanned(upper), lower, strict=True)}) < len(
        lower
    ):
        return False
    named = any(name.casefold() in _NAMES for name in lower)
    votes = [_vote(name, _column(rest, place)) for place, name in enumerate(lower)]
    return 1 not in votes and (named or -1 in votes)


def _spanned(upper: Cells) -> list[str]:
    names, group = [], ""
    for cell in upper:
        group = cell or group
        names.append(group)
    return names


def is_units_line(line: Cells, rest: Sequence[Cells]) -> bool:
    """Whether a line under the header gives units: words where all below are numbers."""
    filled = [(place, cell.strip()) for place, cell in enumerate(line) if cell.strip()]
    if not filled or len(filled) == len(line) or len(rest) < 2:
        return False
    return all(_vote(cell, _column(rest, place)) == -1 for place, cell in filled)

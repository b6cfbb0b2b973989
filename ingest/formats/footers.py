"""Lines at the end of a table that are no rows: totals, counts, sources."""

import re
from collections.abc import Sequence

from ingest.formats.records import Record

MOST = 5
"""How many last lines may be a footer."""
_TOTAL = re.compile(
    r"(grand |sub)?[ -]?(total|totals|sum|count|gesamt|gesamtsumme|summe|somme|suma|totale|totaal"
    r"|итого|合計|总计|总数)\b\s*(\(?[-\d.,\s€$£%]*\)?)?\s*[:：=]?\s*[-\d.,\s€$£%]*"
    r"( (rows?|records?|items?|entries|results?))?",
    re.IGNORECASE,
)
_COUNT = re.compile(
    r"\(?[\d.,]+ (rows?|records?|entries|results?|items|zeilen|lignes|filas)"
    r"( (affected|selected|returned|found|in set).*)?\)?",
    re.IGNORECASE,
)
_NOTE = re.compile(
    r"(source|sources|note|notes|quelle|fuente|fonte|generated|exported|created|report|printed"
    r"|last updated|data as of|copyright|end of (file|report|data))\b.*|[-*=# ]+(end.*)?[-*=# ]*"
    r"|[*†©].*|\(.*\)",
    re.IGNORECASE | re.DOTALL,
)
_NUMERIC = re.compile(r"[-+]?[\d.,'\s€$£¥%]+")


def footers(last: Sequence[Record], width: int) -> int:
    """How many of the last records are a footer of a table with ``width`` columns."""
    found = 0
    for place in range(len(last) - 1, -1, -1):
        record = last[place]
        if record.problem:
            break
        if _is_total(record.cells, width) or _is_note(record, width):
            found = len(last) - place
        elif not any(cell.strip() for cell in record.cells):
            continue
        else:
            break
    return found


def _is_total(cells: Sequence[str], width: int) -> bool:
    filled = [cell.strip() for cell in cells if cell.strip()]
    if not filled or width < 2:
        return False
    label, rest = filled[0], filled[1:]
    if len(filled) < max(2, len(cells)) and _COUNT.fullmatch(label) and not rest:
        return True
    return bool(_TOTAL.fullmatch(label)) and all(map(_NUMERIC.fullmatch, rest))


def _is_note(record: Record, width: int) -> bool:
    """One field where rows have several: a sentence after a gap, or in the words of notes."""
    filled = [cell.strip() for cell in record.cells if cell.strip()]
    if len(filled) != 1 or width < 2 or not record.cells[0].strip():
        return False
    text = filled[0]
    says = ":" in text or len(text.split()) > 2 or not text[0].isalnum()
    if record.apart and says:
        return True
    return bool(_NOTE.fullmatch(text)) and (says or len(record.cells) < width)

"""Which dialect a text is written in: the reading under which all rows have one width."""

import re
from collections.abc import Iterator, Sequence
from io import StringIO
from itertools import islice, product
from typing import NamedTuple

from ingest.formats.dialect import COMMON, RARE, Dialect, separator_hint
from ingest.formats.encodings import lines_of
from ingest.formats.outline import width_of, without_comments
from ingest.formats.records import Record, records
from search.errors import SourceError

_RECORDS = 100
_SKIPPED = 20
_BOTH_DIGITS = re.compile(r"(?<=\d),(?=\d)")


class Said(NamedTuple):
    """What the user said of a text; None where it is to be found out."""

    delimiter: str | None = None
    quote: str | None = None


class _Fit(NamedTuple):
    """How well a dialect fits, to be compared."""

    columns: bool
    usable: bool
    perfect: bool
    usual: bool
    size: float
    plain: int


def dialect_of(text: str, cut: bool, said: Said, name: str) -> Dialect:
    """The dialect of the text that a file begins with. Raises SourceError for “::” and the like.

    ``cut`` says that the text goes on, so that its last record may be only half there.
    """
    first = text.lstrip("\ufeff").split("\n", 1)[0]
    hint = said.delimiter or separator_hint(first)
    best = max(_candidates(text, hint, said.quote), key=lambda one: _fit(text, one, cut))
    if not said.delimiter:
        _refuse_double(text, name)
    if _fit(text, best, cut).columns or said.quote is not None:
        return _tabs_quote(text, best, cut) if said.quote is None else best
    inside = _unwrapped(text)
    if inside:
        inner = dialect_of(inside, cut, said, name)
        if _fit(inside, inner, cut).columns:
            return Dialect(inner.delimiter, wrapped=True)
    return best


def sample(text: str, dialect: Dialect, cut: bool, width: int | None = None) -> list[Record]:
    """The first records of a text."""
    lines = lines_of(StringIO(text, newline=""))
    found = list(islice(records(lines, dialect, "utf-8", width), _RECORDS + 1))
    if cut and 1 < len(found) <= _RECORDS:
        found.pop()  # it may be only half there
    if found and separator_hint(found[0].text):
        del found[0]
    return found


def _candidates(text: str, delimiter: str | None, quote: str | None) -> Iterator[Dialect]:
    """Dialects of whose signs there is any in the text, the most usual first."""
    absent = next((sign for sign in COMMON if sign not in text), COMMON[0])  # for a single column
    found = [sign for sign in (*COMMON, *RARE) if sign in text or sign == absent]
    for sign in [delimiter] if delimiter else found:
        mark = re.escape(sign)
        begins = re.search(rf"(^|{mark})\s*'[^']", text, re.MULTILINE)
        single = begins and re.search(rf"[^']'\s*({mark}|$)", text, re.MULTILINE)
        quotes = ['"', ""] if '"' in text and sign == "\t" else ['"']
        quotes += ["'"] if single else []
        escapes = [False, True] if re.search(rf"\\[\"'\\{mark}]", text) else [False]
        blank = re.search(rf'{mark} +"', text) or _all_blank(text, sign)
        blanks = [False, True] if blank else [False]
        given = quotes if quote is None else [quote]
        for one, escape, skip in product(given, escapes, blanks):
            yield Dialect(sign, one, escape, skip)


def _all_blank(text: str, sign: str) -> bool:
    """Whether a blank follows every delimiter, those of the first line too."""
    first = text.split("\n", 1)[0]
    total, blank = text.count(sign), text.count(f"{sign} ")
    return bool(first.count(sign)) and total == blank


def _fit(text: str, dialect: Dialect, cut: bool) -> _Fit:
    first = sample(text, dialect, cut)
    width = width_of(without_comments(first))
    found = without_comments(_swallowed(text, dialect, cut, first, width))
    fitting = sum(len(record.cells) == width for record in found)
    share = fitting / len(found) if found else 1.0
    table = _from_header(found, width)
    perfect = len(table) > 1 and all(len(record.cells) == width for record in table)
    quotes = not _ignores_quotes(found, dialect)
    usual = dialect.delimiter in COMMON and not _decimal(text, dialect.delimiter)
    whole = perfect and len(table) == len(found)
    columns = width > 1 and quotes and (dialect.delimiter not in RARE or whole)
    if dialect.delimiter == ":" and any(cell[:1] in "/ " for r in found for cell in r.cells[1:]):
        columns = False  # an address, a time or a sentence
    return _Fit(columns, share >= 0.1, perfect, usual, width * share, _plainness(found, dialect))


def _ignores_quotes(found: Sequence[Record], dialect: Dialect) -> bool:
    """Whether quotes that are read as text hold a delimiter between them."""
    mark = re.escape(dialect.delimiter)
    held = re.compile(rf'(?:^|{mark})"[^"]*{mark}[^"]*"(?:{mark}|$)')
    return not dialect.quote and any(held.search((r.text or "").strip()) for r in found)


def _swallowed(
    text: str, dialect: Dialect, cut: bool, found: list[Record], width: int
) -> list[Record]:
    """The records once more if there may be quotes among them that swallow whole lines."""
    several = any(record.problem or (record.text or "").rstrip().count("\n") for record in found)
    return sample(text, dialect, cut, width) if several and width > 1 else found


def _from_header(found: Sequence[Record], width: int) -> Sequence[Record]:
    """The records without the narrower ones above, which may be titles."""
    first = next((at for at, record in enumerate(found) if len(record.cells) == width), 0)
    return found[first:] if first < _SKIPPED else found


def _plainness(found: Sequence[Record], dialect: Dialect) -> int:
    """Higher for fewer particulars, and lower where a sign is left over in the cells."""
    cells = [cell.strip() for record in found for cell in record.cells[:50]]
    if dialect.quote == '"':
        quoted = sum(len(c) > 2 and c[0] == c[-1] == "'" for c in cells)
        left = quoted * 2 >= max(1, len(cells))
    else:
        left = any(len(c) > 1 and c[0] == c[-1] == '"' for c in cells)
    escaped = not dialect.escapes and any(_leaves_escape(cell) for cell in cells)
    blank = not dialect.skip_blanks and any(
        cell.startswith(' "') for r in found for cell in r.cells
    )
    signs = dialect.escapes + dialect.skip_blanks + (dialect.quote != '"')
    return -10 * (left + escaped + blank) - signs


def _leaves_escape(cell: str) -> bool:
    return '\\"' in cell or "\\'" in cell


def _decimal(text: str, sign: str) -> bool:
    """Whether nearly every comma is one within a number."""
    return sign == "," and len(_BOTH_DIGITS.findall(text)) >= 0.9 * max(1, text.count(","))


def _tabs_quote(text: str, dialect: Dialect, cut: bool) -> Dialect:
    """Files with tabs hardly ever quote: there a quote is text unless one field needs it."""
    if dialect.delimiter != "\t" or dialect.quote != '"' or '"' not in text:
        return dialect
    found = sample(text, dialect, cut)
    needed = any(
        sign in cell for record in found for cell in record.cells for sign in '"\t\r\n'
    ) or text.lstrip("\ufeff").startswith('"')
    return dialect if needed else Dialect("\t", "", dialect.escapes, dialect.skip_blanks)


def _unwrapped(text: str) -> str:
    """What is inside the quotes, where every line is in quotes as a whole."""
    lines = [line.strip() for line in text.splitlines()[:_RECORDS] if line.strip()]
    if len(lines) < 2 or not all(len(n) > 1 and n[0] == n[-1] == '"' for n in lines):
        return ""
    return "\n".join(line[1:-1].replace('""', '"') for line in lines) + "\n"


def _refuse_double(text: str, name: str) -> None:
    """A delimiter of two characters, which has its own number in every line."""
    lines = [line for line in text.splitlines()[:_RECORDS] if line.strip()]
    for sign in ("::", "||", "^^", "~~", ";;", "|~|", "~|~", "$$", "##", "@@"):
        counts = {line.count(sign) for line in lines}
        single = sum(line.count(sign[0]) for line in lines)
        if len(lines) > 1 and len(counts) == 1 and single == 2 * len(lines) * max(counts) > 0:
            raise SourceError(
                f"{name} has “{sign}” between its fields, but a delimiter is one character; "
                f"replace it by a tab first: sed 's/{re.escape(sign)}/\\t/g' {name}"
            )

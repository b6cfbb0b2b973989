"""Excel's and LibreOffice's workbooks: one sheet as a table, read by calamine."""

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import Any

from python_calamine import (
    CalamineError,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from ingest.formats.outline import Outline, outline_of
from ingest.formats.records import MAX_CELLS, TOO_MANY, Record
from ingest.formats.table import rows_of
from ingest.sources.files import Damaged, Input, reason
from ingest.sources.protocols import Row
from search.errors import InputError, SourceError

OLE = b"\xd0\xcf\x11\xe0"
"""How Excel's files before 2007 begin, and encrypted ones of today."""
_PARTS = {"xl/workbook.xml", "xl/workbook.bin"}
_ODS = b"application/vnd.oasis.opendocument.spreadsheet"
_LARGEST = 1 << 30
_FIRST = 100


@dataclass(frozen=True)
class Workbook:
    """One sheet; its cells are the texts that people see, as in a CSV.

    Whole numbers lose the ".0" that the file keeps them with, dates are ISO 8601.
    """

    sheet: str
    others: tuple[str, ...] = ()
    outline: Outline = field(default_factory=lambda: Outline(()))

    @property
    def description(self) -> str:
        """See Format.description."""
        more = f" (others: {', '.join(self.others)}; choose with --sheet)" if self.others else ""
        return ", ".join([f"workbook, sheet “{self.sheet}”{more}", *self.outline.said])

    def columns(self, file: Input) -> list[str]:
        """See Format.columns."""
        return list(self.outline.names)

    def rows(self, file: Input) -> Iterator[Row]:
        """See Format.rows."""
        with _opened(file) as book:
            yield from rows_of(_records(book, self.sheet), self.outline, "row")


def is_workbook(file: Input) -> bool:
    """Whether the bytes are Excel's or LibreOffice's, packed as they are."""
    with file.reopen() as raw:
        head = raw.read(4)
        if head == OLE:
            return True
        if not head.startswith(b"PK"):
            return False
        try:
            with zipfile.ZipFile(raw) as archive:
                names = set(archive.namelist())
                ods = "mimetype" in names and archive.read("mimetype").startswith(_ODS)
                return bool(names & _PARTS) or ods
        except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, EOFError):
            return False  # what is wrong with it is for the reader of zips to say


def workbook_of(file: Input, sheet: str | None, header_line: int | None) -> Workbook:
    """The sheet that was named, by its name or number, else the first one with rows.

    Raises SourceError, or InputError when there is no such sheet.
    """
    with _opened(file) as book:
        names = _sheets(book)
        chosen = _named(names, sheet, file.name) if sheet is not None else _first(book, names)
        first = list(islice(_records(book, chosen), _FIRST)) if chosen else []
    outline = outline_of(first, header_line)
    if outline is None:
        raise SourceError(f"{file.name} is empty: its sheet “{chosen}” has no rows.")
    return Workbook(chosen, tuple(name for name in names if name != chosen), outline)


def _sheets(book: CalamineWorkbook) -> list[str]:
    """Names of the sheets that can be seen; of all where none can."""
    sheets = [one for one in book.sheets_metadata if one.typ == SheetTypeEnum.WorkSheet]
    visible = [one.name for one in sheets if one.visible == SheetVisibleEnum.Visible]
    return visible or [one.name for one in sheets]


def _named(names: list[str], sheet: str, file: str) -> str:
    if sheet in names:
        return sheet
    if sheet.isdecimal() and 1 <= int(sheet[:6]) <= len(names):
        return names[int(sheet[:6]) - 1]
    raise InputError(f"--sheet: {file} has no sheet “{sheet}”; it has {', '.join(names)}.")


def _first(book: CalamineWorkbook, names: list[str]) -> str:
    for name in names:
        if next(_records(book, name), None):
            return name
    return names[0] if names else ""


@contextmanager
def _opened(file: Input) -> Iterator[CalamineWorkbook]:
    with file.reopen() as raw:
        _refuse_giant(file, raw)
        raw.seek(0)
        try:
            with CalamineWorkbook.from_filelike(raw) as book:
                yield book
        except PasswordError as error:
            raise SourceError(
                f"{file.name} is protected by a password; save a copy without."
            ) from error
        except CalamineError as error:
            raise Damaged(f"the workbook cannot be read ({reason(error)})") from error


def _refuse_giant(file: Input, raw: Any) -> None:
    """A workbook is read into memory as a whole."""
    if not zipfile.is_zipfile(raw):
        return
    raw.seek(0)
    with zipfile.ZipFile(raw) as archive:
        size = sum(member.file_size for member in archive.infolist())
    if size > _LARGEST:
        raise SourceError(f"{file.name} unpacks to more than 1 GiB; save its sheet as CSV.")


def _records(book: CalamineWorkbook, name: str) -> Iterator[Record]:
    sheet = book.get_sheet_by_name(name)
    start = sheet.start[0] if sheet.start else 0
    apart = False
    for number, values in enumerate(sheet.iter_rows(), start=start + 1):
        cells = [_shown(value) for value in values]
        if not any(cells):
            apart = True
            continue
        problem = TOO_MANY if len(cells) > MAX_CELLS else None
        yield Record(number, [] if problem else cells, "\t".join(cells), problem, apart)
        apart = False


def _shown(value: object) -> str:
    """A cell as people see it."""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime):
        midnight = value.time() == time()
        return value.date().isoformat() if midnight else value.isoformat(" ")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        return str(value)
    return str(value)

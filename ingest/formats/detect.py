"""Which format a file is in, told by what is in it and, where that leaves a choice, its name."""

import codecs
import re
from io import BytesIO
from typing import NamedTuple

from ingest.formats.base import Format
from ingest.formats.delimited import Delimited
from ingest.formats.encodings import HEAD, bom_encoding, detect_encoding, text_of
from ingest.formats.json_shapes import json_format
from ingest.formats.json_values import BLANK
from ingest.formats.outline import outline_of, width_of, without_comments
from ingest.formats.parquet import Parquet
from ingest.formats.sniff import Said, dialect_of, sample
from ingest.formats.workbook import OLE, is_workbook, workbook_of
from ingest.sources.files import Damaged, Input, Spool, packing
from search.errors import SourceError

_USE = "give CSV, TSV, JSON Lines, a JSON array, Parquet, .xlsx or .ods"
_FOREIGN = {
    b"%PDF": "a PDF",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"SQLite format 3": "an SQLite database",
    b"BZh": "compressed with bzip2",
    b"\xfd7zXZ": "compressed with xz",
    b"7z\xbc\xaf": "compressed with 7-Zip",
    b"Rar!": "compressed with RAR",
    b"ARROW1": "an Arrow file",
    b"ORC": "an ORC file",
    b"Obj\x01": "an Avro file",
}
_MARKUP = re.compile(r"\s*<(\?xml|!doctype|html)\b", re.IGNORECASE)
_ARRAY = re.compile(r'\s*\[\s*([\[{"\]\d-]|$)')
_OBJECT = re.compile(r'\s*\{\s*(["}]|$)')
_LINES_NAMES = (".jsonl", ".ndjson")
_JSON_NAMES = (*_LINES_NAMES, ".json")
_PACKED_NAME = re.compile(r"\.(gz|zst|zip)$")
_FEW_LINES = 20
_LONG_HEAD = 4 << 20
"""Bytes to look at where lines are so long that a head of the usual size has only a few."""


class Reading(NamedTuple):
    """What the user said of how a file is to be read; None where it is to be found out.

    ``header_line`` is the line of the column names, 0 where there are none; ``sheet`` a workbook's
    sheet by name or number.
    """

    encoding: str | None = None
    delimiter: str | None = None
    quote: str | None = None
    header_line: int | None = None
    sheet: str | None = None


AS_FOUND = Reading()
"""Nothing is said: all is found out."""


def detect(file: Input, spool: Spool, said: Reading = AS_FOUND) -> tuple[Input, Format]:
    """The format of ``file``, and the file or, where that must be, an unpacked copy in ``spool``.

    Raises SourceError, InputError, OSError or Damaged.
    """
    if is_workbook(file):
        return file, _workbook(file, said)
    head = _head(file)
    if head.startswith(b"PAR1"):
        if file.packed():  # its table of contents is at the end
            with file.open() as stream:
                file = spool.keep(stream, file.name)
        return file, Parquet()
    if packing(head):
        raise SourceError(f"{file.name} is compressed twice; {_USE}.")
    return file, _text_format(file, head, said)


def _text_format(file: Input, head: bytes, said: Reading) -> Format:
    unicode = bom_encoding(head) or said.encoding
    if not unicode:
        _refuse_binary(file.name, head)
    # RFC 8259 leaves JSON no other encoding than UTF-8, so only a mark or the user says another.
    text = _text(head, unicode or "utf-8")
    if not text.strip(BLANK):
        raise SourceError(f"{file.name} is empty.")
    name = _PACKED_NAME.sub("", file.name.lower())
    if not said.delimiter and (_looks_json(text) or name.endswith(_JSON_NAMES)):
        lines, cut = name.endswith(_LINES_NAMES), len(head) == HEAD
        return json_format(file.name, text, unicode or "utf-8", lines=lines, cut=cut)
    if _MARKUP.match(text.lstrip(BLANK)):
        raise SourceError(f"{file.name} is a web page or XML, not a table; {_USE}.")
    if not unicode:
        with file.open() as stream:
            unicode = detect_encoding(stream)
    if head.count(b"\n") < _FEW_LINES:
        head = _head(file, _LONG_HEAD)
    return _delimited(file.name, _text(head, unicode), unicode, head, said)


def _workbook(file: Input, said: Reading) -> Format:
    try:
        return workbook_of(file, said.sheet, said.header_line)
    except Damaged as error:
        with file.reopen() as raw:
            old = raw.read(4) == OLE
        if not old:
            raise
        raise SourceError(
            f"{file.name} is an old Office document without a table that can be read; {_USE}."
        ) from error


def _delimited(name: str, text: str, encoding: str, head: bytes, said: Reading) -> Format:
    cut = len(head) in (HEAD, _LONG_HEAD)
    if cut and not re.search(r"[\r\n]", text.strip()):
        raise SourceError(
            f"{name} does not begin with the names of its columns: line 1 is unusable (longer than "
            f"{len(head) >> 10:,} KiB)."
        )
    dialect = dialect_of(text, cut, Said(said.delimiter, said.quote), name)
    found = sample(text, dialect, cut)
    found = sample(text, dialect, cut, width_of(without_comments(found)))
    outline = outline_of(found, said.header_line)
    if outline is None:
        first = found[0] if found else None
        if said.header_line:
            raise SourceError(f"{name} has no line {said.header_line} that could name the columns.")
        if first is None:
            raise SourceError(f"{name} is empty; its first line must name the columns.")
        raise SourceError(
            f"{name} does not begin with the names of its columns: "
            f"line {first.number} is unusable ({first.problem})."
        )
    return Delimited(dialect, encoding, outline)


def _head(file: Input, size: int = HEAD) -> bytes:
    """As much of the beginning as there is before any damage, which is for the reader to tell."""
    head = b""
    with file.open() as stream:
        try:
            while len(head) < size and (more := stream.read1(size - len(head))):
                head += more
        except Damaged:
            if not head:
                raise
    return head


def _refuse_binary(name: str, head: bytes) -> None:
    if _is_text(head):
        return
    kinds = (kind for magic, kind in _FOREIGN.items() if head.startswith(magic))
    if kind := "a tar archive" if head[257:262] == b"ustar" else next(kinds, None):
        raise SourceError(f"{name} is {kind}; {_USE}.")
    odd, even = head[1::2].count(0), head[::2].count(0)
    if max(odd, even) * 10 > len(head) * 3 and min(odd, even) * 100 < len(head):
        raise SourceError(
            f"{name} looks like UTF-16 without a byte order mark; say which with "
            f"--encoding utf-16-{'le' if odd > even else 'be'}."
        )
    raise SourceError(f"{name} is not text but binary data; {_USE}.")


def _is_text(head: bytes) -> bool:
    """Control characters are rare in text of any encoding, and random bytes are no UTF-8.

    UTF-16 of ASCII is UTF-8 with a zero in every second place.
    """
    controls = sum(head.count(byte) for byte in range(32) if byte not in b"\t\n\v\f\r\x1b")
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)  # the last character may be cut
    except UnicodeDecodeError:
        return controls * 50 <= len(head)
    return controls * 3 <= len(head)


def _text(head: bytes, encoding: str) -> str:
    with text_of(BytesIO(head), encoding, newline="") as text:
        return text.read()


def _looks_json(text: str) -> bool:
    text = text.lstrip(BLANK)
    return bool(_ARRAY.match(text) or _OBJECT.match(text))

"""Which format a file is in, told by what is in it and, where that leaves a choice, its name."""

import codecs
import json
import re
from io import BytesIO, StringIO
from itertools import islice

from ingest.formats.base import Format
from ingest.formats.delimited import Delimited, separator_hint
from ingest.formats.encodings import HEAD, bom_encoding, detect_encoding, lines_of, text_of
from ingest.formats.json import JsonArray, JsonLines
from ingest.formats.parquet import Parquet
from ingest.formats.records import records
from ingest.sources.files import Damaged, Input, Spool, packing
from search.errors import SourceError

DELIMITERS = (",", ";", "\t", "|")
_USE = "give CSV, TSV, JSON Lines, a JSON array or Parquet"
_FOREIGN = {
    b"%PDF": "a PDF",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"SQLite format 3": "an SQLite database",
    b"\xd0\xcf\x11\xe0": "an old Office document",
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
_RECORDS = 100


def detect(
    file: Input, spool: Spool, encoding: str | None = None, delimiter: str | None = None
) -> tuple[Input, Format]:
    """The format of ``file``, and the file or, where that must be, an unpacked copy in ``spool``.

    ``encoding`` and ``delimiter`` are what the user said. Raises SourceError, OSError or Damaged.
    """
    head = _head(file)
    if head.startswith(b"PAR1"):
        if file.packed():  # its table of contents is at the end
            with file.open() as stream:
                file = spool.keep(stream, file.name)
        return file, Parquet()
    if packing(head):
        raise SourceError(f"{file.name} is compressed twice; {_USE}.")
    unicode = bom_encoding(head) or encoding
    if not unicode:
        _refuse_binary(file.name, head)
    # RFC 8259 leaves JSON no other encoding than UTF-8, so only a mark or the user says another.
    text = _text(head, unicode or "utf-8")
    if not text.strip():
        raise SourceError(f"{file.name} is empty.")
    name = _PACKED_NAME.sub("", file.name.lower())
    if not delimiter and (_looks_json(text) or name.endswith(_JSON_NAMES)):
        return file, _json(file.name, text, unicode or "utf-8", lines=name.endswith(_LINES_NAMES))
    if _MARKUP.match(text):
        raise SourceError(f"{file.name} is a web page or XML, not a table; {_USE}.")
    if not unicode:
        with file.open() as stream:
            unicode = detect_encoding(stream)
        text = _text(head, unicode)
    return file, Delimited(delimiter or _delimiter(text, unicode, len(head) == HEAD), unicode)


def _head(file: Input) -> bytes:
    """As much of the beginning as there is before any damage, which is for the reader to tell."""
    head = b""
    with file.open() as stream:
        try:
            while len(head) < HEAD and (more := stream.read1(HEAD - len(head))):
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
    return bool(_ARRAY.match(text) or _OBJECT.match(text))


def _json(name: str, text: str, encoding: str, *, lines: bool) -> Format:
    if text.lstrip().startswith("[") and not lines:
        return JsonArray(encoding)
    first = text.lstrip().split("\n", 1)[0].rstrip()
    try:
        json.loads(first)
    except json.JSONDecodeError as error:
        if error.pos >= len(first) < len(text.strip()) and not lines:
            raise SourceError(
                f"{name} is one JSON object over several lines; give an array of objects, or one "
                "object a line."
            ) from None
    except (ValueError, RecursionError):
        pass  # the first row is to be rejected, like any other
    return JsonLines(encoding)


def _delimiter(text: str, encoding: str, cut: bool) -> str:
    """The one that makes most columns of most rows; the first where none makes any."""
    first = text.splitlines()[0]
    if hint := separator_hint(first):
        return hint
    return max(DELIMITERS, key=lambda delimiter: _fit(text, delimiter, encoding, cut))


def _fit(text: str, delimiter: str, encoding: str, cut: bool) -> tuple[bool, bool, float]:
    lines = lines_of(StringIO(text, newline=""))
    found = list(islice(records(lines, delimiter, encoding), _RECORDS + 1))
    if cut and 1 < len(found) <= _RECORDS:
        found.pop()  # it may be only half there
    width, *rest = [len(record.cells) for record in found] or [0]
    fitting = sum(other == width for other in rest)
    share = fitting / len(rest) if rest else 1.0
    return width > 1, share >= 0.1, width * share

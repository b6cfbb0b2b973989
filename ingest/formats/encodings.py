"""From bytes to text: which encoding it is, and lines whose unreadable bytes are marked."""

import codecs
import io
import re
from collections.abc import Iterator
from typing import IO, NamedTuple, TextIO

from charset_normalizer import CharsetMatch, from_bytes
from typing_extensions import Buffer

from ingest.sources.protocols import MAX_ROW
from search.errors import InputError
from search.text.normalization import is_unicode

BOM = "\ufeff"
HEAD = 1 << 16
"""Bytes that every guess about a file may look at."""
_BOMS = {  # UTF-32's little-endian mark begins with UTF-16's
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
# In the order of preference between guesses that are equally good: the same bytes often make
# sense in many, and Windows' Western one is by far the most common outside Unicode.
_CANDIDATES = [
    "cp1252 cp1250 cp1251 cp1253 cp1254 cp1255 cp1256 cp1257 cp850 mac_roman koi8_r".split(),
    "cp932 euc_jp gb18030 big5 cp949".split(),
]
_ORDER = [name for group in _CANDIDATES for name in group]
# Polish read as Western: "dzia³a". No language has these signs between two letters.
_SIGN_IN_WORD = re.compile(r"(?<=[^\W\d_])[¹²³¼½¾¿¡£¥§©®°±¶¢¤¦¨«»¬¯¸×÷€†‡‰‹›™](?=[^\W\d_])")
_SEARCHED = 32 << 20
_MARK = "\udcff"
_MARKING = "ingest.mark"

_ESCAPE = b"\x1b"
# RFC 1468 and RFC 1557: seven bits, and escape sequences that switch between character sets.
_ESCAPED = ("iso2022_jp", "iso2022_jp_2", "iso2022_kr")

# A lone surrogate cannot come from decodable text, so it marks what was not.
codecs.register_error(_MARKING, lambda error: (_MARK, getattr(error, "end", 0)))


# Java and Oracle write a character beyond U+FFFF as two surrogates of three bytes each (CESU-8).
_CESU8 = re.compile(rb"\xed[\xa0-\xaf][\x80-\xbf]\xed[\xb0-\xbf][\x80-\xbf]")
_CESU8_CUT = re.compile(rb"\xed([\xa0-\xaf]([\x80-\xbf](\xed[\xb0-\xbf]?)?)?)?\Z")
_UTF8 = "ingest-utf-8"


class _Decoder(codecs.BufferedIncrementalDecoder):
    """UTF-8 and CESU-8; byte order marks stay."""

    def _buffer_decode(self, input: Buffer, errors: str, final: bool) -> tuple[str, int]:
        given = bytes(input)
        if b"\xed" not in given:
            return codecs.utf_8_decode(given, errors, final)
        cut = None if final else _CESU8_CUT.search(given)
        end = cut.start() if cut else len(given)
        data = _CESU8.sub(_joined, given[:end])
        text, used = codecs.utf_8_decode(data, errors, final)
        return text, end - (len(data) - used)  # what is left over is the beginning of a character


def _joined(pair: re.Match[bytes]) -> bytes:
    units = pair[0].decode("utf-8", "surrogatepass")
    return units.encode("utf-16", "surrogatepass").decode("utf-16").encode()


_UTF8_OF_ALL_KINDS = codecs.CodecInfo(
    codecs.utf_8_encode,
    codecs.utf_8_decode,
    incrementalencoder=codecs.lookup("utf-8").incrementalencoder,
    incrementaldecoder=_Decoder,
    name=_UTF8,
)


class Line(NamedTuple):
    """A line with its end, by its 1-based number; None when it is longer than a row may be."""

    number: int
    text: str | None


def _search(name: str) -> codecs.CodecInfo | None:
    return _UTF8_OF_ALL_KINDS if name == _UTF8.replace("-", "_") else None


codecs.register(_search)


def bom_encoding(head: bytes) -> str | None:
    """The encoding that a byte order mark at the very beginning tells."""
    return next((name for bom, name in _BOMS.items() if head.startswith(bom)), None)


def known_encoding(name: str) -> str:
    """Python's own name for a text encoding. Raises InputError."""
    try:
        text_of(io.BytesIO(b"a\n"), name, newline="").read()
        return codecs.lookup(name).name
    except (LookupError, ValueError):  # UnicodeError is a ValueError
        raise InputError(f"--encoding: {name!r} is not an encoding; try utf-8 or cp1252.") from None


def detect_encoding(file: IO[bytes]) -> str:
    """By its byte order mark, else UTF-8 unless most of what is beyond ASCII is not."""
    first = file.readline(HEAD)
    if encoding := bom_encoding(first):
        return encoding
    content = b"\n".join(_beyond_ascii(first, file))
    if content.isascii() and (name := _escaped(content)):
        return name
    with text_of(io.BytesIO(content), "utf-8", newline="") as decoded:
        text = decoded.read()
    # The letters of other encodings hardly ever happen to be UTF-8.
    if 2 * text.count(_MARK) <= sum(char > "\x7f" for char in text):
        return "utf-8"
    best = min(from_bytes(content, cp_isolation=_ORDER), key=_badness, default=None)
    return min(best.could_be_from_charset, key=_place) if best else "cp1252"


def text_of(file: IO[bytes], encoding: str, newline: str) -> TextIO:
    """``file`` as text in which ``is_readable`` tells what could not be decoded."""
    return io.TextIOWrapper(
        file, _UTF8 if encoding == "utf-8" else encoding, _MARKING, newline=newline
    )


def is_readable(text: str) -> bool:
    """Whether every byte of it could be decoded."""
    return is_unicode(text)


def undecodable(encoding: str) -> str:
    """Why a row with unreadable bytes is rejected."""
    return f"not {encoding.upper()}; if it is in another encoding, use --encoding"


def lines_of(text: TextIO) -> Iterator[Line]:
    """Numbered lines; one beyond the bound is passed over without being kept.

    A byte order mark at a line's beginning is where files were put together, and is no text.
    """
    number = 0
    while line := text.readline(MAX_ROW + 1):
        number += 1
        if len(line) <= MAX_ROW:
            yield Line(number, line.lstrip(BOM))
            continue
        while line and not line.endswith(("\n", "\r")):
            line = text.readline(MAX_ROW)
        yield Line(number, None)


def _beyond_ascii(first: bytes, file: IO[bytes]) -> list[bytes]:
    """Beginnings of the first lines with escapes or bytes beyond ASCII, enough to judge by."""
    found: list[bytes] = []
    size, done, line = 0, 0, first
    while line and size < HEAD and done < _SEARCHED:
        if not line.isascii() or _ESCAPE in line:
            found.append(line)
            size += len(line)
        done += len(line)
        while line and not line.endswith(b"\n"):  # a piece may begin inside a character
            line = file.readline(HEAD)
            done += len(line)
        line = file.readline(HEAD)
    return found


def _escaped(content: bytes) -> str | None:
    for name in _ESCAPED if _ESCAPE in content else ():
        try:
            if _ESCAPE.decode() not in content.decode(name):
                return name
        except UnicodeDecodeError:
            continue
    return None


def _badness(match: CharsetMatch) -> tuple[float, float, int]:
    text = str(match)
    odd = len(_SIGN_IN_WORD.findall(text)) / max(1, sum(char > "\x7f" for char in text))
    return match.chaos + odd, -match.coherence, min(map(_place, match.could_be_from_charset))


def _place(encoding: str) -> int:
    return _ORDER.index(encoding) if encoding in _ORDER else len(_ORDER)

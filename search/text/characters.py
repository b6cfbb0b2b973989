"""Characters that are written in several ways, and the one form in which they are compared.

Each table names its source. Applied by ``normalization.fold`` one grapheme cluster at a time.
"""

import unicodedata
from functools import lru_cache

import regex

APOSTROPHES = "'’‘‛ʼʻʽʹ`´′＇׳ꞌ"
"""One sign in many places: ICU's utr30 folding maps most of them; U+00B4 and the geresh
U+05F3 are how keyboards without an apostrophe write it."""
_HYPHENS = "‐‑‒⁃﹣－−\u058a\u05be"
"""Unicode's dashes that stand inside words (UTR #30, dash folding), with the Hebrew maqaf."""
_SPACING_MARKS = "¨¸¯˙˚˛˜˝˘ˇ™℠"
"""NFKC would turn these into a blank with a mark, or ™ into the letters tm: separators."""

TABLE = str.maketrans(
    {
        **dict.fromkeys(APOSTROPHES, "'"),
        "״": '"',
        **dict.fromkeys(_HYPHENS, "-"),
        **dict.fromkeys(_SPACING_MARKS, " "),
        "ـ": "",  # tatweel stretches a word (Lucene ArabicNormalizer)
    }
)
"""Applied before normalization; the rest of ``fold`` never sees the variants."""

LETTERS = str.maketrans(
    {
        # Letters with a stroke or a ligature have no decomposition (ICU utr30, Lucene
        # ASCIIFoldingFilter). The dotless i is folded so that Turkish capitals meet.
        **dict(zip("øłđħŧıƒ", "oldhtif", strict=True)),
        **{"æ": "ae", "œ": "oe", "ð": "d", "þ": "th", "ĸ": "k", "ŋ": "n", "ə": "a"},
        # Lucene ArabicNormalizer and PersianNormalizer; hamza falls with the marks.
        **{"ٱ": "ا", "ى": "ي", "ة": "ه", "ی": "ي", "ې": "ي", "ک": "ك", "ہ": "ه", "ھ": "ه"},
    }
)
"""Applied to lower-case letters whose marks are gone."""

_IGNORABLE = regex.compile(r"(?!\u200c)\p{Default_Ignorable_Code_Point}")
"""UAX #31 and UTR #36: characters without a visible form. ZWNJ is decided by its neighbours."""
_PERSIAN_BREAK = regex.compile(r"(?<=\p{Arabic}\p{M}*)\u200c(?=\p{Arabic})")
_PARTED = regex.compile(r"[⁰¹²³⁴-⁹]+|(?![₀-₉])\p{No}|[№℀-℆]")
_SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_FOLDED_SCRIPT = regex.compile(r"[\p{Latin}\p{Greek}\p{Cyrillic}\p{Hebrew}\p{Arabic}\p{Common}]")
_MARK = regex.compile(r"[\p{Mn}\p{Me}]")


def without_ignorables(text: str) -> str:
    r"""Without invisible characters; a ZWNJ between Arabic letters stays, as Persian needs it.

    >>> without_ignorables("soft\u00adware"), without_ignorables("wire\u2060less")
    ('software', 'wireless')
    """
    kept: str = _IGNORABLE.sub("", text)
    if "\u200c" not in kept:
        return kept
    marked: str = _PERSIAN_BREAK.sub("\x1f", kept)
    return marked.replace("\u200c", "").replace("\x1f", "\u200c")


def parted(text: str) -> str:
    """Fractions, superscripts, circled numbers and № set apart before NFKC makes digits of them.

    Subscripts belong to their word (H₂O). Unicode category No, UAX #15 on compatibility forms.

    A superscript keeps a sign before it, so that m² may also be written m2.

    >>> parted("10½"), parted("10⁶"), parted("H₂O")
    ('10 ½ ', '10^⁶ ', 'H₂O')
    """
    if text.isascii():
        return text
    apart: str = _PARTED.sub(_set_apart, text)
    return apart


def without_marks(decomposed: str) -> str:
    r"""Accents, vowel points and hamza removed from Latin, Greek, Cyrillic, Hebrew and Arabic.

    ICU's utr30 folding (Lucene ICUFoldingFilter) limited to scripts in which a word is also
    written without its marks: in Devanagari or Kana a mark makes another letter. The breve of
    й stays for the same reason.

    >>> without_marks("cafe\u0301"), without_marks("ガ") == "ガ"
    ('cafe', True)
    """
    kept: list[str] = []
    folds = True
    for char in decomposed:
        if not _is_mark(char):
            folds = _folds(char)
        elif folds and not (char == "\u0306" and kept and kept[-1] == "и"):
            continue
        kept.append(char)
    return "".join(kept)


def _set_apart(found: "regex.Match[str]") -> str:
    number: str = found[0]
    if unicodedata.normalize("NFKC", number) == number:
        return number
    sign = "^" if number[0] in _SUPERSCRIPTS else " "
    return f"{sign}{number} "


@lru_cache(maxsize=4096)
def plain_digit(char: str) -> str:
    """A decimal digit of any script as ASCII (ICU utr30, Lucene DecimalDigitFilter).

    >>> plain_digit("٣"), plain_digit("x")
    ('3', 'x')
    """
    digit = unicodedata.decimal(char, None)
    return char if digit is None else str(digit)


@lru_cache(maxsize=4096)
def _is_mark(char: str) -> bool:
    return _MARK.match(char) is not None


@lru_cache(maxsize=4096)
def _folds(char: str) -> bool:
    return _FOLDED_SCRIPT.match(char) is not None

"""Characters: the form in which texts are compared, with offsets into what was written."""

import unicodedata
from functools import lru_cache

import regex

from search.text import characters

_CLUSTER = regex.compile(r"\X")


def clean_city(city: str | None) -> str | None:
    """Trimmed, in NFC and without format characters (Cf); None when nothing is left."""
    if not city:
        return None
    if city.isascii():
        return city.strip() or None
    visible = "".join(char for char in city if unicodedata.category(char) != "Cf")
    return unicodedata.normalize("NFC", visible).strip() or None


def facet_key(value: str) -> str:
    """What two spellings of a facet value have in common: case, accents and padding are left out.

    Canonical and compatibility decompositions without marks and format characters, case-folded
    (Unicode TR15; Unicode 3.13, default caseless matching).

    >>> facet_key(" S\u00e3o\u200b PAULO"), facet_key("Sao Paulo"), facet_key("Stra\u00dfe")
    ('sao paulo', 'sao paulo', 'strasse')
    """
    # Case folding can bring new marks, as for “İ”, and decomposing new upper case.
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", value).casefold())
    bare = "".join(c for c in decomposed if unicodedata.category(c) not in ("Mn", "Cf"))
    return bare.casefold().strip()


def is_unicode(text: str) -> bool:
    """Whether the text can be stored and sent: a lone surrogate cannot."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def fold(text: str) -> str:
    """The form in which texts are compared: NFKC, case folding, and the tables of ``characters``.

    Sources: UAX #15 (NFKC), Unicode 3.13 (default caseless matching), ICU's utr30 folding.

    >>> fold("L’Oréal ＡＩ straße"), fold("Зелёный Ζωή Øre")
    ("l'oreal ai strasse", 'зеленый ζωη ore')
    """
    if text.isascii():
        return _ascii(text)
    for _ in range(_ROUNDS):
        folded = _folded_once(text)
        if folded == text:
            break
        text = folded
    return text


def fold_with_offsets(text: str) -> tuple[str, list[int], list[int]]:
    """The folded text and, for each of its characters, the [start, end) it came from.

    Meant for what stands between two blanks: normalization never composes across them.
    """
    if text.isascii():
        return _ascii(text), list(range(len(text))), list(range(1, len(text) + 1))
    whole = fold(text)
    clusters = [(c.start(), c.end(), _fold_cluster(c[0])) for c in _CLUSTER.finditer(text)]
    # Where normalization works across clusters, the whole is the smallest unit whose origin
    # is certain.
    if "".join(out for _, _, out in clusters) != whole:
        clusters = [(0, len(text), whole)]
    starts: list[int] = []
    ends: list[int] = []
    for start, end, out in clusters:
        if len(out) == end - start:
            starts += range(start, end)
            ends += range(start + 1, end + 1)
        else:
            starts += [start] * len(out)
            ends += [end] * len(out)
    return whole, starts, ends


_ROUNDS = 4
"""Folding once is enough but for rare sequences, whose result must be a fixed point as well."""
_fold_cluster = lru_cache(maxsize=10_000)(fold)


def _ascii(text: str) -> str:
    """What ``fold`` does to ASCII: the backtick is one more apostrophe."""
    return text.lower().replace("`", "'")


def _folded_once(text: str) -> str:
    text = characters.parted(characters.without_ignorables(text).translate(characters.TABLE))
    text = unicodedata.normalize("NFKD", text).casefold()
    text = characters.without_marks(unicodedata.normalize("NFKD", text))
    text = unicodedata.normalize("NFKC", text).translate(characters.LETTERS)
    return "".join(map(characters.plain_digit, text.translate(characters.TABLE)))

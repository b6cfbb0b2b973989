"""Where words are: folded text cut into units, before stems, stop words and other spellings.

Follows UAX #29 for numbers, apostrophes and middle dots inside words; what UAX #29 would split
or keep for no use in search (C++, AT&T, U.S., node.js, wi-fi) is named here rule by rule.
"""

from collections.abc import Iterator
from typing import Literal, NamedTuple

import regex

_SPACED_LESS = r"\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}ー々〆〇"
_NGRAM = rf"{_SPACED_LESS}\p{{Hangul}}"
"""Scripts read as n-grams. Korean has blanks, but its particles cling to their word."""
_LETTER = rf"(?:(?![{_NGRAM}0-9])[\p{{L}}\p{{N}}\p{{M}}])"
_CHAR = rf"(?:(?![{_NGRAM}])[\p{{L}}\p{{N}}\p{{M}}])"
_NUMBER = r"""(?:
      (?<!\d,)\d{1,3}(?:,\d{2,3})*,\d{3}(?!\d|,\d)(?:\.\d+)?   # 3,000  1,00,000  3,000.50
    | \d{1,3}(?:\.\d{3})+,\d+(?!\d)                            # 3.000,50
    | \d+(?:\.\d+)+                                            # 3.5  2.0.1
    | (?<!\d,)\d+,\d+(?!\d|,\d)                                # 2,5
    | \d+⁄\d+                                                  # ½
    | \d+
    )"""
_ATOM = rf"(?:(?<!{_CHAR})[a-z](?:\+\+|\#(?!{_CHAR}))|(?:{_LETTER}|{_NUMBER})+)"
_PICTURE = r"\p{Regional_Indicator}{2}|(?![©®‼⁉ℹ↔-↪])\p{Extended_Pictographic}|[★☆♥♡]"
_UNIT = regex.compile(
    rf"""
      (?P<ngram>[{_NGRAM}][{_NGRAM}\p{{M}}]*)
    | (?P<chain>{_ATOM}(?:(?:[-'·.&/_^\u200c]|(?<=\p{{Hebrew}})"(?=\p{{Hebrew}}))?{_ATOM})*)
    | (?P<picture>{_PICTURE})
    """,
    regex.VERBOSE,
)
_ATOMS = regex.compile(_ATOM, regex.VERBOSE)
_SPACE = r"\s\x1c-\x1f"
"""What str.strip removes: for ``regex`` the four separators of ASCII are no space."""
_RUN = regex.compile(
    rf"(?P<unspaced>[{_SPACED_LESS}][{_SPACED_LESS}\p{{M}}]*)|[^{_SPACE}{_SPACED_LESS}]+"
)

Kind = Literal["word", "name", "initials", "ngram", "picture"]


class Unit(NamedTuple):
    """A word, a name such as at&t, or a run of a script without blanks, as [start, end).

    ``link`` is what stands between it and the unit before it in the same chain ("" for nothing);
    None where they do not belong together.
    """

    kind: Kind
    surface: str
    start: int
    end: int
    link: str | None = None


def units(folded: str) -> Iterator[Unit]:
    """The units of a folded text in order.

    >>> [unit.surface for unit in units("wi-fi l'oreal at&t u.s. 2.5ghz 1,000")]
    ['wi', 'fi', "l'oreal", 'at&t', 'u.s.', '2.5ghz', '1,000']
    >>> [(unit.kind, unit.surface) for unit in units("c++17 自転車 🚀")]
    [('word', 'c++'), ('word', '17'), ('ngram', '自転車'), ('picture', '🚀')]
    """
    for match in _UNIT.finditer(folded):
        if match.lastgroup == "chain":
            yield from _chain(folded, match.start(), match.end())
        else:
            kind: Kind = "ngram" if match.lastgroup == "ngram" else "picture"
            yield Unit(kind, match[0], match.start(), match.end())


def runs(text: str) -> Iterator[tuple[int, int, bool]]:
    """What stands between spaces: [start, end), and whether its script is written without any."""
    for match in _RUN.finditer(text):
        yield match.start(), match.end(), match["unspaced"] is not None


def _chain(folded: str, begin: int, end: int) -> Iterator[Unit]:
    """Atoms between connectors, those put together that are one word."""
    atoms: list[tuple[int, int]] = [found.span() for found in _ATOMS.finditer(folded, begin, end)]
    start, last = atoms[0]
    link: str | None = None
    for next_start, next_end in atoms[1:]:
        connector = folded[last:next_start]
        if _binds(folded[start:last], connector, folded[next_start:next_end]):
            last = next_end
            continue
        yield _unit(folded, start, last, link)
        start, last, link = next_start, next_end, connector
    yield _unit(folded, start, last, link)


def _binds(left: str, connector: str, right: str) -> bool:
    """Whether two atoms are one word: l'oreal, col·legi, at&t, u.s (UAX #29, WB6 and WB7)."""
    if connector in ("'", "·", '"'):
        return True
    if connector == "&":
        return len(left.rpartition("&")[2]) <= 3 >= len(right)
    return (
        connector == "."
        and len(right) == 1
        and right.isalpha()
        and len(left.rpartition(".")[2]) == 1
        and left[-1].isalpha()
        and left.count(".") * 2 + 1 == len(left)
    )


def _unit(folded: str, start: int, end: int, link: str | None) -> Unit:
    surface = folded[start:end]
    if "&" in surface:
        return Unit("name", surface, start, end, link)
    if "." in surface and surface.replace(".", "").isalpha():
        end += folded[end : end + 1] == "."
        return Unit("initials", folded[start:end], start, end, link)
    return Unit("word", surface, start, end, link)

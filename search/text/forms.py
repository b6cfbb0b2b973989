"""The terms of one unit: its own, and those of other spellings at the same place.

Roles say what a term counts for. An ``OWN`` term counts in full. A ``STOP`` word is indexed but
adds nothing to a document's length, and a query uses it only when it has nothing else. A
``FORM`` is another spelling of the same thing: indexed beside the own term without adding to
the length, and in a query at FORM_WEIGHT (Lucene's WordDelimiterGraphFilter gives it full
weight, which costs precision). A ``PART`` is indexed only: a query for a part finds the whole,
a query for the whole does not find the part.
"""

from collections.abc import Iterator
from typing import Literal, NamedTuple

import regex

from search.text.languages import Language
from search.text.segmentation import Unit

Role = Literal["own", "stop", "form", "part"]
FORM_WEIGHT = 0.5
"""What a form counts in a query, beside 1 for an own term."""
_LONGEST = 60
"""Characters of a joined form: longer ones are nothing that people write as one word."""
_SHORTEST_SAID = 3
"""Parts at an apostrophe that a query also looks for have so many letters."""
_ALTERNATING = regex.compile(r"\d+(?:\.\d+)*|[^\d]+")
_GROUPED = regex.compile(r"\d{1,3}(?:,\d{2,3})*,\d{3}(?:\.\d+)?")
_GROUPED_BY_DOTS = regex.compile(r"\d{1,3}(?:\.\d{3})+")
_FEW_DIGITS = regex.compile(r"\d{1,2}")
_NUMBER = regex.compile(r"[\d.,]*\d[\d.,]*")
_JOINING = ("-", "_", ".", "/", "^", "\u200c", "")


class Term(NamedTuple):
    """A term and its role, at [start, end) of the folded text."""

    term: str
    start: int
    end: int
    role: Role


def terms_of(unit: Unit, language: Language) -> Iterator[Term]:
    """The own term of a unit first, then its other spellings."""
    if unit.kind == "word":
        yield from _word(unit, language)
    elif unit.kind == "name":
        yield from _name(unit, language)
    elif unit.kind == "initials":
        yield _own(unit, unit.surface.replace(".", ""))
        for at in range(0, len(unit.surface), 2):
            yield Term(unit.surface[at], unit.start + at, unit.start + at + 1, "part")
    elif unit.kind == "ngram":
        yield from _ngrams(unit)
    else:
        yield _own(unit, unit.surface)


def joined_forms(chain: list[Unit], language: Language) -> Iterator[Term]:
    """The spellings without connectors: each two neighbours joined, and all of them.

    Digits are never joined with digits: 10-1 is not 101. But 1/2 is also ½.
    """
    for first in range(len(chain) - 1):
        for count in (2, len(chain)) if first == 0 and len(chain) > 2 else (2,):
            units = chain[first : first + count]
            said = count == len(chain) or not language.stop_words.intersection(
                unit.surface for unit in units
            )
            if said and (joined := _joined(units)):
                yield Term(stemmed(joined, language), units[0].start, units[-1].end, "form")


def joins(left: str, right: str) -> bool:
    """Whether two words may be written as one."""
    return not (left[-1].isdigit() and right[0].isdigit()) and len(left) + len(right) <= _LONGEST


def stemmed(word: str, language: Language) -> str:
    """The stem of what is all letters; anything else as it is."""
    return language.stem(word) if word.isalpha() else word


def _joined(chain: list[Unit]) -> str:
    words = [unit.surface.replace("'", "").rstrip(".") for unit in chain]
    if any(unit.link not in _JOINING for unit in chain[1:]) or not all(words):
        return ""
    if chain[-1].link == "/" and len(chain) == 2 and all(map(_FEW_DIGITS.fullmatch, words)):
        return "⁄".join(words)
    joined = words[0]
    for word in words[1:]:
        if not joins(joined, word):
            return ""
        joined += word
    return joined


def _own(unit: Unit, term: str) -> Term:
    return Term(term, unit.start, unit.end, "own")


def _word(unit: Unit, language: Language) -> Iterator[Term]:
    word, start = unit.surface, unit.start
    if language.possessive and word.endswith("'s"):
        word = word[:-2]
    spelled = _one_word(word)
    if word in language.stop_words or spelled in language.stop_words:
        yield Term(spelled, start, unit.end, "stop")
    else:
        head, _, rest = word.partition("'")
        own = _one_word(rest) if head in language.elisions and rest else plain_number(spelled)
        yield _own(unit, stemmed(own, language))
        if own != plain_number(spelled):
            yield Term(stemmed(spelled, language), start, unit.end, "form")
    if word != unit.surface:
        yield Term(stemmed(spelled + "s", language), start, unit.end, "part")
    yield from _pieces(unit, language)
    if _GROUPED_BY_DOTS.fullmatch(spelled):
        yield Term(spelled.replace(".", ""), start, unit.end, "form")


def _pieces(unit: Unit, language: Language) -> Iterator[Term]:
    """What stands between apostrophes, and letters apart from digits."""
    pieces = list(regex.finditer(r"[^'·\"]+", unit.surface))
    for number, piece in enumerate(pieces):
        start, end = unit.start + piece.start(), unit.start + piece.end()
        if len(pieces) > 1:
            after = pieces[number + 1][0] if number + 1 < len(pieces) else ""
            said = len(piece[0]) >= _SHORTEST_SAID and after != "t"  # not the don of don't
            role: Role = "form" if said and piece[0] not in language.stop_words else "part"
            yield Term(stemmed(plain_number(piece[0]), language), start, end, role)
        yield from _letters_and_digits(piece[0], start, language)


def _letters_and_digits(word: str, start: int, language: Language) -> Iterator[Term]:
    """hdac4 is also hdac and 4, v2.0.1 also 2.0.1, 500ml also 500 and ml.

    After a number stands a unit, which alone says nothing: a query for 5ghz does not ask for ghz.
    """
    if word.endswith(("++", "#")):
        yield Term(word[0], start, start + 1, "part")
        return
    if _NUMBER.fullmatch(word) or word.isalpha() or "⁄" in word:
        return
    found = list(_ALTERNATING.finditer(plain_number(word)))
    if len(found) < 2:
        return
    shift = 0 if plain_number(word) == word else None
    for each in found:
        said = len(each[0]) > 1 and not word[0].isdigit()
        place = (start + each.start(), start + each.end())
        if shift is None:
            place = (start, start + len(word))
        yield Term(stemmed(each[0], language), *place, "form" if said else "part")


def _one_word(word: str) -> str:
    return word.replace("'", "").replace("·", "").replace('"', "")


def plain_number(word: str) -> str:
    """3,000 as 3000, 3.000,50 as 3000.50, 2,5 as 2.5, also before a unit."""
    if "," not in word:
        return word
    if _GROUPED.match(word):
        return word.replace(",", "")
    if "." in word.partition(",")[0]:
        return word.replace(".", "").replace(",", ".")
    return word.replace(",", ".")


def _name(unit: Unit, language: Language) -> Iterator[Term]:
    name = unit.surface.removesuffix("'s") if language.possessive else unit.surface
    yield Term(name, unit.start, unit.start + len(name), "own")
    yield Term(name.replace("&", ""), unit.start, unit.start + len(name), "form")
    for part in regex.finditer(r"[^&']+", unit.surface):
        start, end = unit.start + part.start(), unit.start + part.end()
        yield Term(stemmed(part[0], language), start, end, "part")


def _ngrams(unit: Unit) -> Iterator[Term]:
    """Overlapping bigrams (Lucene's CJKBigramFilter); single characters beside them."""
    run, start = unit.surface, unit.start
    if len(run) == 1:
        yield _own(unit, run)
        return
    for at in range(len(run) - 1):
        yield Term(run[at : at + 2], start + at, start + at + 2, "own")
    for at, char in enumerate(run):
        yield Term(char, start + at, start + at + 1, "part")

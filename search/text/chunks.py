"""What stands between two blanks becomes terms, each with its place.

Words repeat, so the terms of short pieces are remembered for each language.
"""

from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from search.text.forms import FORM_WEIGHT, Role, Term, joined_forms, plain_number, terms_of
from search.text.languages import Language, language
from search.text.neighbours import Edges, Word
from search.text.normalization import fold_with_offsets
from search.text.segmentation import Unit, units

_CACHED_CHUNKS, _LONGEST_CACHED = 200_000, 40
_DOTTED_LETTERS = 2
"""Each part of a name such as node.js has so many letters."""


class Token(NamedTuple):
    """A term and where it stands in the analysed text, as [start, end).

    ``weight`` is what one occurrence counts in a query: 1 for a word, less for another spelling
    of it, 0 for a stop word beside other words. ``role`` says which of them it is (``forms``).
    """

    term: str
    start: int
    end: int
    weight: float = 1.0
    role: Role = "own"


class Chunk(NamedTuple):
    """What stands between two blanks: its terms (offsets from its beginning), and what may join."""

    tokens: tuple[Token, ...]
    terms: tuple[str, ...]
    length: int
    edges: Edges


def read_chunk(code: str, piece: str) -> Chunk:
    """The terms of a piece of text without blanks.

    Args:
        code: the language, of LANGUAGES.
        piece: the text; offsets count from its beginning.
    """
    return _cached(code, piece) if len(piece) <= _LONGEST_CACHED else _read(code, piece)


def _read(code: str, piece: str) -> Chunk:
    """A chunk read from the beginning: folded, cut into units, their terms put at their places."""
    folded, starts, ends = fold_with_offsets(piece)
    words = language(code)
    found = list(units(folded))
    known: set[tuple[str, int]] = set()
    tokens = []
    for term, start, end, role in _terms(found, words):
        # A form that is spelled like the own term adds nothing.
        if term and (role == "own" or (term, start) not in known):
            known.add((term, start))
            weight = {"own": 1.0, "form": FORM_WEIGHT}.get(role, 0.0)
            tokens.append(Token(term, starts[start], ends[end - 1], weight, role))

    def placed(start: int, end: int) -> tuple[int, int]:
        return starts[start], ends[end - 1]

    return Chunk(
        tuple(tokens),
        tuple(token.term for token in tokens),
        sum(token.role == "own" for token in tokens),
        _edges(found, folded, placed, words),
    )


_cached = lru_cache(maxsize=_CACHED_CHUNKS)(_read)


def _terms(found: list[Unit], words: Language) -> list[Term]:
    terms: list[Term] = []
    for chain in _chains(found):
        if _dotted(chain):
            name = ".".join(unit.surface for unit in chain)
            terms.append(Term(name, chain[0].start, chain[-1].end, "own"))
        for unit in chain:
            terms += terms_of(unit, words)
        terms += joined_forms(chain, words)
    return terms


def _chains(found: list[Unit]) -> list[list[Unit]]:
    chains: list[list[Unit]] = []
    for unit in found:
        if unit.link is None:
            chains.append([])
        chains[-1].append(unit)
    return chains


def _dotted(chain: list[Unit]) -> bool:
    """node.js, example.com: letters with dots between."""
    return len(chain) > 1 and all(
        len(unit.surface) >= _DOTTED_LETTERS
        and unit.surface.isalpha()
        and unit.link == (None if number == 0 else ".")
        for number, unit in enumerate(chain)
    )


def _edges(
    found: list[Unit], folded: str, placed: Callable[[int, int], tuple[int, int]], words: Language
) -> Edges:
    if not found:
        return _NO_EDGES
    first, last = found[0], found[-1]
    before, after = folded[: first.start].strip(), folded[last.end :].strip()
    return Edges(
        _NOTHING if before else _edge(first, placed, words),
        _NOTHING if after else _edge(last, placed, words),
        first is last,
    )


_NOTHING = Word("", 0, 0)
_NO_EDGES = Edges(_NOTHING, _NOTHING, alone=True)


def _edge(unit: Unit, placed: Callable[[int, int], tuple[int, int]], words: Language) -> Word:
    word = plain_number(unit.surface)
    plain = unit.kind == "word" and word.replace(".", "").isalnum()
    if not plain or word in words.stop_words:
        return _NOTHING
    return Word(word, *placed(unit.start, unit.end))

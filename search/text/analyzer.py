"""The analyzer: how text becomes terms, for documents and queries alike.

``normalization`` folds characters, ``segmentation`` finds units, ``forms`` and ``neighbours`` add
other spellings, ``languages`` has stop words and stems. An analyzer is named in the manifest of
every dataset; index, query, highlight and explanation use that one.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from re import compile as compile_pattern
from typing import NamedTuple

from search.errors import InputError
from search.text import neighbours
from search.text.forms import FORM_WEIGHT, Role, Term, joined_forms, plain_number, stemmed, terms_of
from search.text.languages import DEFAULT_LANGUAGE, LANGUAGES, Language, language
from search.text.neighbours import NEIGHBOUR_WEIGHT, Edges, Word
from search.text.normalization import fold_with_offsets
from search.text.segmentation import Unit, units
from search.types import DocumentTerms

_VERSION = "folded-forms/2"
"""To be changed whenever an analyzer changes its answers."""
_CHUNK = compile_pattern(r"\S+")
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


class _Chunk(NamedTuple):
    """What stands between two blanks: its terms (offsets from its beginning), and what may join."""

    tokens: tuple[Token, ...]
    terms: tuple[str, ...]
    length: int
    edges: Edges


@dataclass(frozen=True)
class Analyzer:
    """How the texts of one dataset are read; ``language`` is a code of LANGUAGES."""

    language: str = DEFAULT_LANGUAGE

    @property
    def name(self) -> str:
        """As recorded in the manifest."""
        return f"{_VERSION}-{self.language}"

    def tokenize(self, text: str) -> list[str]:
        """The words' own terms in order: those that count in a document's length."""
        return [
            token.term
            for piece in text.split()
            for token in self._chunk(piece).tokens
            if token.role == "own"
        ]

    def document(self, text: str) -> DocumentTerms:
        """All terms of a document with their counts, and its length in own terms."""
        chunks = [self._chunk(piece) for piece in text.split()]
        terms = [term for chunk in chunks for term in chunk.terms]
        joined = self._neighbours([chunk.edges for chunk in chunks], every=False)
        terms += [token.term for token in joined]
        return DocumentTerms(Counter(terms), sum([chunk.length for chunk in chunks]))

    def query(self, text: str) -> dict[str, float]:
        """The terms that a query looks for, in order, with their weights."""
        weights: dict[str, float] = {}
        for token in self.analyse_query(text):
            if token.weight:
                weights[token.term] = weights.get(token.term, 0.0) + token.weight
        return weights

    def analyse(self, text: str) -> list[Token]:
        """Every term of a document with its place in ``text``, in the order of places."""
        tokens, edges = self._placed(text)
        return _in_order([*tokens, *self._neighbours(edges, every=False)])

    def analyse_query(self, text: str) -> list[Token]:
        """The terms of a query with their weights; stop words count when there is nothing else."""
        tokens, edges = self._placed(text)
        tokens = [token for token in tokens if token.role != "part"]
        if not any(token.role == "own" for token in tokens):
            return _in_order([token._replace(weight=1.0) for token in tokens])
        return _in_order([*tokens, *self._neighbours(edges, every=True)])

    def _placed(self, text: str) -> tuple[list[Token], list[Edges]]:
        tokens: list[Token] = []
        edges: list[Edges] = []
        for match in _CHUNK.finditer(text):
            chunk, begin = self._chunk(match[0]), match.start()
            tokens += (
                token._replace(start=token.start + begin, end=token.end + begin)
                for token in chunk.tokens
            )
            first, last, alone = chunk.edges
            edges.append(Edges(_moved(first, begin), _moved(last, begin), alone))
        return tokens, edges

    def _neighbours(self, edges: list[Edges], *, every: bool) -> list[Token]:
        numbers = [
            Token(word, start, end, FORM_WEIGHT, "form")
            for word, start, end in neighbours.thousands(edges)
        ]
        return numbers + [
            Token(stemmed(word, self._words), start, end, NEIGHBOUR_WEIGHT, "form")
            for word, start, end in neighbours.pairs(edges, every=every)
        ]

    def _chunk(self, piece: str) -> _Chunk:
        return (
            _cached(self.language, piece)
            if len(piece) <= _LONGEST_CACHED
            else _read(self.language, piece)
        )

    @cached_property
    def _words(self) -> Language:
        return language(self.language)


DEFAULT = Analyzer()
ANALYZER = DEFAULT.name
"""The name of the default language's analyzer."""
_BY_NAME = {analyzer.name: analyzer for analyzer in map(Analyzer, LANGUAGES)}


def analyzer_named(name: str) -> Analyzer:
    """The analyzer that a manifest names. Raises InputError for one of another version."""
    if name not in _BY_NAME:
        raise InputError(f"analyzer: {name!r} is none of this version's.")
    return _BY_NAME[name]


def is_analyzer(name: str) -> bool:
    """Whether this version can read texts as the analyzer of that name does."""
    return name in _BY_NAME


def tokenize(text: str) -> list[str]:
    """The terms of ``text`` in order, repeated as often as they occur; default language.

    >>> tokenize("Handmade tables and chairs from reclaimed oak")
    ['handmad', 'tabl', 'chair', 'from', 'reclaim', 'oak']
    >>> tokenize("AI for 3D printers on 5G")
    ['ai', '3d', 'printer', '5g']
    >>> tokenize("C++, C# and C")
    ['c++', 'c#', 'c']
    >>> tokenize("node.js")
    ['node.js', 'node', 'js']
    >>> tokenize("AT&T's R&D in the U.S.")
    ['at&t', 'r&d', 'us']
    >>> tokenize("version 3.5 has 1,000 users")
    ['version', '3.5', 'has', '1000', 'user']
    >>> tokenize("The company’s companies")
    ['compani', 'compani']
    >>> tokenize("e-commerce")
    ['e', 'commerc']
    >>> tokenize("ＡＩ ﬁnance STRASSE straße Café")
    ['ai', 'financ', 'strass', 'strass', 'cafe']
    >>> tokenize("電気自動車 서울은")
    ['電気', '気自', '自動', '動車', '서울', '울은']
    >>> tokenize("メルカリapp")
    ['メル', 'ルカ', 'カリ', 'app']
    >>> tokenize("हिन्दी भाषा")
    ['हिन्दी', 'भाषा']
    >>> tokenize("Acme™ İstanbul 🚀")
    ['acm', 'istanbul', '🚀']
    >>> tokenize("the and of")
    []
    """
    return DEFAULT.tokenize(text)


def analyse(text: str) -> list[Token]:
    """As Analyzer.analyse, in the default language."""
    return DEFAULT.analyse(text)


def _in_order(tokens: list[Token]) -> list[Token]:
    return sorted(tokens, key=lambda token: (token.start, token.end))


def _read(code: str, piece: str) -> _Chunk:
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

    return _Chunk(
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


def _moved(word: Word, by: int) -> Word:
    return Word(word.word, word.start + by, word.end + by)

"""The analyzer: how text becomes terms, for documents and queries alike.

``normalization`` folds characters, ``segmentation`` finds units, ``forms`` and ``neighbours`` add
other spellings, ``languages`` has stop words and stems. An analyzer is named in the manifest of
every dataset; index, query, highlight and explanation use that one.
"""

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from re import compile as compile_pattern

from search.errors import InputError
from search.text import neighbours
from search.text.chunks import Token, read_chunk
from search.text.forms import FORM_WEIGHT, stemmed
from search.text.languages import DEFAULT_LANGUAGE, LANGUAGES, Language, language
from search.text.neighbours import NEIGHBOUR_WEIGHT, Edges, Word
from search.types import DocumentTerms

_VERSION = "folded-forms/2"
"""To be changed whenever an analyzer changes its answers."""
_CHUNK = compile_pattern(r"\S+")


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
            for token in read_chunk(self.language, piece).tokens
            if token.role == "own"
        ]

    def document(self, text: str) -> DocumentTerms:
        """All terms of a document with their counts, and its length in own terms."""
        chunks = [read_chunk(self.language, piece) for piece in text.split()]
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
            chunk, begin = read_chunk(self.language, match[0]), match.start()
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
        raise InputError(f"analyzer: {name!r} is not an analyzer of this version.")
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


def _moved(word: Word, by: int) -> Word:
    return Word(word.word, word.start + by, word.end + by)

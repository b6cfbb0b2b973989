"""The analyzer: how text becomes terms, for documents and queries alike.

NFKC and case folding; Lucene's 33 English stop words dropped; Snowball English (Porter2)
stems; runs of scripts written without spaces become overlapping character bigrams. Names
such as C++, C#, AT&T, U.S. and 3.5 stay one term; node.js is found as itself and by its parts.
"""

import threading
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

import regex
import Stemmer

from search.text.normalization import fold, fold_with_offsets

ANALYZER = "nfkc-casefold-lucene33-porter2-bigrams/1"
"""Recorded in every manifest; to be changed whenever ``tokenize`` changes its answers."""

STOP_WORDS = frozenset(
    "a an and are as at be but by for if in into is it no not of on or such that the their "
    "then there these they this to was will with".split()
)

_UNSPACED = r"\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}ー々〆〇"
_CHAR = rf"(?:(?![{_UNSPACED}])[\p{{L}}\p{{N}}\p{{M}}])"
_TOKEN = regex.compile(
    rf"""
      (?P<unspaced>[{_UNSPACED}][{_UNSPACED}\p{{M}}]*)
    | (?P<name>(?<!{_CHAR})(?:
          [a-z]\+\+ | [a-z]\#(?!{_CHAR})                           # c++, c#
        | {_CHAR}{{1,3}}(?:&{_CHAR}{{1,3}})+(?!{_CHAR})            # at&t, r&d
        | \p{{N}}+(?:[.,]\p{{N}}+)+(?!{_CHAR})                     # 3.5, 1,000
      ))(?:['’]s(?!{_CHAR}))?
    | (?P<initials>(?<!{_CHAR})(?:\p{{L}}\.){{2,}}(?:\p{{L}}(?!{_CHAR}))?)   # u.s., e.u
    | (?P<dotted>\p{{L}}{{2,}}(?:\.\p{{L}}{{2,}})+(?!{_CHAR}))     # node.js
    | (?P<word>{_CHAR}+(?:['’]{_CHAR}+)*)
    """,
    regex.VERBOSE,
)
_SPACE = r"\s\x1c-\x1f"
"""What str.strip removes: for ``regex`` the four separators of ASCII are no space."""
_RUN = regex.compile(rf"(?P<unspaced>[{_UNSPACED}][{_UNSPACED}\p{{M}}]*)|[^{_SPACE}{_UNSPACED}]+")
_PART = regex.compile(r"\p{L}+")
_LOCAL = threading.local()


class Token(NamedTuple):
    """A term and where it stands in the analysed text, as [start, end).

    The term of a word that is left out is empty.
    """

    term: str
    start: int
    end: int


def tokenize(text: str) -> list[str]:
    """The terms of ``text`` in order, repeated as often as they occur.

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
    ['version', '3.5', 'has', '1,000', 'user']
    >>> tokenize("The company’s companies")
    ['compani', 'compani']
    >>> tokenize("e-commerce")
    ['e', 'commerc']
    >>> tokenize("ＡＩ ﬁnance STRASSE straße")
    ['ai', 'financ', 'strass', 'strass']
    >>> tokenize("電気自動車")
    ['電気', '気自', '自動', '動車']
    >>> tokenize("メルカリapp")
    ['メル', 'ルカ', 'カリ', 'app']
    >>> tokenize("รถยนต์")
    ['รถ', 'ถย', 'ยน', 'นต', 'ต์']
    >>> tokenize("हिन्दी भाषा")
    ['हिन्दी', 'भाषा']
    >>> tokenize("Acme™ İstanbul")
    ['acm', 'istanbul']
    >>> tokenize("the and of")
    []
    """
    return [token.term for token in _tokens(fold(text)) if token.term]


def analyse(text: str) -> list[Token]:
    """Every word of ``text`` with its term and its place in ``text``; words left out as well."""
    folded, starts, ends = fold_with_offsets(text)
    tokens = sorted(_tokens(folded), key=lambda token: (token.start, token.end))
    return [Token(term, starts[start], ends[end - 1]) for term, start, end in tokens]


def runs(text: str) -> Iterator[tuple[int, int, bool]]:
    """What stands between spaces: [start, end), and whether its script is written without any."""
    for match in _RUN.finditer(text):
        yield match.start(), match.end(), match["unspaced"] is not None


def _tokens(folded: str) -> Iterator[Token]:
    for match in _TOKEN.finditer(folded):
        kind, start = match.lastgroup, match.start()
        surface = match[kind]
        if kind == "word":
            yield from _word(surface, start)
        elif kind == "unspaced":
            yield from _bigrams(surface, start)
        elif kind == "initials":
            yield Token(surface.replace(".", ""), start, match.end())
        else:
            yield Token(surface, start, start + len(surface))
            if kind == "dotted":
                for part in _PART.finditer(surface):
                    yield from _word(part[0], start + part.start())


def _word(surface: str, start: int) -> Iterator[Token]:
    yield Token(_stem(surface), start, start + len(surface))


def _bigrams(run: str, start: int) -> Iterator[Token]:
    if len(run) == 1:
        yield Token(run, start, start + 1)
    for at in range(len(run) - 1):
        yield Token(run[at : at + 2], start + at, start + at + 2)


@lru_cache(maxsize=100_000)
def _stem(word: str) -> str:
    word = word.replace("’", "'")
    if word.removesuffix("'s") in STOP_WORDS:
        return ""
    if not word.replace("'", "").isalpha():
        return word
    # A Stemmer object must not be shared between threads.
    stemmer = getattr(_LOCAL, "stemmer", None)
    if stemmer is None:
        stemmer = _LOCAL.stemmer = Stemmer.Stemmer("english")
    stem: str = stemmer.stemWord(word)
    return stem

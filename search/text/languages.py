"""What depends on the language of a dataset: stop words, stems, elisions."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

import Stemmer
from stop_words import get_stop_words

from search.errors import InputError
from search.text.normalization import fold

DEFAULT_LANGUAGE = "en"
NO_LANGUAGE = "none"
"""Texts of several languages, or of one that is not known: no stems and no stop words."""
STOP_WORDS = frozenset(
    "a an and are as at be but by for if in into is it no not of on or such that the their "
    "then there these they this to was will with".split()
)
"""Lucene's 33 (EnglishAnalyzer)."""
_SNOWBALL = {
    "ar": "arabic",
    "ca": "catalan",
    "cs": "czech",
    "da": "danish",
    "de": "german",
    "en": "english",
    "es": "spanish",
    "fi": "finnish",
    "fr": "french",
    "hi": "hindi",
    "hu": "hungarian",
    "id": "indonesian",
    "it": "italian",
    "nl": "dutch",
    "no": "norwegian",
    "pl": "polish",
    "pt": "portuguese",
    "ro": "romanian",
    "ru": "russian",
    "sv": "swedish",
    "tr": "turkish",
}
"""By ISO 639-1, the languages that both Snowball and the package of stop words know."""
LANGUAGES = (*_SNOWBALL, NO_LANGUAGE)
_ELISIONS = {
    "fr": "l d c j m n s t qu jusqu quoiqu lorsqu puisqu",
    "ca": "l d m n s t",
    "it": "l d c un all dall dell nell sull quest quell",
}
"""Words that lose their vowel before the next (Lucene's ElisionFilter, per language)."""


@dataclass(frozen=True)
class Language:
    """How words of one language become terms; every word is folded already."""

    code: str
    stop_words: frozenset[str]
    elisions: frozenset[str]
    stem: Callable[[str], str]

    @property
    def possessive(self) -> bool:
        """Whether a final 's is dropped (Lucene's EnglishPossessiveFilter)."""
        return self.code == "en"


@lru_cache
def language(code: str) -> Language:
    """A language by its code of LANGUAGES. Raises InputError for any other."""
    if code not in LANGUAGES:
        raise InputError(f"language: {code!r} is none of {', '.join(LANGUAGES)}.")
    if code == NO_LANGUAGE:
        return Language(code, frozenset(), frozenset(), str)
    elisions = frozenset(_ELISIONS.get(code, "").split())
    return Language(code, _stop_words(code), elisions, _stemmer(_SNOWBALL[code]))


def _stop_words(code: str) -> frozenset[str]:
    if code == "en":
        return STOP_WORDS
    return frozenset(word for each in get_stop_words(_SNOWBALL[code]) if (word := fold(each)))


def _stemmer(algorithm: str) -> Callable[[str], str]:
    local = threading.local()

    def stem(word: str) -> str:
        # A Stemmer object must not be shared between threads.
        stemmer = getattr(local, "stemmer", None)
        if stemmer is None:
            stemmer = local.stemmer = Stemmer.Stemmer(algorithm)
        stemmed: str = stemmer.stemWord(word)
        return stemmed or word

    return stem

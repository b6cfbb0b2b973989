"""How the texts of a dataset are read: the language that was asked for, or the one it has."""

from collections.abc import Iterator
from itertools import chain

from search.store.protocols import Index
from search.text.analyzer import Analyzer, analyzer_named, is_analyzer
from search.text.detection import detect_language
from search.text.languages import language

_SAMPLE, _SAMPLE_CHARACTERS = 200, 1_000_000
"""The texts that the language is detected from: so many, or fewer if they are long."""


def known_analyzer(said: str | None, kept: Index | None) -> Analyzer | None:
    """The analyzer that is known before any text has been read; None where the texts decide.

    ``said`` is a code of LANGUAGES, ``kept`` the generation whose documents stay. Raises
    InputError for an unknown code.
    """
    if said is not None:
        return Analyzer(language(said).code)
    if kept and is_analyzer(kept.manifest.analyzer):
        return analyzer_named(kept.manifest.analyzer)
    return None


def detected_analyzer(texts: Iterator[str]) -> tuple[Analyzer, Iterator[str]]:
    """The analyzer for the language of the first texts, and all texts, those first ones included.

    The first texts are held in memory, so that the input need not be read once more.
    """
    first = _first(texts)
    return Analyzer(detect_language(first)), chain(first, texts)


def _first(texts: Iterator[str]) -> list[str]:
    first: list[str] = []
    characters = 0
    for text in texts:
        first.append(text)
        characters += len(text)
        if len(first) == _SAMPLE or characters >= _SAMPLE_CHARACTERS:
            break
    return first

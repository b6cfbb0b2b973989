"""How the texts of a dataset are read: the language that was asked for, or the one it has."""

from collections.abc import Iterator
from itertools import chain, islice

from search.store.protocols import Index
from search.text.analyzer import Analyzer, analyzer_named, is_analyzer
from search.text.detection import SAMPLE, detect_language
from search.text.languages import language


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

    At most SAMPLE texts are held in memory, so that the input need not be read once more.
    """
    first = list(islice(texts, SAMPLE))
    return Analyzer(detect_language(first)), chain(first, texts)

"""How the texts of a dataset are read: the language that was asked for, or the one it has."""

from collections.abc import Iterable

from search.store.protocols import Index
from search.text.analyzer import Analyzer, analyzer_named, is_analyzer
from search.text.detection import detect_language
from search.text.languages import language
from search.types import Document

_SAMPLE, _SAMPLE_CHARACTERS = 200, 1_000_000
"""The documents whose language is told: so many, or fewer where they are long."""


def first_of(documents: Iterable[Document], most: int) -> list[Document]:
    """The first documents, at most ``most``: those that the language is told from."""
    sample: list[Document] = []
    characters = 0
    for document in documents:
        sample.append(document)
        characters += len(document.text)
        if len(sample) == min(most, _SAMPLE) or characters >= _SAMPLE_CHARACTERS:
            break
    return sample


def analyzer_for(
    sample: Iterable[Document], said: str | None, kept: Index | None = None
) -> Analyzer:
    """The analyzer of a new generation.

    ``said`` is a code of LANGUAGES; without it, that of the generation whose documents are
    ``kept``, else the language of the sample. Raises InputError for an unknown code.
    """
    if said is not None:
        return Analyzer(language(said).code)
    if kept and is_analyzer(kept.manifest.analyzer):
        return analyzer_named(kept.manifest.analyzer)
    return Analyzer(detect_language(document.text for document in sample))

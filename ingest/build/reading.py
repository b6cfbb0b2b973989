"""How the texts of a dataset are read: the language that was asked for, or the one it has."""

from collections.abc import Iterator
from itertools import islice

from ingest.documents.rows import RejectedRow, to_document
from ingest.sources.protocols import Source
from search.store.protocols import Index
from search.text.analyzer import Analyzer, analyzer_named, is_analyzer
from search.text.detection import SAMPLE, detect_language
from search.text.languages import language


def analyzer_for(source: Source, said: str | None, kept: Index | None = None) -> Analyzer:
    """The analyzer of a new generation.

    ``said`` is a code of LANGUAGES; without it, that of the generation whose documents are
    ``kept``, else the language of the first documents. Raises InputError for an unknown code.
    """
    if said is not None:
        return Analyzer(language(said).code)
    if kept and is_analyzer(kept.manifest.analyzer):
        return analyzer_named(kept.manifest.analyzer)
    return Analyzer(detect_language(islice(_texts(source), SAMPLE)))


def _texts(source: Source) -> Iterator[str]:
    for row in source.rows():
        if row.problem:
            continue
        try:
            yield to_document(row.value).text
        except RejectedRow:
            continue

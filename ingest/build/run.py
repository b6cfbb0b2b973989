"""One ingest from the command line's words to the published index.

The terminal and the app's jobs both do it this way.
"""

import argparse
from collections.abc import Callable, Sequence
from contextlib import closing, suppress

from ingest.build.origin import refuse_other_source
from ingest.build.pipeline import Build, Progress
from ingest.build.rejected import Rejections
from ingest.build.summary import Summary
from ingest.build.unfinished import unfinished
from ingest.cli.arguments import Place, dataset_of, source_of
from ingest.documents.nouns import noun_of_name
from ingest.sources.file_source import FileSource
from ingest.sources.files import Spool
from search.embedding.encoders import open_encoder
from search.errors import DatasetNotFound
from search.names import dataset_name
from search.nouns import DOCUMENT, Noun, parse_noun
from search.settings import Settings
from search.store import open_store
from search.store.manifest import Manifest
from search.store.protocols import Store

DOWNLOADING = "downloading"
"""The phase whose progress is in bytes; the others' is in documents."""
PATIENCE_SECONDS = 120
"""Long enough for a server to be restarted under a running ingest."""


def ingest(
    options: argparse.Namespace,
    environment: Settings,
    *,
    progress: Progress,
    about: Callable[[Sequence[str]], None],
) -> Summary:
    """Builds and publishes what ``ingest.cli.arguments.parser`` has parsed.

    ``about`` is called with what is known of the source once it has been found, before its first
    row is read and the model is loaded. Raises NvkError; then the previous index is still in use.
    """
    dataset = dataset_name(dataset_of(options))
    with Spool(environment.data_dir) as spool:
        place = Place(
            environment.data_dir, spool, lambda done, total: progress(DOWNLOADING, done, total)
        )
        store = open_store(environment, PATIENCE_SECONDS)
        source = source_of(options, place)
        if not (options.replace or options.append):
            refuse_other_source(store, dataset, source.command)
        about(source.about)
        with closing(source.rows()) as rows:
            next(rows, None)  # says what is wrong with it before the model is loaded
        kept = _kept(options, store, dataset)
        with Rejections(environment.data_dir / dataset) as rejections:
            summary = Build(
                store=store,
                encoder=open_encoder(environment.model, environment.device),
                source=source,
                dataset=dataset,
                facets=source.facets,
                ranges=source.ranges,
                append=options.append,
                batch_size=options.batch_size,
                language=options.language,
                idf=options.idf,
                noun=_noun(options, source, dataset, kept),
                card=kept.card if kept and source.card is None else source.card,
                progress=progress,
                unfinished=unfinished(environment.data_dir, dataset),
                rejections=rejections,
            ).run()
            summary.rejected_file = str(rejections.publish() or "")
    return summary


def _kept(options: argparse.Namespace, store: Store, dataset: str) -> Manifest | None:
    """What the generation whose documents stay says of itself; None if none stay."""
    if options.append:
        with suppress(DatasetNotFound):
            return store.manifest(dataset)
    return None


def _noun(
    options: argparse.Namespace, source: FileSource, dataset: str, kept: Manifest | None
) -> Noun:
    """What the documents are called: as said, as before, or as the dataset's name or file tells."""
    if options.noun:
        return parse_noun(options.noun)
    if kept:
        return kept.nouns
    return noun_of_name(dataset) or source.noun or DOCUMENT

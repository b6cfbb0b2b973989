"""What a new generation's manifest says."""

from dataclasses import dataclass
from datetime import UTC, datetime

from ingest.build.filter_fields import FilterFields
from ingest.build.summary import Summary
from ingest.documents.spellings import Spellings
from ingest.sources.protocols import Source
from search.keyword import bm25
from search.store.manifest import Manifest
from search.text.analyzer import Analyzer
from search.types import Document, Encoder


@dataclass
class Contents:
    """What is known of the documents once all of them have been read."""

    fields: FilterFields
    spellings: Spellings
    text_bytes: int = 0
    unreadable: int = 0

    def count(self, document: Document) -> None:
        """Takes note of a document."""
        self.text_bytes += len(document.text.encode())
        self.spellings.count(document)
        self.fields.count(document)


def manifest(
    generation: str,
    source: Source,
    encoder: Encoder,
    analyzer: Analyzer,
    model: bm25.BM25Model,
    idf: bm25.Idf,
    summary: Summary,
    contents: Contents,
) -> Manifest:
    """Everything that a generation was built from."""
    return Manifest(
        dataset=summary.dataset,
        generation=generation,
        source=source.command,
        documents=model.document_count,
        terms=len(model.vocabulary.terms),
        average_length=model.average_length,
        model=encoder.name,
        dimension=encoder.dimension,
        precision=encoder.precision,
        max_tokens=encoder.max_tokens,
        analyzer=analyzer.name,
        k1=bm25.K1,
        b=bm25.B,
        epsilon=bm25.EPSILON,
        average_idf=model.average_idf,
        built_at=datetime.now(UTC).isoformat(timespec="seconds"),
        vocabulary_sha256=model.vocabulary.digest(),
        cleaned=dict(summary.cleaned),
        cities=contents.spellings.cities(),
        facets=contents.fields.facets,
        ranges=contents.fields.ranges,
        unreadable=contents.unreadable,
        idf=idf,
    )

"""Builds a generation in two passes over a source.

Pass 1 validates every row and gathers BM25's statistics; pass 2 encodes what is new, weighs
every term and writes. Memory is bounded by the vocabulary and the ids. The served generation
is untouched until the new one is complete and counted.
"""

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path

from ingest.build.admission import Admission
from ingest.build.description import Contents, manifest
from ingest.build.filter_fields import FilterFields
from ingest.build.reading import detected_analyzer, known_analyzer
from ingest.build.rejected import Rejections
from ingest.build.summary import Summary
from ingest.build.unfinished import EncodedTexts
from ingest.build.vectors import DocumentVectors
from ingest.documents.identity import fingerprint
from ingest.documents.rows import RejectedRow, to_document
from ingest.documents.spellings import Spellings
from ingest.sources.protocols import Source
from search.errors import DatasetNotFound, IndexDamaged, SourceError
from search.keyword import bm25
from search.nouns import DOCUMENT, Noun
from search.ranges import RangeKind
from search.store.protocols import Index, Store, Writer
from search.text.analyzer import Analyzer
from search.types import Document, DocumentTerms, EmbeddedDocument, Encoder

Progress = Callable[[str, int, int | None], None]
"""Called with the phase ("reading" or "indexing"), documents done, and all if known."""


@dataclass
class Build:
    """One run over one source into one dataset."""

    store: Store
    encoder: Encoder
    source: Source
    dataset: str
    facets: Sequence[str] = ()
    ranges: Mapping[str, RangeKind] = field(default_factory=dict)
    append: bool = False
    batch_size: int = 256
    progress: Progress = lambda phase, done, total: None
    rejections: Rejections | None = None
    unfinished: Path | None = None
    """Where new vectors are kept until the build is published: an interrupted one resumes."""
    language: str | None = None
    """A code of LANGUAGES; None for the language that the first documents are written in."""
    idf: bm25.Idf = "lucene"
    noun: Noun = DOCUMENT
    card: list[str] | None = None
    _analyzer: Analyzer = field(init=False)
    _kept: EncodedTexts | None = field(init=False, default=None)
    _summary: Summary = field(init=False)
    _previous: Index | None = field(init=False, default=None)
    _admission: Admission = field(init=False)
    _contents: Contents = field(init=False)

    def run(self) -> Summary:
        """Builds and publishes. Raises BuildError or UnavailableError; then nothing changed."""
        started = time.perf_counter()
        try:
            self._run(reuse=True)
        except IndexDamaged:
            if self.append:
                raise
            self._run(reuse=False)
        self._summary.seconds = round(time.perf_counter() - started, 3)
        return self._summary

    def _run(self, *, reuse: bool) -> None:
        """One attempt; ``reuse`` reads the previous generation, which may turn out damaged."""
        self._summary = Summary(self.dataset)
        self._admission = Admission(self._summary, self.rejections)
        fields = self._fields()
        self._contents = Contents(fields, Spellings())
        if self.rejections:
            self.rejections.restart()
        with self.store.build(
            self.dataset, self.encoder.dimension, fields.facets, list(fields.kinds)
        ) as writer:
            finished = False
            try:
                self._previous = self._open_previous() if reuse else None
                if self.unfinished:
                    self._kept = EncodedTexts(self.unfinished, self.encoder)
                self._build(writer)
                finished = True
            finally:
                self._close_previous()
                if self._kept:
                    self._kept.close(finished=finished)

    def _build(self, writer: Writer) -> None:
        model = bm25.fit(self._first_pass(), self.idf)
        if not model.document_count:
            raise SourceError(f"No usable row among {self._summary.read:,}. {self._why()}".strip())
        writer.reserve(model.document_count, self._contents.text_bytes)
        self._second_pass(writer, model)
        self._close_previous()  # so that it can be removed once nobody else reads it
        about = manifest(
            writer.generation,
            self.source,
            self.encoder,
            self._analyzer,
            model,
            self.idf,
            self._summary,
            self._contents,
        )
        about = replace(about, noun=str(self.noun), card=self.card)
        writer.publish(about, model.vocabulary)
        self._summary.generation = writer.generation
        self._summary.documents = model.document_count

    def _fields(self) -> FilterFields:
        kept = None
        if self.append:
            with suppress(DatasetNotFound):
                kept = self.store.manifest(self.dataset)
        return FilterFields(self.facets, self.ranges, kept)

    def _open_previous(self) -> Index | None:
        try:
            return self.store.open(self.dataset)
        except DatasetNotFound:
            return None

    def _close_previous(self) -> None:
        if self._previous:
            self._previous.close()
            self._previous = None

    def _first_pass(self) -> Iterator[DocumentTerms]:
        """The terms of every document to be indexed; finds the language on the way."""
        texts = self._texts()
        known = known_analyzer(self.language, self._previous if self.append else None)
        if known:
            self._analyzer = known
        else:
            self._analyzer, texts = detected_analyzer(texts)
        for text in texts:
            yield self._analyzer.document(text)

    def _texts(self) -> Iterator[str]:
        """The text of every document to be indexed, while counting what becomes of rows."""
        for row in self.source.rows():
            document = self._admission.document(row)
            if document:
                yield self._counted_text(document)
        for document in self._left_from_before():
            if self.append:
                self._summary.kept += 1
                yield self._counted_text(document)
            else:
                self._summary.removed += 1

    def _counted_text(self, document: Document) -> str:
        self._contents.count(document)
        self.progress("reading", len(self._admission.seen) + self._summary.kept, None)
        return document.text

    def _left_from_before(self) -> Iterator[Document]:
        for document in self._previous.scan() if self._previous else ():
            if document.id not in self._admission.seen:
                yield document

    def _second_pass(self, writer: Writer, model: bm25.BM25Model) -> None:
        vectors = DocumentVectors(self.encoder, self._previous, self._kept, self._summary)
        done = 0
        for batch in _batches(self._documents(), self.batch_size):
            try:
                impacts = [model.impacts(self._analyzer.document(each.text)) for each in batch]
            except KeyError:
                raise SourceError(_CHANGED) from None
            embedded = vectors.of(batch, self._stored(batch))
            unreadable = [not self.encoder.readable_share(each.text) for each in batch]
            writer.write(list(map(EmbeddedDocument, batch, embedded, impacts, unreadable)))
            self._contents.unreadable += sum(unreadable)
            done += len(batch)
            self.progress("indexing", done, model.document_count)
        if done != model.document_count:
            raise SourceError(_CHANGED)

    def _documents(self) -> Iterator[Document]:
        """The documents of pass 1 once more."""
        left = set(self._admission.seen)
        for row in self.source.rows():
            if row.problem or row.aside:
                continue
            try:
                document = to_document(row.value)
            except RejectedRow:
                continue
            if document.id in left:
                left.remove(document.id)
                if fingerprint(document) != self._admission.seen[document.id]:
                    raise SourceError(_CHANGED)
                yield self._contents.spellings.spelled(document)
        if self.append:
            yield from map(self._contents.spellings.spelled, self._left_from_before())

    def _stored(self, batch: list[Document]) -> dict[str, Document]:
        """What the previous index has of a batch; and every document of it is counted."""
        ids = [document.id for document in batch]
        stored = self._previous.documents(ids) if self._previous else {}
        for document in batch:
            self._count(document, stored.get(document.id))
        return stored

    def _count(self, document: Document, stored: Document | None) -> None:
        if document.id not in self._admission.seen:
            return  # carried over, counted as kept
        if stored is None:
            self._summary.indexed += 1
        elif stored == document:
            self._summary.unchanged += 1
        else:
            self._summary.updated += 1

    def _why(self) -> str:
        return "; ".join(self._summary.examples)


_CHANGED = "The input changed while it was being read; nothing was replaced. Run again."


def _batches(documents: Iterable[Document], size: int) -> Iterator[list[Document]]:
    iterator = iter(documents)
    while batch := list(islice(iterator, size)):
        yield batch

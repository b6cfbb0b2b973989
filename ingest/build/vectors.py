"""Where a document's vector comes from: the index before, a run that was interrupted, the model."""

from collections.abc import Sequence

import numpy as np

from ingest.build.summary import Summary
from ingest.build.unfinished import EncodedTexts
from search.errors import BuildError
from search.store.protocols import Index
from search.types import Document, Encoder, Vector


class DocumentVectors:
    """Encodes only what has to be encoded, and counts it."""

    def __init__(
        self,
        encoder: Encoder,
        previous: Index | None,
        kept: EncodedTexts | None,
        summary: Summary,
    ) -> None:
        self._encoder, self._kept, self._summary = encoder, kept, summary
        self._previous = previous if previous and _same_model(encoder, previous) else None

    def of(self, batch: Sequence[Document], stored: dict[str, Document]) -> list[Vector]:
        """One vector a document; ``stored`` are those the previous index has, by id.

        Raises BuildError when the model makes a vector that cannot be searched.
        """
        known = self._unchanged(batch, stored)
        known.update(self._resumed([document for document in batch if document.id not in known]))
        known.update(self._encoded([document for document in batch if document.id not in known]))
        return [known[document.id] for document in batch]

    def _unchanged(
        self, batch: Sequence[Document], stored: dict[str, Document]
    ) -> dict[str, Vector]:
        if not self._previous:
            return {}
        same = [d.id for d in batch if d.id in stored and stored[d.id].text == d.text]
        return self._previous.vectors(same)

    def _resumed(self, documents: list[Document]) -> dict[str, Vector]:
        kept = self._kept.known([document.text for document in documents]) if self._kept else {}
        resumed = {d.id: kept[d.text] for d in documents if d.text in kept}
        self._summary.resumed += len(resumed)
        return resumed

    def _encoded(self, documents: list[Document]) -> dict[str, Vector]:
        # Once each: equal texts get equal vectors, whatever batch they are encoded in.
        distinct = {document.text: document for document in documents}
        texts = list(distinct)
        vectors = self._encoder.encode(texts)
        _check(list(distinct.values()), vectors)
        self._summary.encoded += len(documents)
        if self._kept:
            self._kept.add(texts, vectors)
        by_text = dict(zip(texts, vectors, strict=True))
        return {document.id: by_text[document.text] for document in documents}


def _same_model(encoder: Encoder, index: Index) -> bool:
    mine = (encoder.name, encoder.dimension, encoder.precision)
    return mine == (index.manifest.model, index.manifest.dimension, index.manifest.precision)


def _check(documents: list[Document], vectors: Vector) -> None:
    """The stores accept NaN and zero vectors silently; a model must not make any."""
    lengths = np.linalg.norm(vectors, axis=1)
    for document, length in zip(documents, lengths, strict=True):
        if not abs(length - 1) < 0.01:
            raise BuildError(
                f"The model gave no usable vector for {document.source_id!r} (length {length})."
            )

"""Which rows become documents, and the account of all of them."""

from ingest.build.rejected import Rejections
from ingest.build.summary import Summary
from ingest.documents.identity import fingerprint
from ingest.documents.rows import LeftOut, RejectedRow, to_document
from ingest.sources.protocols import Row
from search.types import Document

_CONFLICT = "conflicting: an earlier row has the same id and other content"


class Admission:
    """Takes the rows of a source in order and counts in ``summary`` what becomes of each.

    ``seen`` has a fingerprint of every document by its id. Rows that cannot be used are listed in
    ``rejections`` as well.
    """

    def __init__(self, summary: Summary, rejections: Rejections | None = None) -> None:
        self.summary = summary
        self.seen: dict[str, int] = {}
        self._rejections = rejections

    def document(self, row: Row) -> Document | None:
        """The document that a row adds, None when it adds nothing. Raises BuildError."""
        if row.aside:
            self.summary.aside[row.aside] += 1
            return None
        self.summary.read += 1 + row.merged
        self.summary.merged += row.merged
        self.summary.cleaned.update(row.cleaned)
        try:
            document = self._read(row)
        except RejectedRow as reason:
            self.summary.reject(row.place, str(reason))
            self._list(row, str(reason))
            return None
        return document if self._is_new(document, row) else None

    def _read(self, row: Row) -> Document:
        def note(left_out: LeftOut) -> None:
            self.summary.leave_out(row.place, left_out)

        if row.problem:
            raise RejectedRow(row.problem)
        return to_document(row.value, note)

    def _is_new(self, document: Document, row: Row) -> bool:
        content = fingerprint(document)
        if document.id not in self.seen:
            self.seen[document.id] = content
            return True
        if self.seen[document.id] == content:
            self.summary.duplicate += 1
        else:
            self.summary.conflict(row.place, document.source_id)
            self._list(row, _CONFLICT, document.source_id)
        return False

    def _list(self, row: Row, reason: str, id_: str = "") -> None:
        if self._rejections:
            self._rejections.add(row, reason, id_)

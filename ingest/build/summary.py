"""What became of every row."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from ingest.documents.rows import LeftOut

_EXAMPLES = 5
_REASONS = 1_000
"""Different reasons that are counted, so that a table of many columns takes no memory."""


@dataclass
class Summary:
    """Counts of one run.

    Every row read ends as exactly one of ``indexed`` (new), ``updated``, ``unchanged``,
    ``duplicate`` (all of it equal to an earlier row), ``conflicting`` (an earlier row has its id
    and other content), ``merged`` (joined into an earlier row) or ``rejected``. ``removed`` counts
    documents of the previous generation that are gone, ``kept`` those that ``--append`` carried
    over, ``encoded`` the texts that went through the model, ``resumed`` those that an interrupted
    run had encoded already, ``documents`` all that the new generation holds. ``cleaned`` counts
    the rows that each clean-up changed, ``left_out`` the values that documents go without by
    reason, whatever became of the rows; ``left_out_examples`` has the first of each. ``aside``
    counts the lines that are no rows, such as a repeated header; they are not among those read.
    """

    dataset: str
    read: int = 0
    indexed: int = 0
    updated: int = 0
    unchanged: int = 0
    duplicate: int = 0
    conflicting: int = 0
    merged: int = 0
    rejected: int = 0
    removed: int = 0
    kept: int = 0
    encoded: int = 0
    resumed: int = 0
    documents: int = 0
    seconds: float = 0.0
    generation: str = ""
    reasons: Counter[str] = field(default_factory=Counter)
    examples: list[str] = field(default_factory=list)
    conflicts: list[str] = field(default_factory=list)
    cleaned: Counter[str] = field(default_factory=Counter)
    aside: Counter[str] = field(default_factory=Counter)
    left_out: Counter[str] = field(default_factory=Counter)
    left_out_examples: dict[str, str] = field(default_factory=dict)
    rejected_file: str = ""

    def reject(self, place: str, reason: str) -> None:
        """Counts a row that cannot be used, and keeps the first few for the eye."""
        reason = _valid(reason)
        self.rejected += 1
        self.reasons[reason] += 1
        if len(self.examples) < _EXAMPLES:
            self.examples.append(f"{place}: {reason}")

    def conflict(self, place: str, id_: str) -> None:
        """Counts a row whose id an earlier row with other content has."""
        self.conflicting += 1
        if len(self.conflicts) < _EXAMPLES:
            self.conflicts.append(f"{place}: id “{id_}”")

    def leave_out(self, place: str, left_out: LeftOut) -> None:
        """Counts a value that a document goes without, and keeps the first of each reason."""
        reason, example = _valid(left_out.reason), _valid(left_out.example)
        if reason not in self.left_out and len(self.left_out) == _REASONS:
            reason = "further values"
        self.left_out[reason] += 1
        value = f": {example}" if example else ""
        self.left_out_examples.setdefault(reason, f"{place}{value}")

    def to_dict(self) -> dict[str, Any]:
        """JSON-ready, with ``skipped`` = duplicate + conflicting + rejected."""
        return {
            **vars(self),
            "reasons": dict(self.reasons),
            "cleaned": dict(self.cleaned),
            "aside": dict(self.aside),
            "left_out": dict(self.left_out),
            "skipped": self.duplicate + self.conflicting + self.rejected,
        }

    def lines(self) -> list[str]:
        """For people."""
        counts = [
            f"{count:,} {name}"
            for name, count in (
                ("indexed", self.indexed),
                ("updated", self.updated),
                ("unchanged", self.unchanged),
                ("duplicate", self.duplicate),
                ("conflicting", self.conflicting),
                ("merged", self.merged),
                ("rejected", self.rejected),
            )
            if count or name not in ("conflicting", "merged")
        ]
        lines = [f"{self.read:,} rows read: {', '.join(counts)}"]
        lines += [f"  {count:,} × {reason}" for reason, count in self.reasons.most_common(10)]
        lines += [f"  e.g. {example}" for example in self.examples]
        if self.conflicting:
            lines.append(
                f"  {self.conflicting:,} × an earlier row has the same id and other content; "
                f"the first was kept (e.g. {'; '.join(self.conflicts)})"
            )
        if self.rejected_file:
            lines.append(f"  all of them are in {self.rejected_file}")
        if self.aside:
            kinds = ", ".join(f"{count:,} × {kind}" for kind, count in self.aside.items())
            lines.append(f"left out, because they are no rows: {kinds}")
        lines += self._beside()
        lines.append(
            f"“{self.dataset}” now has {self.documents:,} documents "
            f"({self.encoded:,} texts encoded, {self.seconds:.1f} s)"
        )
        return lines

    def _beside(self) -> list[str]:
        """What happened to values, and to documents that are not in the input."""
        lines = [
            f"{count:,} × left out of documents: {reason} (e.g. {self.left_out_examples[reason]})"
            for reason, count in self.left_out.most_common(10)
        ]
        lines += [f"{count:,} rows changed by --{name}" for name, count in self.cleaned.items()]
        if self.removed:
            lines.append(f"{self.removed:,} documents are no longer in the input and were removed")
        if self.kept:
            lines.append(f"{self.kept:,} documents were kept from before")
        if self.resumed:
            lines.append(f"{self.resumed:,} texts had been encoded by a run that was interrupted")
        return lines


def _valid(text: str) -> str:
    """Lone surrogates cannot be printed."""
    return text.encode("utf-8", "backslashreplace").decode()

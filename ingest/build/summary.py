"""What became of every row."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Summary:
    """Counts of one run.

    Every row read ends as exactly one of ``indexed`` (new), ``updated``, ``unchanged``,
    ``duplicate`` or ``rejected``. ``removed`` counts documents of the previous generation that
    are gone, ``kept`` those that ``--append`` carried over, ``encoded`` the texts that went
    through the model, ``resumed`` those that an interrupted run had encoded already,
    ``documents`` all that the new generation holds. ``cleaned`` counts the rows that each clean-up
    changed, whatever became of them. ``aside`` counts the lines that are no rows, such as a
    repeated header; they are not among those read.
    """

    dataset: str
    read: int = 0
    indexed: int = 0
    updated: int = 0
    unchanged: int = 0
    duplicate: int = 0
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
    cleaned: Counter[str] = field(default_factory=Counter)
    aside: Counter[str] = field(default_factory=Counter)
    rejected_file: str = ""

    def reject(self, place: str, reason: str) -> None:
        """Counts a row that cannot be used, and keeps the first few for the eye."""
        self.rejected += 1
        self.reasons[reason] += 1
        if len(self.examples) < 5:
            self.examples.append(f"{place}: {reason}")

    def to_dict(self) -> dict[str, Any]:
        """JSON-ready, with ``skipped`` = duplicate + rejected."""
        return {
            **vars(self),
            "reasons": dict(self.reasons),
            "cleaned": dict(self.cleaned),
            "aside": dict(self.aside),
            "skipped": self.duplicate + self.rejected,
        }

    def lines(self) -> list[str]:
        """For people."""
        lines = [
            f"{self.read:,} rows read: {self.indexed:,} indexed, {self.updated:,} updated, "
            f"{self.unchanged:,} unchanged, {self.duplicate:,} duplicate, "
            f"{self.rejected:,} rejected",
        ]
        lines += [f"  {count:,} × {reason}" for reason, count in self.reasons.most_common(10)]
        lines += [f"  e.g. {example}" for example in self.examples]
        if self.rejected_file:
            lines.append(f"  all of them are in {self.rejected_file}")
        if self.aside:
            kinds = ", ".join(f"{count:,} × {kind}" for kind, count in self.aside.items())
            lines.append(f"left out, because they are no rows: {kinds}")
        lines += [f"{count:,} rows changed by --{name}" for name, count in self.cleaned.items()]
        if self.removed:
            lines.append(f"{self.removed:,} documents are no longer in the input and were removed")
        if self.kept:
            lines.append(f"{self.kept:,} documents were kept from before")
        if self.resumed:
            lines.append(f"{self.resumed:,} texts had been encoded by a run that was interrupted")
        lines.append(
            f"“{self.dataset}” now has {self.documents:,} documents "
            f"({self.encoded:,} texts encoded, {self.seconds:.1f} s)"
        )
        return lines

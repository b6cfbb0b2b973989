"""Numbers and facts of datasets and ingests in words."""

import json
import re
import shlex
from collections.abc import Mapping, Sequence
from pathlib import PurePath
from typing import Any

from ingest.build.summary import Summary
from ingest.build.wording import duration, size
from ingest.jobs.uploads import FILES
from ingest.sources.catalog import STDIN
from pages.ui.text import valid
from search.store.manifest import Manifest
from search.store.overview import Overview
from search.wording import counted

LABELS = {
    "--encoding": "Encoding",
    "--delimiter": "Delimiter",
    "--quote": "Quote",
    "--header-line": "Line that names the columns",
    "--sheet": "Sheet",
}
"""What the screen calls the terminal's flags for reading."""
_LONGEST_CELL = 200
_CLEANED = {"strip-html": "HTML was taken out", "fix-text": "Text was repaired"}
_COUNTS = ("indexed", "updated", "unchanged", "duplicate", "conflicting", "merged", "rejected")


def facts(item: Overview) -> str:
    """A dataset's numbers."""
    manifest = item.manifest
    parts = [
        *(_contents(manifest) if manifest else ()),
        size(item.size) if item.size is not None else "",
        f"built {built(manifest)}" if manifest else "",
    ]
    return " · ".join(part for part in parts if part)


def origin(manifest: Manifest) -> str:
    """What it was built from, in short, and with which model."""
    return f"from {_source(manifest.source)} · {manifest.model}, {manifest.precision}"


def _source(command: str) -> str:
    """A file by its name alone; the address and the columns are on the screen “How it works”."""
    try:
        kind, *arguments = shlex.split(command)
    except ValueError:
        return command
    if kind in FILES and arguments:
        return "standard input" if arguments[0] == STDIN else PurePath(arguments[0]).name
    return f"the source “{kind}”"


def built(manifest: Manifest) -> str:
    """When, to the minute."""
    return f"{manifest.built_at[:16].replace('T', ' ')} UTC"


def _contents(manifest: Manifest) -> list[str]:
    parts = [manifest.nouns.counted(manifest.documents)]
    if manifest.cities:
        parts.append(counted(manifest.cities, "city", "cities"))
    return parts


def tried(summary: Summary, *, all_rows: bool) -> str:
    """What would become of the first rows."""
    rows = counted(summary.read, "row", "rows")
    which = f"All {rows}" if all_rows else f"The first {rows}"
    return f"{which} tried: {', '.join(_account(vars(summary), 'documents'))}."


def _account(summary: Mapping[str, Any], indexed: str) -> list[str]:
    return [
        f"{summary[name]:,} {indexed if name == 'indexed' else name}"
        for name in _COUNTS
        if summary[name] or (name == "indexed" and not summary["read"])
    ]


def beside(summary: Mapping[str, Any]) -> list[str]:
    """Lines that are no rows, rows in conflict and rows that clean-ups changed, a sentence each."""
    asides = ", ".join(f"{count:,} × {kind}" for kind, count in summary["aside"].items())
    lines = [f"Not among the rows: {asides}."] if asides else []
    if summary["conflicts"]:
        lines.append(
            "An earlier row has the same id and other content; the first was kept: "
            f"{'; '.join(summary['conflicts'])}."
        )
    return lines + [
        f"{_CLEANED[name]} in {counted(count, 'row', 'rows')}."
        for name, count in summary["cleaned"].items()
    ]


def without_flags(text: str) -> str:
    """A message of the ingest, with the screen's labels instead of the terminal's flags.

    >>> without_flags("“Firm” (--name-column): too long"), without_flags("odd; use --sheet 2.")
    ('“Firm”: too long', 'odd; use “Sheet” 2.')
    """
    bare = re.sub(r" \([^()]*--[^()]*\)", "", text)
    return re.sub("|".join(LABELS), lambda flag: f"“{LABELS[flag[0]]}”", bare)


def headings(columns: Sequence[str]) -> list[str]:
    """Names of columns as short texts, all different."""
    names: list[str] = []
    for column in map(cell, columns):
        name = column
        while name in names:
            name += " "
        names.append(name)
    return names


def outcome(summary: Mapping[str, Any]) -> str:
    """What became of the rows."""
    counts = _account(summary, "indexed")
    rows = f"{counted(summary['read'], 'row', 'rows')} read: {', '.join(counts)}."
    removed = counted(summary["removed"], "document", "documents")
    gone = f" {removed} of before were removed." if summary["removed"] else ""
    return f"{rows}{gone} It took {duration(summary['seconds'])}."


def cell(value: object) -> str:
    """A value of a table as short, valid text."""
    if value is None:
        return ""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    return valid(text if len(text) <= _LONGEST_CELL else f"{text[:_LONGEST_CELL]}…")

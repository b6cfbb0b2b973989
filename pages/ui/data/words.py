"""Numbers and facts of datasets and ingests in words."""

import json
import shlex
from collections.abc import Mapping
from pathlib import PurePath
from typing import Any

from ingest.build.wording import duration, size
from ingest.jobs.uploads import FILES
from ingest.sources.catalog import STDIN
from search.store.manifest import Manifest
from search.store.overview import Overview

_LONGEST_CELL = 200
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
    parts = [counted(manifest.documents, "document", "documents")]
    if manifest.cities is not None:
        parts.append(counted(manifest.cities, "city", "cities"))
    return parts


def counted(number: int, one: str, many: str) -> str:
    """Such as "1 city"."""
    return f"{number:,} {one if number == 1 else many}"


def outcome(summary: Mapping[str, Any]) -> str:
    """What became of the rows."""
    counts = [f"{summary[name]:,} {name}" for name in _COUNTS if summary[name]]
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


def valid(text: str) -> str:
    """Without the lone surrogates that no browser can be sent."""
    return text.encode("utf-8", "replace").decode("utf-8")

"""Numbers and facts of datasets and ingests in words."""

import json
import shlex
from collections.abc import Mapping
from pathlib import PurePath
from typing import Any

from ingest.build.run import DOWNLOADING
from ingest.jobs.manager import Status
from ingest.jobs.uploads import FILES
from ingest.sources.catalog import STDIN
from search.store.manifest import Manifest
from search.store.overview import Overview

_MINUTE = 60
_LONGEST_CELL = 200
_UNITS = ("B", "kB", "MB", "GB", "TB")
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


def size(count: int) -> str:
    """Bytes with two digits or more."""
    amount, unit = float(count), _UNITS[0]
    for larger in _UNITS[1:]:
        if amount < 1000:
            break
        amount, unit = amount / 1000, larger
    return f"{amount:.1f} {unit}" if amount < 10 and unit != "B" else f"{amount:.0f} {unit}"


def progress(status: Status) -> str:
    """How far an ingest is, how fast, and how long it will take."""
    if not status.phase:
        return "Starting"
    unit = size if status.phase == DOWNLOADING else "{:,}".format
    of_all = f" of {unit(status.total)}" if status.total else ""
    noun = "" if status.phase == DOWNLOADING else " documents"
    parts = [f"{status.phase.capitalize()}: {unit(status.done)}{of_all}{noun}"]
    if status.share == 1:
        return " · ".join([*parts, "finishing"])
    if status.rate:
        rate = unit(round(status.rate)) if status.rate >= 10 else f"{status.rate:.1f}"
        parts.append(f"{rate}/s")
    if status.seconds_left is not None:
        parts.append(f"{duration(status.seconds_left)} left")
    return " · ".join(parts)


def duration(seconds: float) -> str:
    """Roughly."""
    if seconds < 1.5 * _MINUTE:
        return f"{max(1, round(seconds))} s"
    hours, minutes = divmod(round(seconds / _MINUTE), 60)
    return f"{hours} h {minutes} min" if hours else f"{minutes} min"


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

"""Numbers and progress of ingests in words, for the terminal and the screen."""

from ingest.build.progress import Status
from ingest.build.run import DOWNLOADING

_MINUTE = 60
_UNITS = ("B", "kB", "MB", "GB", "TB")


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

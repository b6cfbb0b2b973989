"""``python -m ingest.jobs.process``: an ingest that another process starts and watches.

The first line of standard input is what ``python -m ingest`` would be given, as a JSON list. On
standard output comes a JSON object a line: ``{"phase", "done", "total"}`` while it works, then one
of ``{"summary"}``, ``{"error"}`` and ``{"stopped"}``. When standard input ends, whoever started it
is gone: it stops as if by Ctrl-C.
"""

import contextlib
import io
import json
import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from typing import Any

from ingest.build.run import ingest
from ingest.cli.arguments import parser
from search.errors import InputError, NvkError
from search.settings import settings

_BETWEEN_REPORTS = 0.2
"""Seconds; a reader of many thousand rows a second need not tell of each."""
_CHUNK = 1 << 16
_SIGNALS = (signal.SIGTERM, signal.SIGINT)


class Report:
    """Writes what is to be told, progress not too often."""

    def __init__(self, write: Callable[[str], object], clock: Callable[[], float]) -> None:
        self._write, self._clock = write, clock
        self._phase, self._told_at = "", float("-inf")

    def tell(self, **values: Any) -> None:
        """One line of JSON. Raises KeyboardInterrupt when nobody reads it any more."""
        try:
            self._write(json.dumps(values) + "\n")
        except BrokenPipeError:
            raise KeyboardInterrupt from None

    def progress(self, phase: str, done: int, total: int | None) -> None:
        """See Progress."""
        now = self._clock()
        if phase == self._phase and done != total and now - self._told_at < _BETWEEN_REPORTS:
            return
        self._phase, self._told_at = phase, now
        self.tell(phase=phase, done=done, total=total)


def main() -> int:
    """Returns the exit status: 0 done, 1 failed, 130 stopped."""
    step_back()
    report = Report(_only_for_reports().write, time.monotonic)
    try:
        _stop_on_signals()
        request = _first_line(sys.stdin.fileno())
        threading.Thread(target=_watch, args=(sys.stdin.fileno(),), daemon=True).start()
        report.tell(summary=_run(json.loads(request), report))
    except NvkError as error:
        report.tell(error=" ".join(str(error).split()))
        return 1
    except KeyboardInterrupt:
        with contextlib.suppress(KeyboardInterrupt):
            report.tell(stopped=True)
        return 130
    finally:
        _ignore_signals()  # the end of standard input is expected from here on
    return 0


def step_back() -> None:
    """Lets every other process go first; threads begun later do so as well."""
    os.nice(19)


def _run(arguments: list[str], report: Report) -> dict[str, Any]:
    complaint = io.StringIO()
    try:
        with contextlib.redirect_stderr(complaint):
            options = parser().parse_args(arguments)
    except SystemExit:
        reason = complaint.getvalue().strip().rpartition("error: ")[2]
        raise InputError(f"This cannot be built: {reason}.") from None
    environment = settings()
    return ingest(
        options,
        environment,
        progress=report.progress,
        about=lambda lines: None,
    ).to_dict()


def _only_for_reports() -> io.TextIOBase:
    """Standard output; whatever a library prints goes to standard error from now on."""
    reports = os.fdopen(os.dup(sys.stdout.fileno()), "w", buffering=1)
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return reports


def _stop_on_signals() -> None:
    def stop(*_: object) -> None:
        _ignore_signals()  # once is enough: what follows cleans up
        raise KeyboardInterrupt

    for number in _SIGNALS:
        signal.signal(number, stop)


def _ignore_signals() -> None:
    for number in _SIGNALS:
        signal.signal(number, signal.SIG_IGN)


def _first_line(descriptor: int) -> bytes:
    """Read without a buffer, for whose lock the watching thread would hold up the exit."""
    line = b""
    while not line.endswith(b"\n"):
        chunk = os.read(descriptor, _CHUNK)
        if not chunk:
            raise KeyboardInterrupt
        line += chunk
    return line


def _watch(descriptor: int) -> None:
    """Waits for the end of standard input."""
    while os.read(descriptor, _CHUNK):
        pass
    os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    sys.exit(main())

"""Evaluations at work in threads of this process: how far they are, and how to stop them.

A thread asks one query after another through the service, as people's requests do, so that the
app answers in between; an evaluation ends with the process.
"""

import logging
import threading
import time
from collections.abc import Callable

from search.errors import NvkError, UnavailableError
from search.evaluation.running import Progress

_log = logging.getLogger(__name__)
_MOST_JOBS = 3
_BREATH = 0.001
"""Seconds between two queries, for threads that wait for the interpreter."""


class Stopped(Exception):
    """The job was cancelled."""


class Job:
    """One evaluation at work."""

    def __init__(self, work: Callable[[Progress], object]) -> None:
        self.done, self.total = 0, 0
        self.result: object = None
        self.error: NvkError | None = None
        self._cancelled = threading.Event()
        self._started = time.monotonic()
        self._work = work
        self._thread = threading.Thread(target=self._run, name="evaluation", daemon=True)
        self._thread.start()

    @property
    def finished(self) -> bool:
        """Whether it has ended, one way or another."""
        return not self._thread.is_alive()

    @property
    def cancelled(self) -> bool:
        """Whether it was asked to stop."""
        return self._cancelled.is_set()

    @property
    def seconds_left(self) -> float | None:
        """What the rest takes at the speed so far; None before there is one."""
        if not self.done:
            return None
        return (time.monotonic() - self._started) / self.done * (self.total - self.done)

    def cancel(self) -> None:
        """Stops it before its next query."""
        self._cancelled.set()

    def wait(self, seconds: float | None = None) -> bool:
        """Waits for the end; whether it has come."""
        self._thread.join(seconds)
        return self.finished

    def _progress(self, done: int, total: int) -> None:
        self.done, self.total = done, total
        if self._cancelled.is_set():
            raise Stopped
        time.sleep(_BREATH)

    def _run(self) -> None:
        try:
            self.result = self._work(self._progress)
        except Stopped:
            pass
        except NvkError as error:
            self.error = error
        except Exception:
            _log.exception("an evaluation failed")
            self.error = NvkError("The evaluation failed; the server's log says more.")


class Jobs:
    """The process's jobs by the key of what they make; one of a kind at a time."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._jobs: dict[str, Job] = {}

    def start(self, key: str, work: Callable[[Progress], object]) -> Job:
        """The job of this key, begun now unless it is at work.

        Raises:
            UnavailableError: several others are at work.
        """
        with self._guard:
            self._jobs = {name: job for name, job in self._jobs.items() if not job.finished}
            if key not in self._jobs:
                if len(self._jobs) >= _MOST_JOBS:
                    raise UnavailableError("Other evaluations are at work; this one has to wait.")
                self._jobs[key] = Job(work)
            return self._jobs[key]


jobs = Jobs()

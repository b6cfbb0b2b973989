"""How far an ingest is, how fast it goes, and lines that say so where nobody watches a bar."""

import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

_WINDOW_SECONDS = 20.0
"""The rate is that of the last so many seconds."""


@dataclass(frozen=True, slots=True)
class Status:
    """How far a job is; ``rate`` is per second, None until there is one."""

    phase: str = ""
    done: int = 0
    total: int | None = None
    rate: float | None = None

    @property
    def share(self) -> float | None:
        """What is done of all, from 0 to 1."""
        return min(self.done / self.total, 1) if self.total else None

    @property
    def seconds_left(self) -> float | None:
        """At the present rate."""
        if not self.rate or self.total is None:
            return None
        return max(self.total - self.done, 0) / self.rate


class Progress:
    """Turns reports into a status with a rate."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._seen: deque[tuple[float, int]] = deque()
        self.status = Status()

    def take(self, phase: str, done: int, total: int | None) -> None:
        """A report as it came."""
        now = self._clock()
        if phase != self.status.phase:
            self._seen.clear()
        self._seen.append((now, done))
        while len(self._seen) > 2 and self._seen[1][0] <= now - _WINDOW_SECONDS:
            self._seen.popleft()
        began, before = self._seen[0]
        rate = (done - before) / (now - began) if now > began else None
        self.status = Status(phase, done, total, rate)


class ProgressLines:
    """Describes the status in words, at most once a second."""

    def __init__(
        self,
        write: Callable[[str], object],
        describe: Callable[[Status], str],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """``write`` takes a line, ``describe`` words it."""
        self._write, self._describe, self._clock = write, describe, clock
        self._progress = Progress(clock)
        self._taken_at = clock()
        self._phase = ""

    def take(self, phase: str, done: int, total: int | None) -> None:
        """A report as it came; cheap enough for one a row. The last one always counts."""
        now = self._clock()
        if phase == self._phase and done != total and now - self._taken_at < 1:
            return
        self._phase, self._taken_at = phase, now
        self._progress.take(phase, done, total)
        self._write(self._describe(self._progress.status))

"""Says every 30 seconds how far an ingest is, from a process of its own.

A thread would be silent when it is needed most: building the graph of a large index holds the
interpreter's lock for minutes. The process reads one status a line from standard input, writes to
standard error, and ends when standard input does.
"""

import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress

EVERY_SECONDS = 30.0
"""Between two lines of a log."""
_CHUNK = 1 << 16


class Heartbeat:
    """Repeats the latest status at fixed intervals, also when nothing new has been heard."""

    def __init__(self, write: Callable[[str], object], clock: Callable[[], float]) -> None:
        self._write, self._clock = write, clock
        self._began = self._said = clock()
        self._status = "Starting"

    def hear(self, status: str) -> None:
        """Takes note of the latest status."""
        self._status = status

    def seconds_left(self) -> float:
        """Until the next line is due."""
        return max(0.0, self._said + EVERY_SECONDS - self._clock())

    def beat(self) -> None:
        """Writes the line if it is due."""
        if self.seconds_left():
            return
        self._said = self._clock()
        minutes, seconds = divmod(int(self._said - self._began), 60)
        self._write(f"{self._status} · {minutes}:{seconds:02d} min since the start")


class HeartbeatProcess:
    """The process, as the ingest sees it."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(  # noqa: S603 this very file
            [sys.executable, "-I", "-S", __file__],
            stdin=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )

    def tell(self, status: str) -> None:
        """Passes on how far the ingest is."""
        assert self._process.stdin  # noqa: S101 for the type checker
        with suppress(BrokenPipeError):  # killed by someone; the ingest goes on without it
            self._process.stdin.write(status + "\n")
            self._process.stdin.flush()

    def close(self) -> None:
        """Ends it."""
        with suppress(BrokenPipeError), self._process:
            pass


def main() -> None:
    """Runs until standard input ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the ingest, which then ends this
    heartbeat = Heartbeat(_say, time.monotonic)
    descriptor, rest = sys.stdin.fileno(), b""
    while True:
        if select.select([descriptor], [], [], heartbeat.seconds_left())[0]:
            chunk = os.read(descriptor, _CHUNK)
            if not chunk:
                return
            *lines, rest = (rest + chunk).split(b"\n")
            if lines:
                heartbeat.hear(lines[-1].decode(errors="replace"))
        heartbeat.beat()


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()

"""Ingests that this process has started, each in a process of its own; see ``job``.

They belong to the process, not to whoever asked for them, and end when it ends.
"""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from ingest.build.progress import Progress, Status
from search.errors import BuildRunning

_ROOT = Path(__file__).parents[2]
_GRACE_SECONDS = 20
"""How long a cancelled job may take to clean up before it is killed."""


class Job:
    """One ingest; ``summary``, ``error`` and ``stopped`` say how it ended once it is ``finished``.

    ``summary`` is as of ``Summary.to_dict``, ``error`` one sentence.
    """

    def __init__(self, dataset: str, arguments: Sequence[str]) -> None:
        """Starts it; ``arguments`` are those of ``python -m ingest``."""
        self.dataset, self.arguments = dataset, tuple(arguments)
        self.summary: dict[str, Any] | None = None
        self.error = ""
        self.stopped = False
        self._progress = Progress()
        self._cancelled = False
        self._process = _start([*arguments, "--dataset", dataset])
        self._reader = threading.Thread(target=self._read, name=f"job {dataset}", daemon=True)
        self._reader.start()

    @property
    def status(self) -> Status:
        """How far it is."""
        return self._progress.status

    @property
    def finished(self) -> bool:
        """Whether it has ended, one way or another."""
        return not self._reader.is_alive()

    @property
    def cancelling(self) -> bool:
        """Whether it was cancelled and still cleans up."""
        return self._cancelled and not self.finished

    def wait(self, seconds: float | None = None) -> bool:
        """Waits for the end; whether it has come."""
        self._reader.join(seconds)
        return self.finished

    def cancel(self) -> None:
        """Asks it to stop: what was served stays, vectors made so far are kept for the next run."""
        if not self._cancelled and not self.finished:
            self._cancelled = True
            threading.Thread(target=self._stop, name=f"stop {self.dataset}", daemon=True).start()

    def _stop(self) -> None:
        """Asks every second: a signal just before a read that waits is noticed only after it."""
        for _ in range(_GRACE_SECONDS):
            self._process.terminate()
            if self.wait(1):
                return
        self._process.kill()

    def _read(self) -> None:
        # Leaving closes the pipes, the one to a process that never read its request, too.
        with suppress(BrokenPipeError), self._process as process:
            assert process.stdout  # noqa: S101 for the type checker
            for line in process.stdout:
                with suppress(ValueError, TypeError, KeyError):  # a line of somebody else's
                    self._take(json.loads(line))
        if self._cancelled and not self.summary:
            self.stopped, self.error = True, ""
        elif not (self.summary or self.error or self.stopped):
            self.error = _broken(self._process.returncode)

    def _take(self, told: Any) -> None:
        if not isinstance(told, dict):
            return
        if "phase" in told:
            self._progress.take(told["phase"], told["done"], told["total"])
        self.summary = told.get("summary", self.summary)
        self.error = told.get("error", self.error)
        self.stopped = told.get("stopped", self.stopped)


class Jobs:
    """The process's jobs: the last one of each dataset."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._jobs: dict[str, Job] = {}

    def start(self, dataset: str, arguments: Sequence[str]) -> Job:
        """Starts a job for a dataset. Raises BuildRunning while it has one that is at work."""
        with self._guard:
            before = self._jobs.get(dataset)
            if before and not before.finished:
                raise BuildRunning(f"Dataset “{dataset}” is being built already.")
            job = self._jobs[dataset] = Job(dataset, arguments)
            return job

    def all(self) -> list[Job]:
        """Those at work and those whose end nobody has taken note of, oldest first."""
        with self._guard:
            return list(self._jobs.values())

    def get(self, dataset: str) -> Job | None:
        """The dataset's, if it has one."""
        return self._jobs.get(dataset)

    def forget(self, job: Job) -> None:
        """Its end has been taken note of."""
        with self._guard:
            if job.finished and self._jobs.get(job.dataset) is job:
                del self._jobs[job.dataset]


jobs = Jobs()


def _start(arguments: list[str]) -> "subprocess.Popen[str]":
    path = os.pathsep.join(filter(None, (str(_ROOT), os.environ.get("PYTHONPATH"))))
    process = subprocess.Popen(
        [sys.executable, "-m", "ingest.jobs.process"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": path},
    )
    assert process.stdin  # noqa: S101 for the type checker
    with suppress(BrokenPipeError):  # its reader finds out why it is gone
        # Left open: its end tells the job that this process has ended.
        process.stdin.write(json.dumps(arguments) + "\n")
        process.stdin.flush()
    return process


def _broken(status: int) -> str:
    if status < 0:
        return (
            f"The ingest was ended by signal {-status}, perhaps for want of memory; "
            "the previous index is still in use."
        )
    return (
        f"The ingest broke off (status {status}); the app's own output says why. "
        "The previous index is still in use."
    )

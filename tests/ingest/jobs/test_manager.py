"""Ingests in processes of their own: real processes, started and watched as the app does."""

import os
import select
import signal
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest

from ingest.build.progress import Progress, Status
from ingest.jobs import manager as module
from ingest.jobs.manager import Job, Jobs
from search.errors import BuildRunning
from search.store.embedded.store import EdgeStore
from tests.fakes import COMPANIES, build, write_jsonl
from tests.ingest.helpers import companies, documents

pytestmark = pytest.mark.model
ROOT = Path(__file__).parents[3]
SECONDS = 60
"""How long a process is waited for before the test fails; never waited out otherwise."""


@pytest.fixture(autouse=True)
def environment(embedded_store: EdgeStore, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("QDRANT_URL", "NVK_MODEL", "NVK_DEVICE", "NVK_DATASET", "PORT"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("NVK_DATA_DIR", str(embedded_store.root))


def ended(dataset: str, *arguments: object) -> Job:
    job = Job(dataset, [str(argument) for argument in arguments])
    assert job.wait(SECONDS)
    return job


@pytest.fixture
def pipe(tmp_path: Path) -> Path:
    """An input that a job waits for."""
    path = tmp_path / "pipe.jsonl"
    os.mkfifo(path)
    return path


def waited_for(path: Path) -> int:
    """The writing end of a pipe; returns when somebody has opened it for reading."""
    return os.open(path, os.O_WRONLY)


def test_a_job_builds_what_the_command_builds(embedded_store: EdgeStore, tmp_path: Path) -> None:
    path = write_jsonl(tmp_path / "mine.jsonl", [*COMPANIES, {"city": "Ulm"}, COMPANIES[0]])
    job = ended("mine", "file", path, "--name-column=name", "--city-column=")
    assert (job.error, job.stopped) == ("", False)
    assert job.summary
    counts = [job.summary[name] for name in ("read", "indexed", "rejected", "duplicate")]
    assert counts == [7, 5, 1, 1]
    assert "line 6" in job.summary["examples"][0]
    assert Path(job.summary["rejected_file"]).read_text().count("\n") == 1
    assert job.status.phase == "indexing"
    assert (job.status.done, job.status.total, job.status.share) == (5, 5, 1)
    assert len(documents(embedded_store, "mine")) == 5
    manifest = embedded_store.manifest("mine")
    assert manifest.source == f"file {path} --name-column name --city-column ''"


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        (["file", "/nowhere.csv"], "/nowhere.csv cannot be read: No such file or directory."),
        (["sample", "--limit=0"], "This cannot be built: argument --limit: use a whole number"),
        (["nothing"], "This cannot be built: argument COMMAND: invalid choice"),
    ],
)
def test_an_error_is_one_sentence_and_changes_nothing(
    embedded_store: EdgeStore, arguments: list[str], error: str
) -> None:
    build(embedded_store, COMPANIES)
    before = embedded_store.current("sample")
    job = ended("sample", *arguments)
    assert job.error.startswith(error) and "\n" not in job.error
    assert (job.summary, job.stopped) == (None, False)
    assert embedded_store.current("sample") == before


def test_a_cancelled_job_ends_and_the_index_stays(embedded_store: EdgeStore, pipe: Path) -> None:
    build(embedded_store, COMPANIES)
    before = embedded_store.current("sample")
    job = Job("sample", ["file", str(pipe)])
    writer = waited_for(pipe)
    assert not job.finished
    job.cancel()
    job.cancel()  # harmless
    assert job.wait(SECONDS)
    os.close(writer)
    assert (job.stopped, job.error, job.summary) == (True, "", None)
    assert embedded_store.current("sample") == before
    assert not embedded_store.building("sample")


def test_what_a_cancelled_job_encoded_is_not_encoded_again(
    embedded_store: EdgeStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    indexing = threading.Event()

    class Watched(Progress):
        def take(self, phase: str, done: int, total: int | None) -> None:
            super().take(phase, done, total)
            if phase == "indexing":
                indexing.set()

    monkeypatch.setattr(module, "Progress", Watched)
    path = write_jsonl(tmp_path / "many.jsonl", companies("shop", 4_000))
    job = Job("many", ["file", str(path), "--batch-size", "8"])
    assert indexing.wait(SECONDS)
    job.cancel()
    assert job.wait(SECONDS)
    assert job.stopped
    assert embedded_store.datasets() == []
    again = ended("many", "file", path, "--limit", 8)
    assert again.summary
    assert (again.summary["resumed"], again.summary["encoded"]) == (8, 0)


def test_a_job_ends_with_the_process_that_started_it(tmp_path: Path, pipe: Path) -> None:
    script = f"from ingest.jobs.manager import Job; Job('x', ['file', {str(pipe)!r}]).wait()"
    starter = subprocess.Popen([sys.executable, "-c", script], cwd=ROOT)
    writer = waited_for(pipe)
    starter.kill()
    starter.wait()
    poll = select.poll()
    poll.register(writer, select.POLLERR)
    assert poll.poll(SECONDS * 1000), "nobody should read the pipe any more"
    os.close(writer)


def test_a_killed_job_is_said(pipe: Path) -> None:
    job = Job("x", ["file", str(pipe)])
    writer = waited_for(pipe)
    os.kill(job._process.pid, signal.SIGKILL)
    assert job.wait(SECONDS)
    os.close(writer)
    assert job.error.startswith("The ingest was ended by signal 9")


def test_a_job_lets_every_other_process_go_first(pipe: Path) -> None:
    job = Job("x", ["file", str(pipe)])
    writer = waited_for(pipe)
    assert os.getpriority(os.PRIO_PROCESS, job._process.pid) == 19
    job.cancel()
    assert job.wait(SECONDS)
    os.close(writer)


def test_one_job_a_dataset(pipe: Path) -> None:
    jobs = Jobs()
    job = jobs.start("x", ["file", str(pipe)])
    writer = waited_for(pipe)
    with pytest.raises(BuildRunning):
        jobs.start("x", ["sample"])
    jobs.forget(job)  # not while it is at work
    assert jobs.all() == [job]
    job.cancel()
    assert job.wait(SECONDS)
    os.close(writer)
    again = jobs.start("x", ["file", "/nowhere"])
    assert jobs.all() == [again] and jobs.get("x") is again and jobs.get("y") is None
    jobs.forget(job)  # an older one is nobody's concern
    assert jobs.all() == [again]
    assert again.wait(SECONDS)
    jobs.forget(again)
    assert jobs.all() == []


@pytest.mark.parametrize("line", ["", "no JSON", "[]", "7", '{"phase": "x"}'])
def test_lines_of_others_are_passed_over(line: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def start(arguments: list[str]) -> Any:
        script = f'print({line!r}); print(\'{{"error": "Over."}}\')'
        return subprocess.Popen(
            [sys.executable, "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    monkeypatch.setattr(module, "_start", start)
    assert ended("x").error == "Over."


def test_the_rate_is_that_of_the_last_seconds() -> None:
    now = 0.0
    progress = Progress(lambda: now)
    assert progress.status == Status()
    assert progress.status.share is None and progress.status.seconds_left is None
    progress.take("reading", 1000, None)
    now = 1.0
    progress.take("reading", 3000, None)
    assert progress.status == Status("reading", 3000, None, 2000.0)
    progress.take("indexing", 0, 1000)
    assert progress.status.rate is None  # a phase has its own
    for moment, done in ((2.0, 100), (21.0, 290), (31.0, 390)):
        now = moment
        progress.take("indexing", done, 1000)
    assert progress.status.rate == pytest.approx(10)  # the first hundred at once are forgotten
    assert progress.status.seconds_left == pytest.approx(61)
    assert progress.status.share == pytest.approx(0.39)

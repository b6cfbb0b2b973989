"""Evaluations that are made once, kept, and made in a thread."""

import threading
from pathlib import Path

import pytest

from search.errors import InputError, UnavailableError
from search.evaluation.bundled import bundled_judgments, bundled_queries
from search.evaluation.engines import parse_engines
from search.evaluation.evaluating import Options
from search.evaluation.jobs import Job, Jobs
from search.evaluation.model import Judgment, Query, QuerySet
from search.evaluation.running import Progress
from search.evaluation.workbench import Workbench
from search.service import SearchService
from search.store.embedded.store import EdgeStore
from tests.fakes import COMPANIES, FakeEncoder, ListSource, build

QUERIES = QuerySet("mine", (Query("table", "tables"), Query("farm", "farms")))
GRADED = [Judgment("table", "oak", 3, "Ann"), Judgment("farm", "agro", 1, "Ann")]
KEYWORD = parse_engines(["keyword"])


@pytest.fixture
def bench(companies: SearchService, tmp_path: Path) -> Workbench:
    return Workbench(companies, tmp_path)


@pytest.fixture
def set_id(bench: Workbench) -> int:
    return bench.query_sets.add("sample", QUERIES, GRADED)


def test_the_same_evaluation_is_made_once(bench: Workbench, set_id: int) -> None:
    prepared = bench.prepare("sample", set_id, KEYWORD, Options())
    assert bench.known(prepared) is None
    made = bench.evaluate(prepared)
    assert bench.known(bench.prepare("sample", set_id, KEYWORD, Options())) == made
    others = [
        bench.prepare("sample", set_id, KEYWORD, Options(condensed=True)),
        bench.prepare("sample", set_id, parse_engines(["hybrid:0.1"]), Options()),
    ]
    bench.query_sets.judge(set_id, Judgment("farm", "drone", 2, "Ben"))
    others.append(bench.prepare("sample", set_id, KEYWORD, Options()))
    assert [bench.known(other) for other in others] == [None, None, None]


def test_only_the_bundled_sample_brings_its_queries(
    bench: Workbench, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert bench.sets("sample") == []  # COMPANIES are not the bundled documents
    monkeypatch.setattr(ListSource, "command", "sample")
    store = EdgeStore(folder)
    build(store, COMPANIES)
    own = Workbench(SearchService(store, FakeEncoder(), "sample"), folder)
    for _ in range(2):
        [stored] = own.sets("sample")
    assert stored.queries == len(bundled_queries()) == stored.judged
    assert stored.judgments == len(bundled_judgments())
    assert own.query_sets.get(stored.id) == bundled_queries()


def test_a_job_tells_how_far_it_is_and_stops() -> None:
    reached, go_on = threading.Event(), threading.Event()

    def work(progress: Progress) -> None:
        progress(1, 4)
        reached.set()
        go_on.wait()
        progress(2, 4)
        raise AssertionError("it went on")

    jobs = Jobs()
    job = jobs.start("key", work)
    reached.wait()
    assert jobs.start("key", work) is job
    assert (job.done, job.total, job.finished) == (1, 4, False)
    assert job.seconds_left is not None
    job.cancel()
    go_on.set()
    assert job.wait(10)
    assert (job.cancelled, job.error) == (True, None)


def test_what_a_job_could_not_do() -> None:
    def refuse(_: Progress) -> None:
        raise InputError("query 'x': no.")

    job = Job(refuse)
    job.wait(10)
    assert str(job.error) == "query 'x': no."


def test_a_bug_is_logged_and_said(caplog: pytest.LogCaptureFixture) -> None:
    def fail(_: Progress) -> None:
        raise ZeroDivisionError

    job = Job(fail)
    job.wait(10)
    assert "the server's log says more" in str(job.error)
    assert "ZeroDivisionError" in caplog.text


def test_few_jobs_at_once() -> None:
    go_on = threading.Event()
    jobs = Jobs()
    started = [jobs.start(str(number), lambda _: go_on.wait()) for number in range(3)]
    with pytest.raises(UnavailableError, match="Other evaluations are at work"):
        jobs.start("4", lambda _: None)
    go_on.set()
    assert all(job.wait(10) for job in started)

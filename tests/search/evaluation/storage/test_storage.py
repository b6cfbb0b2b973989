"""Query sets, judgments and runs on disk: what survives, what is refused."""

import os
import signal
import sqlite3
import subprocess
import sys
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from search.errors import InputError, QuerySetNotFound, RecordsUnavailable
from search.evaluation.engines import parse_engines
from search.evaluation.model import Judgment, Query, QuerySet
from search.evaluation.request import EvaluationRequest, perform
from search.evaluation.result import Evaluation
from search.evaluation.storage.database import Database
from search.evaluation.storage.query_sets import QuerySets
from search.evaluation.storage.runs import Runs
from search.filters import Filter
from search.service import SearchService

QUERIES = QuerySet(
    "mine",
    (
        Query("b", "oak", "thing", 2.0, Filter.of({"city": ["Berlin", "Paris"]})),
        Query("a", "sofa"),
    ),
)
JUDGED = [Judgment("b", "oak", 3, "Ann", "fits"), Judgment("b", "oak", None, "Ben")]


@pytest.fixture
def database(tmp_path: Path) -> Database:
    return Database(tmp_path / "data" / "evaluation.sqlite3")


@pytest.fixture
def sets(database: Database) -> QuerySets:
    return QuerySets(database)


@pytest.fixture
def set_id(sets: QuerySets) -> int:
    return sets.add("sample", QUERIES, [*JUDGED, Judgment("stranger", "oak", 1)])


def test_a_set_comes_back(sets: QuerySets, set_id: int) -> None:
    assert sets.get(set_id) == QUERIES
    assert sets.judgments(set_id) == JUDGED
    assert sets.of("sample") == [(set_id, "sample", "mine", 2, 1, 2)]
    assert sets.of("other") == []


def test_a_grade_replaces_the_judges_own(sets: QuerySets, set_id: int) -> None:
    sets.judge(set_id, Judgment("b", "oak", 0, "Ann"))
    assert sets.judgments(set_id) == [Judgment("b", "oak", 0, "Ann"), JUDGED[1]]
    sets.take_back(set_id, "b", "oak", "Ann")
    assert sets.judgments(set_id) == JUDGED[1:]
    with pytest.raises(InputError, match="the set has no 'stranger'"):
        sets.judge(set_id, Judgment("stranger", "oak", 0, "Ann"))


def test_names_are_used_once_for_a_dataset(sets: QuerySets, set_id: int) -> None:
    with pytest.raises(InputError, match="has a query set “mine” already"):
        sets.add("sample", QUERIES)
    assert sets.add("other", QUERIES) != set_id
    with pytest.raises(InputError, match="name: use 1 to 200"):
        sets.add("sample", QuerySet(" ", QUERIES.queries))


def test_a_deleted_set_is_gone_with_everything(sets: QuerySets, set_id: int) -> None:
    sets.delete(set_id)
    for use in (sets.get, sets.judgments, sets.delete):
        with pytest.raises(QuerySetNotFound):
            use(set_id)


def test_seeding_happens_once_for_each_version(sets: QuerySets) -> None:
    for _ in range(2):
        sets.seed("sample", QUERIES, JUDGED)
    [stored] = sets.of("sample")
    sets.delete(stored.id)
    sets.seed("sample", QUERIES, JUDGED)
    assert sets.of("sample") == []
    sets.seed("sample", QuerySet("mine", QUERIES.queries[:1]), JUDGED)
    assert [stored.queries for stored in sets.of("sample")] == [1]


@pytest.fixture
def evaluation(companies: SearchService) -> Evaluation:
    request = EvaluationRequest("sample", QUERIES, {"a": {"sofa": 1}}, parse_engines(["keyword"]))
    return perform(companies, request).evaluation


def test_runs(database: Database, set_id: int, evaluation: Evaluation) -> None:
    runs = Runs(database)
    for number in range(25):
        runs.put(set_id, f"key {number}", evaluation, {"keyword": {"a": ["sofa"]}})
        if number == 0:
            runs.name(set_id, "key 0", " first ")
    assert runs.find(set_id, "key 24") == runs.latest(set_id) == evaluation
    assert runs.find(set_id, "key 3") is None
    [kept] = runs.named(set_id)
    assert kept.name == "first"
    assert runs.get(kept.id) == evaluation
    runs.delete(kept.id)
    with pytest.raises(InputError, match="run: there is no such run"):
        runs.get(kept.id)
    with pytest.raises(QuerySetNotFound):
        runs.put(99, "key", replace(evaluation), {})


def test_two_judges_at_once(database: Database, sets: QuerySets, set_id: int) -> None:
    def work(judge: str) -> None:
        for number in range(40):
            sets.judge(set_id, Judgment("a", f"doc {number}", 1, judge))

    threads = [threading.Thread(target=work, args=(name,)) for name in ("Ann", "Ben")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(sets.judgments(set_id)) == 2 * 40 + len(JUDGED)


_JUDGING = """
import sys
from pathlib import Path
from search.evaluation.model import Judgment
from search.evaluation.storage.database import Database
from search.evaluation.storage.query_sets import QuerySets
sets = QuerySets(Database(Path(sys.argv[1])))
for number in range(100_000):
    sets.judge(int(sys.argv[2]), Judgment("a", f"doc {number}", 1, "Ann"))
    print(number, flush=True)
"""


def test_a_kill_loses_no_grade(tmp_path: Path, sets: QuerySets, set_id: int) -> None:
    path = str(tmp_path / "data" / "evaluation.sqlite3")
    process = subprocess.Popen(
        [sys.executable, "-c", _JUDGING, path, str(set_id)], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout
    told = [int(process.stdout.readline()) for _ in range(20)]
    os.kill(process.pid, signal.SIGKILL)
    told += [int(line) for line in process.stdout if line.endswith("\n")]
    process.wait()
    process.stdout.close()
    kept = [judgment.document for judgment in sets.judgments(set_id) if judgment.query == "a"]
    assert len(kept) == len(set(kept))
    assert {f"doc {number}" for number in told} <= set(kept)
    assert len(kept) <= len(told) + 1


def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    path = tmp_path / "evaluation.sqlite3"
    path.write_bytes(b"not a database" * 100)
    with pytest.raises(RecordsUnavailable, match="cannot be used"):
        Database(path)


def test_a_file_of_a_newer_version(tmp_path: Path, database: Database) -> None:
    path = tmp_path / "data" / "evaluation.sqlite3"
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(RecordsUnavailable, match="a newer version"):
        Database(path)

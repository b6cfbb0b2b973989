"""A whole evaluation over COMPANIES: runs, means, slices, what is missing, before and after."""

import json
from dataclasses import replace

import pytest

from search.errors import DatasetNotFound, InputError
from search.evaluation.changes import changes
from search.evaluation.engines import parse_engines
from search.evaluation.evaluating import Options
from search.evaluation.model import Query, QuerySet
from search.evaluation.request import EvaluationRequest, Performed, perform
from search.evaluation.result import Evaluation, from_json
from search.filters import Filter
from search.service import SearchService

QUERIES = QuerySet(
    "mine",
    (
        Query("table", "tables", "thing"),
        Query("farm", "robots farms", "thing", 3.0),
        Query("none", "zzz", "nonsense"),
        Query("berlin", "robots", filter=Filter.of({"city": ["Berlin"]})),
        Query("unjudged", "payments"),
    ),
)
GRADES = {
    "table": {"oak": 2},
    "farm": {"agro": 1, "drone": 0, "gone": 1},
    "none": {"pay": 0},
    "berlin": {"agro": 3},
    "stranger": {"oak": 1},
}
ENGINES = parse_engines(["neural", "keyword", "hybrid:0"])


def request(**changed: object) -> EvaluationRequest:
    made = EvaluationRequest("sample", QUERIES, GRADES, ENGINES)
    return replace(made, **changed)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def performed(companies: SearchService) -> Performed:
    return perform(companies, request())


@pytest.fixture
def evaluation(performed: Performed) -> Evaluation:
    return performed.evaluation


def test_what_was_used_and_what_not(evaluation: Evaluation) -> None:
    found = evaluation.coverage
    assert (found.queries, found.judged, found.without_relevant, found.judgments) == (5, 4, 1, 6)
    assert (found.unknown_queries, found.unknown_query_ids) == (1, ["stranger"])
    assert (found.unknown_documents, found.unknown_document_ids) == (1, ["gone"])
    assert [query.id for query in evaluation.queries] == ["table", "farm", "none", "berlin"]


def test_full_text_finds_what_shares_a_word(evaluation: Evaluation) -> None:
    keyword = evaluation.engine("keyword")
    assert keyword.without_results == 1
    places = [query.places["keyword"] for query in evaluation.queries]
    assert [place.results for place in places] == [1, 2, 0, 1]
    assert [place.top_grade for place in places][0::3] == [2, 3]
    assert keyword.values["RR@10"][0::3] == [1.0, 1.0]
    weighted = (1 + 3 * keyword.values["RR@10"][1] + 0 + 1) / 6
    assert keyword.means["RR@10"] == pytest.approx(weighted)


def test_hybrid_without_neural_is_full_text(evaluation: Evaluation) -> None:
    hybrid, keyword = evaluation.engine("hybrid"), evaluation.engine("keyword")
    assert hybrid.values == keyword.values
    [same] = [p for p in evaluation.pairs if (p.left, p.right) == ("keyword", "hybrid:0")]
    assert (same.difference, same.ties, same.adjusted_p) == (0, 4, 1)


def test_a_ranking_is_that_of_a_search(performed: Performed, companies: SearchService) -> None:
    run = performed.material.runs[0]
    hits = companies.search("robots farms", "neural", k=5).hits
    assert list(run.rankings["farm"]) == [hit.document.source_id for hit in hits]
    assert run.milliseconds.keys() == run.rankings.keys()


def test_slices(evaluation: Evaluation) -> None:
    sizes = {(part.group, part.name): part.queries for part in evaluation.slices}
    assert sizes["Kind", "thing"] == 2
    assert sizes["Length", "1 word"] == 3
    assert sizes["Words", "with a word that no document has"] == 1
    assert sizes["Filter", "with a filter"] == 1


def test_each_query_is_embedded_once(companies: SearchService) -> None:
    query = QuerySet("new", (Query("q", "a text that nobody asked before"),))
    found = perform(companies, request(queries=query, grades={"q": {"oak": 1}}))
    assert [run.embedded for run in found.material.runs] == [1, 0, 1]


def test_imported_runs_stand_beside_the_engines(companies: SearchService) -> None:
    runs = {"theirs": {"table": ["oak"], "stranger": ["oak"]}}
    found = perform(companies, request(imported=runs)).evaluation
    theirs = found.engine("theirs")
    assert theirs.values["RR@10"] == [1, 0, 0, 0]
    assert theirs.latency is None
    assert theirs.without_results == 3
    assert len(found.pairs) == 6
    with pytest.raises(InputError, match="'keyword' is named twice"):
        perform(companies, request(imported={"keyword": {}}))


def test_condensed_lists_leave_out_what_nobody_judged(companies: SearchService) -> None:
    found = perform(companies, request(options=Options(condensed=True))).evaluation
    assert found.engine("neural").values["RR@10"] == [1, 1, 0, 1]


def test_a_result_travels_as_json(evaluation: Evaluation) -> None:
    again = from_json(json.dumps(evaluation.to_dict()), "file")
    assert again == evaluation
    with pytest.raises(InputError, match=r"file: it is not an evaluation \("):
        from_json("{}", "file")


def test_before_and_after(evaluation: Evaluation, companies: SearchService) -> None:
    same = changes(evaluation, evaluation)
    assert [change.difference for change in same] == [0, 0, 0]
    fewer = perform(companies, request(engines=ENGINES[:1], grades={"table": {"oak": 1}}))
    assert [change.left for change in changes(fewer.evaluation, evaluation)] == ["neural"]
    other = perform(companies, request(queries=QuerySet("x", (Query("table", "sofa"),))))
    with pytest.raises(InputError, match="baseline: no judged query is the same"):
        changes(other.evaluation, evaluation)


@pytest.mark.parametrize("grades", [{}, {"unknown": {"oak": 1}}])
def test_a_set_without_judgments(
    companies: SearchService, grades: dict[str, dict[str, int]]
) -> None:
    found = perform(companies, request(grades=grades)).evaluation
    assert found.sentence.startswith("No query of this set is judged yet")
    assert (found.pairs, found.slices, found.queries) == ([], [], [])


def test_one_query(companies: SearchService) -> None:
    found = perform(companies, request(grades={"table": {"oak": 1}})).evaluation
    assert {pair.verdict for pair in found.pairs} == {"not enough evidence"}
    assert "over 1 judged query" in found.sentence
    assert found.slices == []


def test_what_cannot_be_evaluated(companies: SearchService) -> None:
    with pytest.raises(DatasetNotFound):
        perform(companies, request(dataset="elsewhere"))
    wrong = QuerySet("x", (Query("table", "a", filter=Filter.of({"colour": ["red"]})),))
    with pytest.raises(InputError, match="query 'table': .*colour"):
        perform(companies, request(queries=wrong))


def test_progress_may_stop_the_work(companies: SearchService) -> None:
    class Stopped(Exception):
        pass

    def stop(done: int, total: int) -> None:
        if (done, total) == (2, 4):
            raise Stopped

    with pytest.raises(Stopped):
        perform(companies, request(), stop)

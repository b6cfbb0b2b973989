"""Several queries put to two engines."""

import pytest

from search.comparison.overlap import rbo
from search.comparison.queries import TOP, Engines, query_lines
from search.errors import DatasetNotFound, InputError
from search.limits import MAX_COMPARED, MAX_TEXT
from search.service import SearchService
from tests.search.helpers import ids


def test_each_line_says_what_a_comparison_says(companies: SearchService) -> None:
    queries = ["chairs and robots", "farms"]
    found = list(companies.compare_queries(queries, cities=["Berlin", "Paris"], k=2))
    assert [each.q for each in found] == queries
    for each in found:
        both = companies.compare(each.q, cities=["Berlin", "Paris"], k=2)
        assert each.overlap == (2, both.shared, both.rbo)
        tops = [[document.id for document in top] for top in each.top]
        wide = companies.compare(each.q, cities=["Berlin", "Paris"], k=TOP)
        assert tops == [ids(wide.neural.hits), ids(wide.keyword.hits)]
        assert each.warnings == both.notes


@pytest.mark.parametrize(
    "engines", [("neural", "hybrid"), ("hybrid", "keyword"), ("keyword", "neural")]
)
def test_any_two_engines_are_compared(companies: SearchService, engines: Engines) -> None:
    [found] = companies.compare_queries(["robots that weed"], engines, weight=0.3)
    left, right = (
        ids(companies.search("robots that weed", engine, weight=0.3).hits) for engine in engines
    )
    assert found.engines == engines
    assert [[document.id for document in top] for top in found.top] == [left[:TOP], right[:TOP]]
    assert found.overlap == (10, len({*left} & {*right}), rbo(left, right))


def test_nothing_is_asked_before_it_is_taken(
    companies: SearchService, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    retrieve = companies.retrieve

    def watched(request, **how):  # type: ignore[no-untyped-def]
        asked.append(request.text)
        return retrieve(request, **how)

    monkeypatch.setattr(companies, "retrieve", watched)
    found = companies.compare_queries(["one", "two", "three"])
    assert asked == []
    next(found)
    assert asked == ["one"]


def test_what_cannot_be_asked_is_said_and_the_others_go_on(companies: SearchService) -> None:
    long, fine = companies.compare_queries(["a" * (MAX_TEXT + 1), "nothing"])
    assert long.overlap is None
    assert long.warnings == ("q: 10,001 characters are too many; the limit is 10,000.",)
    assert long.to_dict()["top"] == {"neural": [], "keyword": []}
    assert fine.overlap == (10, 0, 0.0)
    assert fine.warnings == ("Full-text found nothing.",)


def test_lines_become_queries() -> None:
    assert query_lines("a\r\n\n b \nb\n\u2028c") == ["a", "b", "c"]
    assert len(query_lines("\n".join(map(str, range(MAX_COMPARED))))) == MAX_COMPARED


@pytest.mark.parametrize("text", ["", " \n\t\n", "\n".join(map(str, range(MAX_COMPARED + 1)))])
def test_too_few_and_too_many_are_refused(companies: SearchService, text: str) -> None:
    for refused in (lambda: query_lines(text), lambda: companies.compare_queries(text.split("\n"))):
        with pytest.raises(InputError, match="^queries: "):
            refused()


def test_an_unknown_dataset_is_an_error_of_all(companies: SearchService) -> None:
    with pytest.raises(DatasetNotFound):
        companies.compare_queries(["robots"], dataset="nowhere")

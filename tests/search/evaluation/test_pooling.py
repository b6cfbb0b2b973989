"""What is judged: every engine's first documents, in an order that tells nothing."""

from search.evaluation.engines import parse_engines
from search.evaluation.model import Query
from search.evaluation.pooling import pool
from search.filters import Filter
from search.service import SearchService

ENGINES = parse_engines(["neural", "keyword", "hybrid"])


def test_the_union_of_all_engines_in_a_fixed_order(companies: SearchService) -> None:
    query = Query("q", "robots")
    keyword = {document.source_id for document in pool(companies, "sample", query, ENGINES[1:2])}
    assert keyword == {"agro", "drone"}
    first = companies.search("robots", "neural", k=3).hits
    both = pool(companies, "sample", query, ENGINES[:2], depth=3)
    assert {document.source_id for document in both} == keyword | {
        hit.document.source_id for hit in first
    }
    assert pool(companies, "sample", query, ENGINES[1::-1], depth=3) == both
    whole, other = (
        pool(companies, "sample", Query(id_, "robots"), ENGINES, depth=5) for id_ in ("q", "other")
    )
    assert other != whole and sorted(d.id for d in other) == sorted(d.id for d in whole)


def test_the_query_s_filter_holds(companies: SearchService) -> None:
    query = Query("q", "robots", filter=Filter.of({"city": ["Berlin"]}))
    pooled = {document.source_id for document in pool(companies, "sample", query, ENGINES)}
    assert pooled == {"agro", "oak"}

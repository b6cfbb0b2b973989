"""Result views as files, by their text and by what reads them back."""

import doctest
import json
from dataclasses import replace
from typing import Any

import pytest

from search.errors import InputError
from search.export import files as export
from search.export.files import Answer
from search.filters import Filter
from search.service import SearchService
from search.types import Document, Hit, Ranking, SideRanks
from tests.search.helpers import id_of, ids, in_cities

OAK = Document(
    id="0a",
    source_id="oak",
    name="Oakery, “Ltd”",
    description='Handmade\n"tables"',
    city="Berlin",
    link="https://oak.example",
    images="https://oak.example/logo.png",
    alt="=1+1",
    extra={"founded": 2010, "tags": ["é"]},
)
BARE = Document(id="0b", source_id="-7", name="", description="@home")


def ranking(mode: Any, *hits: Hit) -> Ranking:
    return Ranking(mode, list(hits), len(hits), False, 0.0, 0.0)


BOTH = Answer(
    "sample",
    (
        ranking("neural", Hit(OAK, 1, 0.5, 2)),
        ranking("keyword", Hit(BARE, 1, -0.25), Hit(OAK, 2, -1.0, 1)),
    ),
    "handmade tables",
    filter=Filter.of({"city": ["Berlin", "São Paulo"], "tag": ["é"]}),
)
HYBRID = Answer("own", (ranking("hybrid", Hit(OAK, 1, 0.03, ranks=SideRanks(1, None))),), like=BARE)
NOTHING = Answer("sample", (ranking("keyword"),), "zebra")


def test_the_examples_in_the_module_hold() -> None:
    result = doctest.testmod(export)
    assert result.attempted and not result.failed


def test_a_comparison_as_csv() -> None:
    before = '"0a","oak","Oakery, “Ltd”","Berlin","https://oak.example","Handmade\n""tables""",'
    after = ',"https://oak.example/logo.png","\'=1+1","{""founded"": 2010, ""tags"": [""é""]}"'
    assert export.content(BOTH, "csv").decode() == "\ufeff" + "".join(
        line + "\r\n"
        for line in [
            '"engine","rank","score","id","source_id","name","city","link","description",'
            '"other_rank","neural_rank","keyword_rank","images","alt","extra"',
            f'"neural",1,0.5,{before}2,1,2{after}',
            '"keyword",1,-0.25,"0b","\'-7","","","","\'@home","","",1,"","",""',
            f'"keyword",2,-1.0,{before}1,1,2{after}',
        ]
    )


def test_a_comparison_as_json_lines() -> None:
    lines = export.content(BOTH, "jsonl").decode().split("\n")
    assert lines.pop() == ""
    assert [json.loads(line)["engine"] for line in lines] == ["neural", "keyword", "keyword"]
    assert json.loads(lines[0]) == {
        "dataset": "sample",
        "query": "handmade tables",
        "like": None,
        "cities": ["Berlin", "São Paulo"],
        "filter": {"tag": ["é"]},
        "engine": "neural",
        "rank": 1,
        "score": 0.5,
        "other_rank": 2,
        "neural_rank": 1,
        "keyword_rank": 2,
        "id": "0a",
        "source_id": "oak",
        "name": "Oakery, “Ltd”",
        "description": 'Handmade\n"tables"',
        "city": "Berlin",
        "link": "https://oak.example",
        "images": "https://oak.example/logo.png",
        "alt": "=1+1",
        "extra": {"founded": 2010, "tags": ["é"]},
        "facets": {},
        "numbers": {},
    }


def test_a_hybrid_ranking_has_both_sides_ranks_and_says_what_it_is_like() -> None:
    [hit] = map(json.loads, export.content(HYBRID, "jsonl").splitlines())
    assert (hit["query"], hit["like"], hit["dataset"], hit["cities"]) == (None, "0b", "own", [])
    assert (hit["other_rank"], hit["neural_rank"], hit["keyword_rank"]) == (None, 1, None)


def test_a_ranking_as_a_trec_run() -> None:
    keyword = replace(BOTH, rankings=BOTH.rankings[1:])
    assert export.content(keyword, "trec").decode() == (
        "handmade%20tables Q0 -7 1 -0.25 keyword\nhandmade%20tables Q0 oak 2 -1.0 keyword\n"
    )
    assert export.content(HYBRID, "trec").decode() == "like:-7 Q0 oak 1 0.03 hybrid\n"


def test_two_rankings_are_no_trec_run() -> None:
    """trec_eval and pytrec_eval refuse a document that stands twice under one query."""
    with pytest.raises(InputError, match="one ranking; choose a mode"):
        export.content(BOTH, "trec")


@pytest.mark.parametrize(("name", "length"), [("csv", 1), ("jsonl", 0), ("trec", 0)])
def test_an_empty_ranking_is_an_empty_file(name: Any, length: int) -> None:
    assert len(export.content(NOTHING, name).splitlines()) == length


@pytest.mark.parametrize(
    ("answer", "name"),
    [
        (BOTH, "handmade-tables-compare.csv"),
        (NOTHING, "zebra-keyword.csv"),
        (HYBRID, "similar-to-no-name-hybrid.csv"),
        (replace(HYBRID, like=OAK), "similar-to-oakery-ltd-hybrid.csv"),
        (replace(NOTHING, query="電気自動車"), "results-keyword.csv"),
        (replace(NOTHING, query='Ünïcode™ \r\n../a\\b:c*?"<>|\0'), "unicodetm-a-b-c-keyword.csv"),
        (replace(NOTHING, query="x" * 10_000), "x" * 60 + "-keyword.csv"),
        (replace(NOTHING, query="=cmd"), "cmd-keyword.csv"),
    ],
)
def test_a_file_is_named_after_the_question_and_the_engine(answer: Answer, name: str) -> None:
    assert export.file_name(answer, "csv") == name


RISKY = ["=", "+", "-", "@", "\t", "\r", "\n", "＝", " =", "'=", "' \t@", "\u00a0-", "\v+"]


@pytest.mark.parametrize("begin", RISKY)
def test_what_begins_like_a_formula_is_disarmed(begin: str) -> None:
    assert export.guarded(f"{begin}cmd|' /C calc'!A0").startswith("'")


@pytest.mark.parametrize(
    "text", ["", "a=b", "1-1", "'t Hooft", "€5", " a", '"=', "(=", "https://x"]
)
def test_other_text_is_left_alone(text: str) -> None:
    assert export.guarded(text) == text


@pytest.mark.parametrize("code", [0x7F, 0x85, 0x9B, 0x2028])
def test_json_lines_do_not_command_a_terminal(code: int) -> None:
    line = export.json_line({"a": chr(code)})
    assert line == f'{{"a": "\\u{code:04x}"}}\n'
    assert json.loads(line) == {"a": chr(code)}


ASKED: dict[str, Any] = {"cities": ["Berlin", "Paris"], "k": 2}


def asked(service: SearchService, *question: str, **options: Any) -> Answer:
    """The service's answer to a request."""
    return service.answer(service.request(*question, **options))


ASKED = {"cities": ["Berlin", "Paris"], "k": 2}


@pytest.mark.parametrize("mode", ["neural", "keyword", "hybrid"])
def test_one_ranking_is_what_the_service_gives(companies: SearchService, mode: str) -> None:
    answer = asked(companies, " chairs ", mode=mode, **ASKED)
    [shown] = answer.rankings
    assert shown.hits == companies.search("chairs", mode, **ASKED).hits
    assert answer == Answer("sample", (shown,), "chairs", None, in_cities("Berlin", "Paris"))
    like = asked(companies, like=id_of("agro"), mode=mode, **ASKED)
    assert like.rankings[0].hits == companies.similar(id_of("agro"), mode, **ASKED).hits
    assert like.like == companies.document(id_of("agro"))


def test_both_rankings_are_what_the_service_gives(companies: SearchService) -> None:
    answer = asked(companies, "chairs", **ASKED)
    comparison = companies.compare("chairs", **ASKED)
    assert [shown.hits for shown in answer.rankings] == [
        comparison.neural.hits,
        comparison.keyword.hits,
    ]
    assert answer.mode == "compare"
    like = asked(companies, like=id_of("agro"))
    assert ids(like.rankings[0].hits) == ids(companies.compare_similar(id_of("agro")).neural.hits)


def test_the_weight_of_hybrid_is_passed_on(companies: SearchService) -> None:
    options: dict[str, Any] = {"mode": "hybrid", "weight": 0.0, "rrf_k": 7}
    [shown] = asked(companies, "chairs robots", **options).rankings
    assert shown.hits == companies.search("chairs robots", **options).hits


@pytest.mark.parametrize(
    "options", [{}, {"q": "x", "like": id_of("agro")}, {"q": "x", "mode": "bm25"}]
)
def test_a_question_that_is_none_is_refused(companies: SearchService, options: Any) -> None:
    with pytest.raises(InputError):
        asked(companies, **options)

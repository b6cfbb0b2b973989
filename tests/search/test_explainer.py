"""Explanations on every store: what they show is what raw vectors and counts give."""

import itertools
import json
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from search.encoder import open_encoder
from search.errors import DocumentNotFound, InputError
from search.explain_schema import (
    ExplanationJson,
    QueryExplanationJson,
    WordsJson,
    explanation_json,
    query_explanation_json,
    words_json,
)
from search.explanation import Explanation, Standing
from search.service import SearchService
from search.store.base import Store
from search.store.edge_store import EdgeStore
from search.types import TokenEmbeddings
from search.units import Share
from search.unrelated import unrelated_queries
from tests.fakes import COMPANIES, FakeEncoder, build
from tests.search import raw
from tests.search.helpers import NO_SHRINKING, WORDS, id_of, rows_of, serve
from tests.search.raw import Raw

_NUMBERS = itertools.count()
ROWS = [
    *COMPANIES,
    {"id": "twin", "name": "Sofaland", "description": "Sofas and chairs by post.", "city": "Lagos"},
    {"id": "stop", "name": "The", "description": "It is not.", "city": "Paris"},
    {"id": "long", "name": "", "description": "Chairs. Chairs for robots. Oak" + " tree" * 9},
    {"id": "bare", "name": "Farms", "description": ""},
]
ROBOTS = "Robots that spray farms and robots on chairs, unknown"
QUESTIONS: dict[str, dict[str, Any]] = {
    "plain": {"q": ROBOTS},
    "k 2": {"q": ROBOTS, "k": 2},
    "k 1, neural": {"q": "chairs by post for tables", "k": 1, "weight": 1.0},
    "full-text": {"q": "farms", "weight": 0.0, "rrf_k": 1},
    "one city": {"q": ROBOTS, "city": ["Berlin"], "k": 1, "weight": 0.3},
    "no such city": {"q": ROBOTS, "city": ["Atlantis"]},
    "stop words": {"q": "the and of"},
    "no word": {"q": "🚀"},
    "like": {"q": "", "like": id_of("drone"), "k": 3},
    "like without terms": {"q": "", "like": id_of("stop")},
    "like in a city": {"q": "", "like": id_of("oak"), "city": ["Berlin", "Paris"]},
}

READ = {
    "spelled wrongly": {"q": "Sofa with chiars and fams, a roboot by psot"},
    "dropped": {"q": "the AND of The"},
    "no word": {"q": "🚀"},
    "long": {"q": "robots " * 9},
    "one city": {"q": ROBOTS, "city": ["Berlin"]},
    "no such city": {"q": ROBOTS, "city": ["Atlantis"]},
    "like": {"q": "", "like": id_of("drone"), "city": ["Berlin", "Paris"]},
    "the only one": {"q": "", "like": id_of("pay"), "city": ["Lagos"]},
}
MANY = [" ".join(WORDS[(number // 20) % 8 :][:3]) for number in range(160)]
"""Eight texts, each twenty times."""
odd_texts = st.lists(
    st.sampled_from(
        [
            *WORDS,
            "the",
            "W1.",
            "(w2)",
            "🚀",
            "👩‍💻!",
            "Zu\u0308rich",
            "שלום",
            "a\u200bb",
            "...",
            "\n",
        ]
    ),
    max_size=9,
).map(" ".join)


def as_json(model: type[BaseModel], answer: dict[str, Any]) -> dict[str, Any]:
    """An answer as the API sends it."""
    sent: dict[str, Any] = json.loads(model(**answer).model_dump_json())
    return sent


def explained(service: SearchService, q: str, id_: str, **asked: Any) -> dict[str, Any]:
    """An explanation as the API gives it, without its summary."""
    city = asked.pop("city", ())
    found = service.explain(q, id_, cities=city, **asked)
    answer = as_json(ExplanationJson, explanation_json(found))
    del answer["summary"]
    return answer


def test_every_number_is_that_of_raw_vectors_and_counts(store: Store) -> None:
    service = serve(store, ROWS)
    everything = Raw(service)
    for name, asked in QUESTIONS.items():
        for row in ROWS:
            id_ = id_of(row["id"])
            expected = raw.explanation(everything, id_=id_, **asked)
            raw.assert_same(explained(service, id_=id_, **asked), expected, f"{name}: {row['id']}")


def test_every_number_of_a_query_is_that_of_raw_vectors_and_counts(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("search.unrelated.QUERIES", 10)
    service = serve(store, ROWS)
    everything = Raw(service)
    unrelated = unrelated_queries(service.store.open("sample"))
    for name, asked in READ.items():
        cities = asked.get("city", ())
        found = service.explain_query(asked["q"], like=asked.get("like"), cities=cities)
        answer = as_json(QueryExplanationJson, query_explanation_json(found))
        del answer["summary"]
        raw.assert_same(answer, raw.query_explanation(everything, unrelated, **asked), name)


def test_every_number_of_words_is_that_of_raw_vectors(store: Store) -> None:
    service = serve(store, ROWS)
    everything = Raw(service)
    ids = [id_of(row["id"]) for row in reversed(ROWS)]
    for q, like in ((ROBOTS, None), ("🚀", None), ("", id_of("long"))):
        answer = as_json(WordsJson, words_json(service.word_shares(q, ids, like=like)))
        raw.assert_same(answer, raw.words(everything, q, ids, like), q or "like")


@settings(max_examples=3, phases=NO_SHRINKING)
@given(st.lists(odd_texts, min_size=2, max_size=8), st.lists(odd_texts, min_size=3, max_size=3))
def test_parts_sum_to_the_scores_shown(store: Store, corpus: list[str], asked: list[str]) -> None:
    service = serve(store, rows_of(f"{text} x" for text in corpus), f"set-{next(_NUMBERS)}")
    for q in (f"{text} w1" for text in asked):
        shown = {
            mode: {hit.document.id: hit.score for hit in service.search(q, mode, k=100).hits}
            for mode in ("neural", "keyword", "hybrid")
        }
        for id_ in shown["neural"]:
            found = service.explain(q, id_)
            assert_sums(found, shown)


def assert_sums(found: Explanation, shown: dict[str, dict[str, float]]) -> None:
    """Every kind of parts sums to the score that a search shows, 0 where it shows none."""
    id_, parts = found.document.id, found.neural.parts
    assert parts, found.neural.problem
    assert close(found.neural.standing.score, shown["neural"][id_])
    assert close(parts.marks + sum(word.share for word in parts.words), shown["neural"][id_])
    assert close(parts.marks + sum(each.share for each in parts.sentences), shown["neural"][id_])
    assert close(parts.score, shown["neural"][id_])
    points = shown["keyword"].get(id_, 0.0)
    assert close(found.keyword.standing.score, points)
    assert close(sum(part.score for part in found.keyword.parts), points)
    assert bool(found.keyword.parts) == (id_ in shown["keyword"])
    assert close(sum(part.score for part in found.hybrid.parts), shown["hybrid"].get(id_, 0.0))
    assert close(found.hybrid.score, shown["hybrid"].get(id_, 0.0))


def close(one: float, other: float) -> bool:
    """Within 1e-5, or that share of it beyond 1."""
    return abs(one - other) <= 1e-5 * max(1.0, abs(other))


def test_ranks_are_those_of_the_whole_order_however_deep(store: Store) -> None:
    service = serve(store, rows_of(MANY))
    everything = Raw(service)
    deep = [id_of(str(number)) for number in (0, 3, 60, 119, 140, 159)]
    asked: list[dict[str, Any]] = [
        {"q": "w1 w2 w2"},
        {"q": "w1 w2 w2", "city": ["Berlin", "Lagos"], "k": 3},
        {"q": "", "like": id_of("7"), "k": 100},
    ]
    for question in asked:
        for id_ in deep:
            expected = raw.explanation(everything, id_=id_, **question)
            raw.assert_same(explained(service, id_=id_, **question), expected, id_)


def test_a_rank_beyond_what_is_counted_is_exact(embedded_store: EdgeStore) -> None:
    service = serve(embedded_store, rows_of(["oak"] * 3 + ["oak elm"] * 1100 + ["fir"] * 1300))
    last = max(id_of(str(number)) for number in range(3, 1103))
    found = service.explain("oak", last, k=3)
    assert (found.neural.standing.rank, found.neural.standing.of) == (1103, 2403)
    keyword = found.keyword.standing
    assert (keyword.rank, keyword.of, keyword.of_capped) == (1103, 1000, True)
    assert "In full-text it is #1,103 of 1,000+ matches" in found.summary


@pytest.mark.parametrize(
    "corpus",
    [
        ["oak"],
        ["oak", "elm"],
        ["oak", "oak elm"],
        ["oak birch", "birch cedar", "cedar"],
        ["oak oak", "oak", "oak elm the"],
    ],
)
def test_every_number_in_tiny_collections(embedded_store: EdgeStore, corpus: list[str]) -> None:
    service = serve(embedded_store, rows_of(corpus))
    everything = Raw(service)
    asked: list[dict[str, Any]] = [
        {"q": "oak elm", "k": 1},
        {"q": "oak" + 12 * " birch"},
        {"q": "", "like": id_of("0"), "k": 1},
    ]
    for number, question in itertools.product(range(len(corpus)), asked):
        expected = raw.explanation(everything, id_=id_of(str(number)), **question)
        raw.assert_same(explained(service, id_=id_of(str(number)), **question), expected)


def test_a_collection_without_terms_is_explained(embedded_store: EdgeStore) -> None:
    service = serve(embedded_store, rows_of(["the", "🚀"]))
    found = service.explain("oak the", id_of("0"))
    assert (found.keyword.parts, found.keyword.needed) == ([], None)
    assert found.keyword.standing == Standing(None, 0, False, 0, None)
    read = service.explain_query("oak the")
    assert read.reference is None
    assert read.summary == [
        "Full-text found none of the words that it looked for.",
        "It left out “the”, too common to tell documents apart.",
        "No document contains “oak”.",
    ]


class Opaque(FakeEncoder):
    """A model whose vectors are no mean of anything."""

    def token_embeddings(self, texts: Sequence[str]) -> None:
        return None


class Retrained(FakeEncoder):
    """The same name, but not what the stored vectors were made with: by so much."""

    def __init__(self, drift: float) -> None:
        super().__init__()
        self.drift = drift

    def token_embeddings(self, texts: Sequence[str]) -> list[TokenEmbeddings]:
        away = np.eye(1, self.dimension, dtype=np.float32) * self.drift
        return [
            TokenEmbeddings(states + away * np.linalg.norm(states.mean(axis=0)), spans)
            for states, spans in super().token_embeddings(texts) or []
        ]


def with_encoder(service: SearchService, encoder: FakeEncoder) -> SearchService:
    """The same data read with another encoder."""
    return SearchService(service.store, encoder, service.default_dataset)


@pytest.mark.parametrize(
    ("encoder", "problem"),
    [
        (Opaque(), "This model's score cannot be split into words"),
        (Retrained(0.5), "The stored vector is not what the model makes of this text today"),
    ],
    ids=["opaque", "retrained"],
)
def test_what_cannot_be_split_is_said_and_the_closest_sentence_shown(
    companies: SearchService, encoder: FakeEncoder, problem: str
) -> None:
    service = with_encoder(companies, encoder)
    for row in COMPANIES:
        found = service.explain("robots and chairs", id_of(row["id"])).neural
        assert found.parts is None
        assert found.problem.startswith(problem)
        query, *alone = encoder.encode(["robots and chairs", row["name"], row["description"]])
        best = max(range(2), key=lambda place: float(alone[place] @ query))
        start = (0, len(row["name"]) + 1)[best]
        end = start + len((row["name"], row["description"])[best])
        assert found.closest == Share(start, end, pytest.approx(float(alone[best] @ query)))


def test_a_drift_below_what_is_promised_is_none(companies: SearchService) -> None:
    for drift, split in ((1e-7, True), (1e-3, False)):
        service = with_encoder(companies, Retrained(drift))
        parts = [service.explain("robots", id_of(row["id"])).neural.parts for row in COMPANIES]
        assert [bool(each) for each in parts] == [split] * len(COMPANIES)


def test_words_of_an_opaque_model_are_none(companies: SearchService) -> None:
    found = with_encoder(companies, Opaque()).word_shares("robots", [id_of("agro")])
    assert found is None
    assert words_json(found) == {"additive": False, "documents": []}


def test_words_of_drifted_vectors_are_left_out(companies: SearchService) -> None:
    service = with_encoder(companies, Retrained(0.5))
    assert service.word_shares("robots", [id_of("agro")]) == {}


def test_an_opaque_model_in_json(companies: SearchService) -> None:
    service = with_encoder(companies, Opaque())
    answer = explained(service, "chairs", id_of("oak"))["neural"]
    assert (answer["additive"], answer["words"], answer["sentences"]) == (False, [], [])
    assert (answer["strongest"], answer["read"], answer["marks"]) == (None, None, 0)
    assert answer["closest"]["text"] in ("Oakery", "Handmade tables and chairs.")


def test_the_document_asked_for_is_not_listed(companies: SearchService) -> None:
    found = companies.explain("", id_of("agro"), like=id_of("agro"))
    assert (found.asked_for, found.listed) == (True, False)
    assert found.neural.standing.score == pytest.approx(1)
    assert (found.neural.standing.rank, found.neural.standing.of) == (None, 4)
    assert found.keyword.standing.rank is None
    assert found.keyword.needed is None
    assert found.hybrid.rank is None


def test_no_word_brings_a_document_past_the_filter(companies: SearchService) -> None:
    found = companies.explain("robots", id_of("pay"), cities=["Paris"], k=2)
    assert (found.listed, found.asked_for, found.keyword.needed) == (False, False, None)
    needed = companies.explain("robots", id_of("pay"), k=2).keyword.needed
    assert needed and needed.terms == ("robot",)


@pytest.mark.parametrize("last", ["oak elm", "fir oak elm", "oak oak elm", "oak gum yew bay elm"])
def test_as_many_points_as_the_last_in_the_list_are_not_enough(
    embedded_store: EdgeStore, last: str
) -> None:
    rows = rows_of([last, last.removesuffix("elm"), "ash", "box", "beech", "larch", "pine"])
    service = serve(embedded_store, rows)
    assert service.explain("oak elm", id_of("1"), k=1).keyword.needed is None
    enough = service.explain("oak elm elm ash", id_of("1"), k=1).keyword.needed
    assert enough and enough.terms == ("elm", "ash")


def test_threads_get_the_same_explanations(companies: SearchService) -> None:
    service = with_encoder(companies, FakeEncoder())
    ids = [id_of(row["id"]) for row in COMPANIES]
    expected = [companies.explain("robots on farms", id_) for id_ in ids]
    with ThreadPoolExecutor(4) as pool:
        for found in pool.map(
            lambda _: [service.explain("robots on farms", id_) for id_ in ids], range(8)
        ):
            assert found == expected


def test_a_wrong_question_or_document_is_refused(companies: SearchService) -> None:
    oak, nobody = id_of("oak"), id_of("nobody")
    with pytest.raises(DocumentNotFound):
        companies.explain("robots", nobody)
    with pytest.raises(DocumentNotFound):
        companies.explain("", oak, like=nobody)
    with pytest.raises(DocumentNotFound):
        companies.explain("robots", "agro")
    with pytest.raises(InputError, match="^q: "):
        companies.explain(" ", oak)
    with pytest.raises(InputError, match="^k: "):
        companies.explain("robots", oak, k=101)
    with pytest.raises(InputError, match="^weight: "):
        companies.explain("robots", oak, weight=1.1)
    with pytest.raises(InputError, match="^rrf_k: "):
        companies.explain("robots", oak, rrf_k=0)
    with pytest.raises(InputError, match="^q: "):
        companies.explain_query("")
    with pytest.raises(InputError, match="^id: at most 100 "):
        companies.word_shares("robots", [oak] * 101)


def test_words_come_in_the_order_asked_whatever_the_stores(
    service: SearchService, monkeypatch: pytest.MonkeyPatch
) -> None:
    index = type(service.store.open("sample"))
    documents = index.documents
    monkeypatch.setattr(
        index,
        "documents",
        lambda self, ids: dict(sorted(documents(self, ids).items(), reverse=True)),
    )
    asked = sorted(id_of(row["id"]) for row in COMPANIES)
    assert list(service.word_shares("robots", asked) or {}) == asked


def test_words_are_of_the_documents_that_exist_in_the_order_asked(service: SearchService) -> None:
    asked = [id_of("pay"), "nonsense", id_of("nobody"), id_of("agro"), id_of("pay"), id_of("oak")]
    found = service.word_shares("robots", asked)
    assert found is not None
    assert list(found) == [id_of("pay"), id_of("agro"), id_of("oak")]
    assert service.word_shares("robots", []) == {}


LONG = "Wooden furniture made to order. " * 70  # 400 words and more
ODD_ROWS = [
    {
        "id": "plain",
        "name": "Oakery",
        "description": "Handmade tables, chairs. Of oak!",
    },
    {"id": "nameless", "name": "", "description": "Chairs by post."},
    {"id": "bare", "name": "Sofas", "description": ""},
    {"id": "emoji", "name": "👩‍💻🚀", "description": "🪑 for the 🏠. 🇩🇪!"},
    {"id": "cjk", "name": "電気自動車", "description": "木製の家具を作ります。椅子と机。"},
    {"id": "rtl", "name": "שולחנות", "description": "טاولات خشبية. كراسي"},
    {
        "id": "combining",
        "name": "Zu\u0308rich",
        "description": "e\u0301\u0301 ﬁne a\u0308\u0323 हिन्दी",
    },
    {"id": "long", "name": "Long", "description": LONG},
    {"id": "marks", "name": "...", "description": "?! — … «»"},
    {"id": "control", "name": "\x01", "description": "\0 \x1c \u200b \u202e"},
    {"id": "word", "name": "x" * 900, "description": "y" * 3000},
]


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> SearchService:
    """Odd texts with the real model."""
    store, encoder = EdgeStore(tmp_path_factory.mktemp("real")), open_encoder()
    encoder_of_tests: Any = encoder
    build(store, ODD_ROWS, encoder=encoder_of_tests)
    return SearchService(store, encoder, "sample")


@pytest.mark.model
@pytest.mark.parametrize(
    "q",
    ["wooden furniture", "木製の家具", "🪑", "?!", "a\u0308\u0323 \x01", LONG, "كراسي", "x" * 999],
    ids=["plain", "cjk", "emoji", "marks", "combining", "long", "rtl", "word"],
)
def test_parts_of_odd_texts_sum_to_the_scores_of_the_real_model(
    real: SearchService, q: str
) -> None:
    shown = {
        mode: {hit.document.id: hit.score for hit in real.search(q, mode, k=100).hits}
        for mode in ("neural", "keyword", "hybrid")
    }
    for row in ODD_ROWS:
        assert_sums(real.explain(q, id_of(row["id"])), shown)


@pytest.mark.model
def test_parts_of_neighbours_sum_to_the_scores_of_the_real_model(real: SearchService) -> None:
    for like in ("plain", "long", "control"):
        shown = {
            mode: {hit.document.id: hit.score for hit in real.similar(id_of(like), mode).hits}
            for mode in ("neural", "keyword", "hybrid")
        }
        for id_ in shown["neural"]:
            assert_sums(real.explain("", id_, like=id_of(like)), shown)


@pytest.mark.model
def test_the_real_model_finds_the_words_that_matter(real: SearchService) -> None:
    found = real.explain("wooden furniture", id_of("plain"))
    assert found.neural.parts
    text = found.document.text
    words = sorted(found.neural.parts.words, key=lambda word: -word.share)
    most = {text[word.start : word.end] for word in words[:4]}
    assert most == {"Oakery", "tables,", "chairs.", "oak!"}


@pytest.mark.model
def test_words_beyond_the_window_are_not_listed(real: SearchService) -> None:
    found = real.explain("wooden furniture", id_of("long"))
    parts, text = found.neural.parts, found.document.text
    assert parts
    assert found.neural.truncated
    assert 256 < parts.read < len(text)
    # 254 pieces: "long", then six a sentence with its full stop.
    assert len(parts.words) == 1 + len(text[len("Long\n") : parts.read].split())
    assert all(word.start < parts.read for word in parts.words)
    assert not real.explain("wooden furniture", id_of("plain")).neural.truncated
    assert real.explain_query(LONG).truncated

"""Explanations: models that cannot be split, what is left out, and what is refused."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from search.errors import DocumentNotFound, InputError
from search.explanation.attribution import TextShare
from search.explanation.model import WordShares
from search.service import SearchService
from search.store.embedded.store import EdgeStore
from search.types import TokenEmbeddings
from tests.fakes import COMPANIES, FakeEncoder
from tests.search.explained import explained
from tests.search.helpers import id_of, rows_of, serve


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


def ids_of(found: WordShares) -> list[str]:
    """Which documents were split, in order."""
    return [document.id for document in found.documents]


@pytest.mark.parametrize(
    ("encoder", "problem"),
    [
        (Opaque(), "This model's score cannot be split into words"),
        (Retrained(0.5), "The score cannot be split into words because the stored vector differs"),
    ],
    ids=["opaque", "retrained"],
)
def test_what_cannot_be_split_is_said_and_the_closest_sentence_shown(
    companies: SearchService, encoder: FakeEncoder, problem: str
) -> None:
    service = with_encoder(companies, encoder)
    for row in COMPANIES:
        found = service.explain("robots and chairs", id_of(row["id"])).neural
        assert not found.additive
        assert found.problem.startswith(problem)
        query, *alone = encoder.encode(["robots and chairs", row["name"], row["description"]])
        best = max(range(2), key=lambda place: float(alone[place] @ query))
        start = (0, len(row["name"]) + 1)[best]
        text = (row["name"], row["description"])[best]
        assert found.closest
        assert found.closest.share == pytest.approx(float(alone[best] @ query))
        share = found.closest.share
        assert found.closest == TextShare(start, start + len(text), share, text)


def test_a_drift_below_what_is_promised_is_none(companies: SearchService) -> None:
    for drift, split in ((1e-7, True), (1e-3, False)):
        service = with_encoder(companies, Retrained(drift))
        found = [service.explain("robots", id_of(row["id"])).neural for row in COMPANIES]
        assert [neural.additive for neural in found] == [split] * len(COMPANIES)


def test_words_of_an_opaque_model_are_none(companies: SearchService) -> None:
    found = with_encoder(companies, Opaque()).word_shares("robots", [id_of("agro")])
    assert found == WordShares(additive=False, documents=[])


def test_words_of_drifted_vectors_are_left_out(companies: SearchService) -> None:
    service = with_encoder(companies, Retrained(0.5))
    assert service.word_shares("robots", [id_of("agro")]) == WordShares(True, [])


def test_an_opaque_model_in_json(companies: SearchService) -> None:
    service = with_encoder(companies, Opaque())
    answer = explained(service, "chairs", id_of("oak"))["neural"]
    assert (answer["additive"], answer["words"], answer["sentences"]) == (False, [], [])
    assert (answer["strongest"], answer["read"], answer["marks"]) == (None, None, 0)
    assert answer["closest"]["text"] in ("Oakery", "Handmade tables and chairs.")


def test_the_document_asked_for_is_not_listed(companies: SearchService) -> None:
    found = companies.explain("", id_of("agro"), like=id_of("agro"))
    assert not found.listed
    assert "because they show the documents most similar to it." in found.left_out
    assert found.neural.score == pytest.approx(1)
    assert (found.neural.rank, found.neural.of) == (None, 4)
    assert found.keyword.rank is None
    assert found.keyword.needed is None
    assert found.hybrid.rank is None


def test_no_word_brings_a_document_past_the_filter(companies: SearchService) -> None:
    found = companies.explain("robots", id_of("pay"), cities=["Paris"], k=2)
    assert (found.listed, found.keyword.needed) == (False, None)
    assert "because it does not match the filter." in found.left_out
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
    companies: SearchService, monkeypatch: pytest.MonkeyPatch
) -> None:
    index = type(companies.store.open("sample"))
    documents = index.documents
    monkeypatch.setattr(
        index,
        "documents",
        lambda self, ids: dict(sorted(documents(self, ids).items(), reverse=True)),
    )
    asked = sorted(id_of(row["id"]) for row in COMPANIES)
    assert ids_of(companies.word_shares("robots", asked)) == asked


def test_words_are_of_the_documents_that_exist_in_the_order_asked(companies: SearchService) -> None:
    asked = [id_of("pay"), "nonsense", id_of("nobody"), id_of("agro"), id_of("pay"), id_of("oak")]
    found = companies.word_shares("robots", asked)
    assert ids_of(found) == [id_of("pay"), id_of("agro"), id_of("oak")]
    assert companies.word_shares("robots", []) == WordShares(True, [])

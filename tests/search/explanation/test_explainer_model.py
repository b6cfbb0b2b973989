"""Explanations of odd texts with the real model."""

from typing import Any

import pytest

from search.embedding.encoders import open_encoder
from search.service import SearchService
from search.store.embedded.store import EdgeStore
from tests.fakes import build
from tests.search.explained import assert_sums
from tests.search.helpers import id_of

pytestmark = pytest.mark.model
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


def test_parts_of_neighbours_sum_to_the_scores_of_the_real_model(real: SearchService) -> None:
    for like in ("plain", "long", "control"):
        shown = {
            mode: {hit.document.id: hit.score for hit in real.similar(id_of(like), mode).hits}
            for mode in ("neural", "keyword", "hybrid")
        }
        for id_ in shown["neural"]:
            assert_sums(real.explain("", id_, like=id_of(like)), shown)


def test_the_real_model_finds_the_words_that_matter(real: SearchService) -> None:
    found = real.explain("wooden furniture", id_of("plain"))
    words = sorted(found.neural.words, key=lambda word: -word.share)
    assert {word.text for word in words[:4]} == {"Oakery", "tables,", "chairs.", "oak!"}


def test_words_beyond_the_window_are_not_listed(real: SearchService) -> None:
    found = real.explain("wooden furniture", id_of("long"))
    neural, text = found.neural, found.text
    assert neural.truncated
    assert neural.read and 256 < neural.read < len(text)
    # 254 pieces: "long", then six a sentence with its full stop.
    assert len(neural.words) == 1 + len(text[len("Long\n") : neural.read].split())
    assert all(word.start < neural.read for word in neural.words)
    assert not real.explain("wooden furniture", id_of("plain")).neural.truncated
    assert real.explain_query(LONG).truncated

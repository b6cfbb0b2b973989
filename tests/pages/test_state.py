"""URL, widgets and view in step, also when one run cuts another short."""

from types import SimpleNamespace
from typing import Any

import pytest

from pages.ui import state
from pages.ui.view import View
from search.service import SearchService
from search.store.embedded.store import EdgeStore
from tests.fakes import COMPANIES, FakeEncoder, build


class Session(dict[str, Any]):
    """Streamlit's session state: names are attributes, too."""

    def __getattr__(self, name: str) -> Any:
        return self[name]


class Address(dict[str, list[str]]):
    """Streamlit's query parameters."""

    def get_all(self, name: str) -> list[str]:
        return self[name]


@pytest.fixture
def streamlit(monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """A session and an address without a browser."""
    fake = SimpleNamespace(session_state=Session(), query_params=Address())
    monkeypatch.setattr(state, "st", fake)
    return fake


@pytest.fixture
def shop(embedded_store: EdgeStore) -> SearchService:
    encoder = FakeEncoder()
    build(embedded_store, COMPANIES, encoder=encoder)
    return SearchService(embedded_store, encoder, "sample")


def test_a_query_entered_while_the_screen_still_returns_is_kept(
    streamlit: SimpleNamespace, shop: SearchService
) -> None:
    streamlit.query_params.update(q=["chairs"])
    assert state.current_view(shop, returning=False).view == View("sample", q="chairs")
    streamlit.query_params.clear()  # as Streamlit does on the way to another screen
    assert state.current_view(shop, returning=True).view.q == "chairs"
    # The person types before that run came to writing the URL.
    streamlit.session_state["q"] = "robots"
    assert state.current_view(shop, returning=False).view.q == "robots"


def test_another_address_wins_over_the_widgets(
    streamlit: SimpleNamespace, shop: SearchService
) -> None:
    state.current_view(shop, returning=False)
    streamlit.session_state["q"] = "robots"
    streamlit.query_params.update(q=["chairs"], k=["20"])
    assert state.current_view(shop, returning=False).view == View("sample", q="chairs", k=20)

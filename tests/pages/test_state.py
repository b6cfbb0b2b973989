"""URL, widgets and view in step, also when one run cuts another short or the URL is late."""

from types import SimpleNamespace
from typing import Any

import pytest

from pages.ui import state
from pages.ui.view import View
from search.filters import Filter
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

    def from_dict(self, params: dict[str, list[str]]) -> None:
        self.clear()
        self.update(params)


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


def _run(shop: SearchService, *, returning: bool = False) -> View:
    """One run of the screen, to its end."""
    view = state.current_view(shop, returning=returning).view
    state.write_url(view, "sample")
    return view


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


def test_an_address_that_is_late_takes_nothing_back(
    streamlit: SimpleNamespace, shop: SearchService
) -> None:
    _run(shop)
    streamlit.session_state["q"] = "robots"
    _run(shop)
    streamlit.query_params.clear()  # the browser acted before it got the new one
    streamlit.session_state["mode"] = "hybrid"
    assert _run(shop) == View("sample", q="robots", mode="hybrid")
    assert streamlit.query_params == {"q": ["robots"], "mode": ["hybrid"]}


def test_back_wins_over_the_widgets_also_to_an_address_that_was_written_here(
    streamlit: SimpleNamespace, shop: SearchService, monkeypatch: pytest.MonkeyPatch
) -> None:
    _run(shop)
    streamlit.session_state["q"] = "robots"
    _run(shop)
    streamlit.query_params.clear()
    back = SimpleNamespace(is_history_navigation=True)
    monkeypatch.setattr(state, "get_script_run_ctx", lambda **_: back)
    assert _run(shop) == View("sample")
    assert streamlit.session_state["q"] == ""


def test_buttons_act_on_what_the_widgets_have_become(
    streamlit: SimpleNamespace, shop: SearchService
) -> None:
    _run(shop)
    streamlit.session_state["mode"] = "keyword"
    state.update(q="robots")
    state.act(lambda view: View(view.dataset, q=view.q, mode=view.mode, k=20))
    assert _run(shop) == View("sample", q="robots", mode="keyword", k=20)
    assert _run(shop).k == 20  # once


def test_a_query_that_is_typed_ends_a_search_for_neighbours(
    streamlit: SimpleNamespace, shop: SearchService
) -> None:
    streamlit.query_params.update(like=["some"], city=["Berlin"])
    _run(shop)
    streamlit.session_state["q"] = "robots"
    assert _run(shop) == View("sample", q="robots", filter=Filter.of({"city": ["Berlin"]}))


@pytest.mark.parametrize("said", ["", "-1", "²", "9" * 30, "x"])
def test_a_browser_that_says_nonsense_has_received_nothing(
    streamlit: SimpleNamespace, shop: SearchService, said: str
) -> None:
    _run(shop)
    streamlit.session_state["arrived"] = said
    assert _run(shop) == View("sample")

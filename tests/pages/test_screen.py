"""The compare screen through Streamlit's own test runner, with the fake encoder."""

from html import escape
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from search import serving as serving_module
from search.errors import UnavailableError
from search.service import SearchService
from search.serving import Serving
from search.store.edge_store import EdgeStore
from tests.fakes import COMPANIES, FakeEncoder, build

ROUTER = str(Path(__file__).parents[2] / "pages" / "router.py")


@pytest.fixture
def screen(embedded_store: EdgeStore, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    encoder = FakeEncoder()
    build(embedded_store, COMPANIES, encoder=encoder)
    build(embedded_store, COMPANIES[:2], "furniture", encoder=encoder)
    _serve(monkeypatch, lambda: SearchService(embedded_store, encoder, "sample"))
    return AppTest.from_file(ROUTER, default_timeout=30)


def _serve(monkeypatch: pytest.MonkeyPatch, opener: object) -> None:
    monkeypatch.setattr(serving_module, "serving", Serving(opener))  # type: ignore[arg-type]


def _texts(app: AppTest) -> str:
    return "\n".join(element.proto.body for element in app.get("html"))


def test_a_first_visit_invites_to_search(screen: AppTest) -> None:
    app = screen.run()
    assert not app.exception
    assert "Type a query" in _texts(app)


def test_a_query_is_answered_and_written_to_the_url(screen: AppTest) -> None:
    app = screen.run()
    app.text_input(key="q").set_value("robots").run()
    assert not app.exception
    verdict = serving_module.serving.wait().compare("robots").verdict
    assert escape(verdict) in _texts(app)
    assert app.query_params["q"] == "robots"


def test_the_url_sets_every_widget(screen: AppTest) -> None:
    for name, value in {"q": "chairs", "mode": "hybrid", "city": "Berlin", "k": "20"}.items():
        screen.query_params[name] = value
    app = screen.run()
    assert not app.exception
    assert app.text_input(key="q").value == "chairs"
    assert app.multiselect(key="cities").value == ["Berlin"]
    assert app.select_slider(key="k").value == 20
    assert app.session_state["mode"] == "hybrid"


def test_choosing_another_dataset_drops_its_cities(screen: AppTest) -> None:
    screen.query_params["city"] = "Lagos"
    app = screen.run()
    app.selectbox(key="dataset").set_value("furniture").run()
    assert not app.exception
    assert app.multiselect(key="cities").value == []
    assert "2 documents in 2 cities" in _texts(app)


def test_an_unknown_document_to_be_near_is_said(screen: AppTest) -> None:
    screen.query_params["like"] = "nothing"
    app = screen.run()
    assert not app.exception
    assert "There is no document" in _texts(app)


def test_a_missing_dataset_is_said_with_the_command(
    embedded_store: EdgeStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    _serve(monkeypatch, lambda: SearchService(embedded_store, FakeEncoder(), "sample"))
    app = AppTest.from_file(ROUTER, default_timeout=30).run()
    assert not app.exception
    assert "python -m ingest sample" in _texts(app)


def test_a_failing_start_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> SearchService:
        raise UnavailableError("The model is missing.")

    _serve(monkeypatch, fail)
    app = AppTest.from_file(ROUTER, default_timeout=30).run()
    assert not app.exception
    assert "The model is missing." in _texts(app)

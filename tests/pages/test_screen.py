"""The compare screen through Streamlit's own test runner, with the fake encoder."""

import json
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from search import serving as serving_module
from search.errors import (
    IndexDamaged,
    IndexMismatch,
    NvkError,
    StoreBusy,
    StoreRefused,
    StoreUnreachable,
    UnavailableError,
)
from search.service import SearchService
from search.store.datasets import Datasets
from search.store.embedded.index import EdgeIndex
from search.store.embedded.store import EdgeStore
from tests.fakes import FakeEncoder
from tests.pages.conftest import ROUTER, serve


def _results(app: AppTest) -> dict[str, Any]:
    """What the results component was given to draw."""
    [component] = app.get("bidi_component")
    drawn: dict[str, Any] = json.loads(component.proto.json)
    return drawn


def _texts(app: AppTest) -> str:
    return "\n".join(element.proto.body for element in app.get("html"))


def test_a_first_visit_invites_to_search(screen: AppTest) -> None:
    app = screen.run()
    assert not app.exception
    assert "Ask two engines at once" in _texts(app)


def test_a_query_is_answered_and_written_to_the_url(screen: AppTest) -> None:
    app = screen.run()
    app.text_input(key="q").set_value("robots").run()
    assert not app.exception
    data = _results(app)
    comparison = serving_module.serving.wait().compare("robots")
    assert data["verdict"] == comparison.verdict
    shown = [hit["id"] for hit in data["lists"][1]["hits"]]
    assert shown == [hit.document.id for hit in comparison.keyword.hits]
    assert app.query_params["q"] == "robots"


def test_the_url_sets_every_widget(screen: AppTest) -> None:
    for name, value in {"q": "chairs", "mode": "hybrid", "city": "Berlin", "k": "20"}.items():
        screen.query_params[name] = value
    app = screen.run()
    assert not app.exception
    assert app.text_input(key="q").value == "chairs"
    assert app.multiselect(key="filter-city").value == ["Berlin"]
    assert app.select_slider(key="k").value == 20
    assert app.session_state["mode"] == "hybrid"


def test_choosing_another_dataset_drops_its_cities(screen: AppTest) -> None:
    screen.query_params["city"] = "Lagos"
    app = screen.run()
    app.selectbox(key="dataset").set_value("furniture").run()
    assert not app.exception
    assert app.multiselect(key="filter-city").value == []
    assert "2 documents in 2 cities" in _texts(app)


def test_an_unknown_document_to_be_near_is_said(screen: AppTest) -> None:
    screen.query_params["like"] = "nothing"
    app = screen.run()
    assert not app.exception
    assert "There is no document" in _texts(app)


def test_a_missing_dataset_is_said_with_the_command(
    embedded_store: EdgeStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    serve(monkeypatch, lambda: SearchService(embedded_store, FakeEncoder(), "sample"))
    app = AppTest.from_file(ROUTER, default_timeout=30).run()
    assert not app.exception
    assert "python -m ingest sample" in _texts(app)


def test_a_failing_start_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> SearchService:
        raise UnavailableError("The model is missing.")

    serve(monkeypatch, fail)
    app = AppTest.from_file(ROUTER, default_timeout=30).run()
    assert not app.exception
    assert "The model is missing." in _texts(app)


def test_moving_the_weight_fuses_again_without_searching(
    screen: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    screen.query_params.update({"q": "robots chairs", "mode": "hybrid"})
    app = screen.run()
    fused = [hit["id"] for hit in _results(app)["lists"][0]["hits"]]

    def searched_again(*_: object, **__: object) -> None:
        raise AssertionError("the engines were asked again")

    with monkeypatch.context() as patched:
        for engine in ("neural", "keyword"):
            patched.setattr(EdgeIndex, engine, searched_again)
        app.slider(key="weight").set_value(0).run()
    assert not app.exception
    keyword = serving_module.serving.wait().search("robots chairs", "keyword")
    assert [hit["id"] for hit in _results(app)["lists"][0]["hits"]] == [
        hit.document.id for hit in keyword.hits
    ]
    assert app.query_params["weight"] == "0"
    assert fused


def test_how_it_works_is_worked_through_on_the_collection(screen: AppTest) -> None:
    app = screen.run()
    app.switch_page("about.py").run()
    assert not app.exception
    texts = _texts(app)
    assert "One query, worked through" in texts
    assert "5 dimensions" not in texts and "32 dimensions" in texts


def test_coming_back_from_another_screen_shows_what_was_there(screen: AppTest) -> None:
    screen.query_params["q"] = "robots"
    app = screen.run()
    app.switch_page("about.py").run()
    app.query_params.clear()
    app.switch_page("compare.py").run()
    assert not app.exception
    assert app.text_input(key="q").value == "robots"


def test_a_city_that_is_not_there_is_said_and_nothing_is_found_in_it(screen: AppTest) -> None:
    screen.query_params.update({"q": "robots", "city": "Atlantis"})
    app = screen.run()
    for _ in range(2):
        assert not app.exception
        assert "No document is in “Atlantis”." in _texts(app)
        assert app.multiselect(key="filter-city").value == ["Atlantis"]
        assert app.query_params["city"] == "Atlantis"
        assert [shown["hits"] for shown in _results(app)["lists"]] == [[], []]
        app.select_slider(key="k").set_value(20).run()


def test_a_city_in_a_link_is_found_however_it_is_spelled(screen: AppTest) -> None:
    screen.query_params.update({"q": "robots", "city": " bérlin"})
    app = screen.run()
    assert not app.exception
    assert app.multiselect(key="filter-city").value == ["Berlin"]
    assert app.query_params["city"] == "Berlin"
    assert "No document is in" not in _texts(app)
    assert len(_results(app)["lists"][0]["hits"]) == 2


def test_a_run_opens_the_index_once_and_asks_each_engine_once(
    screen: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def count(owner: type, name: str) -> None:
        known = getattr(owner, name)

        def counted(*args: Any, **options: Any) -> Any:
            asked.append(name)
            return known(*args, **options)

        monkeypatch.setattr(owner, name, counted)

    app = screen.run()
    count(Datasets, "index")
    for engine in ("neural", "keyword", "documents"):
        count(EdgeIndex, engine)
    app.text_input(key="q").set_value("robots").run()
    assert not app.exception
    assert sorted(asked) == ["documents", "index", "keyword", "neural"]


def test_no_logos_are_loaded_when_the_switch_is_off(screen: AppTest) -> None:
    screen.query_params["q"] = "robots"
    app = screen.run()
    assert _results(app)["remote_logos"] is True
    app.toggle(key="logos").set_value(False).run()
    assert _results(app)["remote_logos"] is False


def test_a_rebuild_in_progress_is_said_while_the_old_index_serves(
    screen: AppTest, embedded_store: EdgeStore
) -> None:
    screen.query_params["q"] = "robots"
    with embedded_store.build("sample", FakeEncoder.dimension):
        app = screen.run()
        assert "A new index is being built" in _texts(app)
        assert _results(app)["lists"][1]["hits"]
    assert "A new index is being built" not in _texts(app.run())


@pytest.mark.parametrize(
    ("error", "title"),
    [
        (StoreUnreachable("The Qdrant server does not answer."), "Qdrant cannot be reached"),
        (StoreRefused("The Qdrant server refuses the key."), "Qdrant refuses to answer"),
        (StoreBusy(), "Qdrant is busy"),
        (IndexDamaged("cannot be read", "sample"), "The index is damaged"),
        (IndexMismatch("Built with another model."), "The index was built for another model"),
    ],
)
def test_trouble_is_said_and_goes_by_itself(
    screen: AppTest, monkeypatch: pytest.MonkeyPatch, error: NvkError, title: str
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise error

    screen.query_params["q"] = "robots"
    with monkeypatch.context() as patched:
        patched.setattr(SearchService, "retrieve", fail)
        app = screen.run()
        assert not app.exception
        assert title in _texts(app) and str(error) in _texts(app)
    app = screen.run()
    assert title not in _texts(app)
    assert _results(app)["verdict"]


def test_a_filter_that_leaves_nothing_says_what_to_try(screen: AppTest) -> None:
    screen.query_params.update({"q": "robots", "city": "Lagos"})
    _, keyword = _results(screen.run())["lists"]
    assert keyword["empty"]["title"] == "No document here contains “robots”"
    assert "fewer filters" in keyword["empty"]["hint"]

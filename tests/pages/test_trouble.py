"""Every failure ends on a screen that says what happened and has one button that leads on."""

import json
import logging
from collections.abc import Sequence
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from ingest.jobs.manager import jobs
from pages.ui import access
from search.errors import (
    DocumentNotFound,
    IndexDamaged,
    InputError,
    NvkError,
    StoreBusy,
    StoreUnreachable,
)
from search.service import SearchService
from search.store.embedded.store import EdgeStore
from tests.fakes import FakeEncoder
from tests.pages.conftest import ROUTER, serve

_ASKED = {"q": "robots", "mode": "hybrid", "city": "Berlin", "k": "20"}
_CALLS = ("index", "datasets", "building", "retrieve")


def _texts(app: AppTest) -> str:
    return "\n".join(element.proto.body for element in app.get("html"))


def _buttons(app: AppTest) -> list[str]:
    return [button.label for button in app.button if button.key == "lead-on"]


def _hits(app: AppTest) -> int:
    [component] = app.get("bidi_component")
    drawn: dict[str, Any] = json.loads(component.proto.json)
    return sum(len(shown["hits"]) for shown in drawn["lists"])


def _fail(error: Exception) -> Any:
    def fail(*_: object, **__: object) -> None:
        raise error

    return fail


@pytest.mark.parametrize("call", _CALLS)
@pytest.mark.parametrize("cold", [True, False])
def test_a_store_that_is_away_for_a_moment_takes_nothing_with_it(
    screen: AppTest, monkeypatch: pytest.MonkeyPatch, call: str, cold: bool
) -> None:
    screen.query_params.update(_ASKED)
    if not cold:
        screen.run()
    away = StoreUnreachable("The Qdrant server does not answer.")
    with monkeypatch.context() as patched:
        patched.setattr(SearchService, call, _fail(away))
        for _ in range(2):
            screen.run()
            assert not screen.exception
            assert str(away) in _texts(screen)
            assert _buttons(screen) == ["Try again"]
    app = screen.button(key="lead-on").click().run()
    assert not app.exception
    assert app.text_input(key="q").value == "robots"
    assert app.session_state["mode"] == "hybrid"
    assert app.multiselect(key="filter-city").value == ["Berlin"]
    assert app.select_slider(key="k").value == 20
    assert _hits(app) == 2


def test_a_dataset_that_was_deleted_leads_to_another_with_the_same_query(
    screen: AppTest, embedded_store: EdgeStore
) -> None:
    screen.query_params.update({"q": "robots", "mode": "keyword", "dataset": "furniture"})
    app = screen.run()
    embedded_store.delete("furniture")
    app.select_slider(key="k").set_value(20).run()
    assert not app.exception
    assert "There is nothing to search yet" not in _texts(app)
    assert "furniture" in _texts(app)
    assert _buttons(app) == ["Open “sample”"]
    app.button(key="lead-on").click().run()
    assert not app.exception
    assert app.selectbox(key="dataset").value == "sample"
    assert app.query_params == {"q": "robots", "mode": "keyword", "k": "20"}


@pytest.mark.parametrize(("local", "label"), [(True, "Build the sample"), (False, "Try again")])
def test_without_any_dataset_the_sample_can_be_built_by_who_may(
    embedded_store: EdgeStore, monkeypatch: pytest.MonkeyPatch, local: bool, label: str
) -> None:
    started: list[tuple[str, Sequence[str]]] = []
    monkeypatch.setattr(access, "is_local", lambda *_: local)
    monkeypatch.setattr(jobs, "start", lambda name, given: started.append((name, given[:1])))
    serve(monkeypatch, lambda: SearchService(embedded_store, FakeEncoder(), "sample"))
    app = AppTest.from_file(ROUTER, default_timeout=30).run()
    assert _buttons(app) == [label]
    app.button(key="lead-on").click().run()
    assert not app.exception
    assert started == ([("sample", ["sample"])] if local else [])


@pytest.mark.parametrize(
    ("error", "label"),
    [
        (StoreBusy(), "Try again"),
        (DocumentNotFound("There is no document “x”."), "Back to the search"),
        (IndexDamaged("cannot be read", "sample"), "Open “furniture”"),
        (InputError("q: too long."), "Start over"),
    ],
)
def test_the_button_fits_what_happened(
    screen: AppTest, monkeypatch: pytest.MonkeyPatch, error: NvkError, label: str
) -> None:
    screen.query_params.update(_ASKED)
    screen.run()
    with monkeypatch.context() as patched:
        patched.setattr(SearchService, "retrieve", _fail(error))
        assert _buttons(screen.run()) == [label]
    app = screen.button(key="lead-on").click().run()
    assert not app.exception
    assert _buttons(app) == []


def test_a_fault_of_the_software_is_logged_and_said_without_its_details(
    screen: AppTest, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    screen.query_params.update(_ASKED)
    screen.run()
    with monkeypatch.context() as patched, caplog.at_level(logging.ERROR):
        patched.setattr(SearchService, "retrieve", _fail(ZeroDivisionError("secret")))
        app = screen.run()
    assert not app.exception
    assert "Something is wrong" in _texts(app) and "secret" not in _texts(app)
    assert "ZeroDivisionError: secret" in caplog.text
    app.button(key="lead-on").click().run()
    assert _buttons(app) == []
    assert app.query_params == {}

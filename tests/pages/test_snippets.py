"""The “Copy as” menu."""

from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from search import serving
from search.export.snippets.kinds import SNIPPETS
from search.service import SearchService

VIEW: dict[str, Any] = {"q": "robots chairs", "mode": "hybrid", "k": "20", "weight": "30"}


@pytest.fixture
def opened(screen: AppTest) -> AppTest:
    """A view with its menu open."""
    for name, value in VIEW.items():
        screen.query_params[name] = value
    screen.session_state["copy-as"] = True
    return screen.run()


def test_nothing_is_written_before_somebody_asks(
    screen: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(SearchService, "snippet", None)
    screen.query_params["q"] = "robots"
    app = screen.run()
    assert not app.exception
    assert not app.code


@pytest.mark.parametrize("kind", SNIPPETS)
def test_the_code_is_the_service_s(opened: AppTest, kind: Any) -> None:
    opened.segmented_control(key="snippet-kind").set_value(kind)
    app = opened.run()
    assert not app.exception
    service = serving.serving.wait()
    request = service.request("robots chairs", mode="hybrid", k=20, weight=0.3)
    [code] = app.code
    assert code.value == service.snippet(request, kind, "api").rstrip()
    assert code.language == SNIPPETS[kind].language


def test_what_a_kind_cannot_express_is_said(screen: AppTest) -> None:
    screen.query_params["q"] = "nowhere"
    screen.query_params["mode"] = "keyword"
    screen.session_state["copy-as"] = True
    screen.session_state["snippet-kind"] = "qdrant-rest"
    app = screen.run()
    assert not app.exception
    assert not app.code
    assert "finds anything" in "".join(element.proto.body for element in app.get("html"))

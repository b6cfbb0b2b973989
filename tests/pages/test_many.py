"""The queries screen through Streamlit's own test runner."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from streamlit.testing.v1 import AppTest

from search import serving
from search.comparison.queries import ComparedQuery
from search.service import SearchService


def _screen(app: AppTest, text: str) -> AppTest:
    """The screen after a click on Compare."""
    app.run().switch_page("queries.py").run()
    app.text_area(key="queries").set_value(text)
    next(button for button in app.button if button.label == "Compare").click()
    return app.run()


def _texts(app: AppTest) -> str:
    return "\n".join(element.proto.body for element in app.get("html"))


def test_each_query_has_a_line_that_leads_to_its_comparison(screen: AppTest) -> None:
    app = _screen(screen, "robots on farms\n\n=nothing & more\n")
    assert not app.exception
    [frame] = app.dataframe
    table = frame.value
    assert list(table["Query"]) == ["robots on farms", "=nothing & more"]
    found = list(serving.serving.wait().compare_queries(table["Query"]))
    assert list(table["Shared"]) == [each.overlap.shared for each in found if each.overlap]
    assert table["Full-text first"][0].split(" · ") == [each.title for each in found[0].top[1]]
    assert list(table["Notes"]) == ["", "Full-text found nothing."]
    assert [parse_qs(urlsplit(link).query)["q"] for link in table["Compare"]] == [
        ["robots on farms"],
        ["=nothing & more"],
    ]
    assert "2 queries · on average 1.0 of 10 documents in common" in _texts(app)
    assert "full-text found nothing for 1" in _texts(app)


def test_nothing_to_compare_is_said(screen: AppTest) -> None:
    app = _screen(screen, " \n")
    assert not app.exception
    assert "queries: give at least one" in _texts(app)
    assert not app.dataframe


def test_what_is_known_stays_when_a_run_is_stopped_or_left(
    screen: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    compare = SearchService.compare_queries
    broken_off = [True]

    def two_of_them(self: SearchService, queries: Any, **how: Any) -> Any:
        """As if the person did something else before the third."""
        for number, each in enumerate(compare(self, queries, **how)):
            if broken_off and number == 2:
                import streamlit as st

                broken_off.pop()
                st.stop()
            yield each

    monkeypatch.setattr(SearchService, "compare_queries", two_of_them)
    app = _screen(screen, "robots\nchairs\nfarms\nsofas")
    assert not app.exception
    assert [button.label for button in app.button] == ["Compare", "Stop"]
    run = app.session_state["queries_run"]
    assert [each.q for each in run.done] == ["robots", "chairs"]

    app.button[1].click().run()
    assert list(app.dataframe[0].value["Query"]) == ["robots", "chairs"]
    assert "Stopped after 2 of 4 queries" in _texts(app)

    run.stopped = False  # as if it had been left instead: the other two follow
    app.run()
    assert list(app.dataframe[0].value["Query"]) == ["robots", "chairs", "farms", "sofas"]
    assert all(isinstance(each, ComparedQuery) for each in run.done)

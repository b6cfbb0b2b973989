"""Queries to begin with, on the bundled data and on any other."""

import pytest
from streamlit.testing.v1 import AppTest

from pages.ui.samples import POINTS, QUESTIONS
from search.service import SearchService
from search.store.embedded.store import EdgeStore
from tests.fakes import FakeEncoder
from tests.fakes import build as build_dataset


@pytest.fixture
def own(screen: AppTest, embedded_store: EdgeStore) -> AppTest:
    """The screen on a dataset of somebody's own."""
    rows = [{"id": "1", "description": "Marmots [whistle](x)"}]
    build_dataset(embedded_store, rows, "own", FakeEncoder())
    screen.query_params["dataset"] = "own"
    return screen


def _labels(app: AppTest) -> set[str]:
    return {button.label for button in app.button} - {"Find similar"}


def test_the_bundled_data_has_queries_that_make_a_point(
    screen: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(SearchService, "sample_queries", None)  # not even asked
    app = screen.run()
    assert not app.exception
    points = {query for queries in POINTS.values() for query in queries}
    assert {*QUESTIONS, *points} <= _labels(app)


def test_other_data_offers_its_own_words_until_something_is_asked(own: AppTest) -> None:
    app = own.run()
    assert not app.exception
    assert _labels(app) == {"Marmots", "whistle"}
    app.button(key="sample-Marmots").click().run()
    assert not app.exception
    assert app.query_params["q"] == "Marmots"
    assert _labels(app) == set()

"""The evaluate screen: from no query set to a table."""

from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from pages.ui import access
from search.evaluation.model import Judgment, Query, QuerySet
from search.evaluation.workbench import Workbench
from search.service import SearchService
from search.settings import settings
from search.store.embedded.store import EdgeStore
from tests.fakes import COMPANIES, FakeEncoder, build
from tests.pages.conftest import ROUTER, serve

HOSTILE = "<b>tables</b> & $x$"
QUERIES = QuerySet("mine", (Query("table", "oak tables", HOSTILE), Query("farm", "robots farms")))
GRADED = [Judgment("table", "oak", 3), Judgment("farm", "drone", 1), Judgment("farm", "gone", 1)]


@pytest.fixture
def service(embedded_store: EdgeStore, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setenv("NVK_DATA_DIR", str(embedded_store.root))
    monkeypatch.setattr(access, "is_local", lambda *_: True)
    settings.cache_clear()
    encoder = FakeEncoder()
    build(embedded_store, COMPANIES, encoder=encoder)
    made = SearchService(embedded_store, encoder, "sample")
    serve(monkeypatch, lambda: made)
    yield made
    settings.cache_clear()


def opened() -> AppTest:
    return AppTest.from_file(ROUTER, default_timeout=30).run().switch_page("evaluate.py").run()


def shown(screen: AppTest) -> str:
    assert not screen.exception
    return "\n".join(str(element.proto.body) for element in screen.get("html"))


def test_adding_a_set_and_reading_its_table(service: SearchService) -> None:
    screen = opened()
    assert "has no query set yet" in shown(screen)
    screen.text_input(key="set-name").input("typed")
    screen.text_area(key="set-typed").input("oak tables\nsofas\n")
    screen.button(key="FormSubmitter:add-set-Add").click()
    text = shown(screen.run())
    assert "“typed” has 2 queries and 0 judgments" in text
    assert "No query of this set is judged yet" in text


def test_the_table_and_what_is_wrong_with_settings(
    service: SearchService, embedded_store: EdgeStore
) -> None:
    bench = Workbench(service, Path(embedded_store.root))
    set_id = bench.query_sets.add("sample", QUERIES, GRADED)
    screen = opened()
    text = shown(screen)
    assert "over 2 judged queries" in text
    assert "1 judged documents are not in this dataset" in text
    assert "Neural − Full-text" in text
    assert "&lt;b&gt;tables&lt;/b&gt;" in text and HOSTILE not in text
    screen.text_input(key="run-name").input("first").run()
    screen.button(key="run-keep").click().run()
    [kept] = bench.runs.named(set_id)
    screen.selectbox(key="run-before").select(kept.id)
    assert "Now minus “first”" in shown(screen.run())
    screen.multiselect(key="evaluate-engines").set_value(["neural", "hybrid"])
    assert "Neural − Hybrid" in shown(screen.run())


def test_judging_one_document_after_the_other(
    service: SearchService, embedded_store: EdgeStore
) -> None:
    bench = Workbench(service, Path(embedded_store.root))
    set_id = bench.query_sets.add("sample", QuerySet("new", (Query("table", "oak tables"),)))
    screen = opened()
    screen.session_state["evaluate-view"] = "Judge"
    screen.run()
    screen.text_input(key="judge-name").input("Ann").run()
    assert "How well does this document answer" in shown(screen)
    screen.button(key="grade-3").click().run()
    screen.button(key="grade-t").click().run()
    assert [given.grade for given in _by(bench, set_id, "Ann")] in ([3, None], [None, 3])
    screen.button(key="judge-undo").click().run()
    assert [given.grade for given in _by(bench, set_id, "Ann")] == [3]
    for _ in COMPANIES[1:]:
        screen.button(key="grade-0").click().run()
    assert "You have judged every document" in shown(screen)
    screen.text_input(key="judge-name").input("Ben").run()
    screen.button(key="grade-0").click().run()
    assert "Ann and Ben" in shown(screen)


def _by(bench: Workbench, set_id: int, judge: str) -> list[Judgment]:
    return [given for given in bench.query_sets.judgments(set_id) if given.judge == judge]

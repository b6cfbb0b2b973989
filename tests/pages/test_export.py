"""The Export control: what it offers, and that a file is made only when somebody asks for it."""

from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from search import serving
from search.export import files as export
from tests.search.helpers import id_of


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The formats of the files that were made, in order."""
    formats: list[str] = []

    def content(answer: export.Answer, name: export.FormatName) -> bytes:
        formats.append(name)
        return export.content(answer, name)

    monkeypatch.setattr("pages.ui.export.content", content)
    return formats


@pytest.fixture
def offered(monkeypatch: pytest.MonkeyPatch) -> dict[str, tuple[Any, str, str]]:
    """By label what the buttons would hand out: how to make it, its name and its type."""
    buttons: dict[str, tuple[Any, str, str]] = {}
    draw = st.download_button

    def noted(label: str, data: Any, file_name: str, mime: str, **options: Any) -> bool:
        buttons[label] = (data, file_name, mime)
        return bool(draw(label, data, file_name, mime, **options))

    monkeypatch.setattr(st, "download_button", noted)
    return buttons


def answer(**asked: Any) -> export.Answer:
    """What the service answers."""
    service = serving.serving.wait()
    return service.answer(service.request(**asked))


CSV, JSONL = "CSV · for spreadsheets", "JSON Lines · with every field"
VIEWS: list[tuple[dict[str, Any], dict[str, Any], list[str]]] = [
    (
        {"q": "robots chairs", "k": "20"},
        {"q": "robots chairs", "k": 20},
        ["TREC run · Neural", "TREC run · Full-text"],
    ),
    (
        {"q": "robots", "mode": "keyword", "city": ["Berlin", "Paris"]},
        {"q": "robots", "mode": "keyword", "cities": ["Berlin", "Paris"]},
        ["TREC run · Full-text"],
    ),
    (
        {"q": "robots", "mode": "hybrid", "weight": "20", "dataset": "furniture"},
        {"q": "robots", "mode": "hybrid", "weight": 0.2, "dataset": "furniture"},
        ["TREC run · Hybrid"],
    ),
    (
        {"like": id_of("agro"), "mode": "neural"},
        {"like": id_of("agro"), "mode": "neural"},
        ["TREC run · Neural"],
    ),
]


@pytest.mark.parametrize(("params", "asked", "runs"), VIEWS)
def test_the_view_is_offered_in_every_format(
    screen: AppTest,
    made: list[str],
    offered: dict[str, tuple[Any, str, str]],
    params: dict[str, Any],
    asked: dict[str, Any],
    runs: list[str],
) -> None:
    screen.query_params.update(params)
    app = screen.run()
    assert not app.exception
    assert [button.label for button in app.download_button] == [CSV, JSONL, *runs]
    assert made == []
    shown = answer(**asked)
    modes = [ranking.mode for ranking in shown.rankings]
    expected: list[tuple[export.FormatName, export.Answer]] = [("csv", shown), ("jsonl", shown)]
    expected += [("trec", answer(**{**asked, "mode": mode})) for mode in modes]
    for (make, name, media_type), (kind, wanted) in zip(offered.values(), expected, strict=True):
        assert name == export.file_name(wanted, kind)
        assert media_type == export.FORMATS[kind].media_type
        assert make() == export.content(wanted, kind)
    assert made == ["csv", "jsonl", *["trec"] * len(runs)]


def test_a_pasted_text_is_exported_as_what_was_asked(
    screen: AppTest, offered: dict[str, tuple[Any, str, str]]
) -> None:
    app = screen.run()
    app.text_area(key="pasted").set_value(" Robots that weed farms. " * 20).run()
    next(button for button in app.button if button.label == "Find similar").click().run()
    make, name, _ = offered[JSONL]
    text = ("Robots that weed farms.  " * 20).strip()
    assert f'"query": "{text}"'.encode() in make()
    assert name == "robots-that-weed-farms-robots-that-weed-farms-robots-that-we-compare.jsonl"


def test_moving_the_weight_offers_the_new_ranking(
    screen: AppTest, offered: dict[str, tuple[Any, str, str]]
) -> None:
    screen.query_params.update({"q": "robots chairs", "mode": "hybrid"})
    app = screen.run()
    before = offered[JSONL][0]()
    app.slider(key="weight").set_value(0).run()
    wanted = answer(q="robots chairs", mode="hybrid", weight=0)
    assert offered[JSONL][0]() == export.content(wanted, "jsonl") != before


@pytest.mark.parametrize("params", [{}, {"like": "nothing"}])
def test_without_an_answer_nothing_is_offered(screen: AppTest, params: dict[str, str]) -> None:
    screen.query_params.update(params)
    app = screen.run()
    assert not app.exception
    assert len(app.download_button) == 0

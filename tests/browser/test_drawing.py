"""The result area as Streamlit drives it: drawings that overtake one another."""

from typing import Any

import pytest

from pages.ui import results
from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser

_DRAW = """async ([script, drawings]) => {
  const blob = new Blob([script], { type: "text/javascript" });
  const { default: render } = await import(URL.createObjectURL(blob));
  const parentElement = document.body.appendChild(document.createElement("div"))
    .attachShadow({ mode: "open" });
  const draw = data => render({ parentElement, data, setTriggerValue() {} });
  const cleanups = drawings.map(draw);
  // Streamlit cleans up after each drawing that another one has overtaken, whichever came first.
  const newest = Math.max(...drawings.map(data => data.drawn_at));
  drawings.forEach((data, i) => { if (data.drawn_at < newest) cleanups[i](); });
  await new Promise(done => setTimeout(done, 50));
  return [...parentElement.querySelectorAll(".list")].map(list => list.dataset.engine);
}"""


def _list(engine: str) -> dict[str, Any]:
    empty = {"title": "Nothing", "hint": ""}
    shown = {"engine": engine, "label": engine, "summary": "", "notice": None, "empty": empty}
    return {**shown, "loading": False, "hits": []}


def _drawing(drawn_at: float, *engines: str) -> dict[str, Any]:
    lists = [_list(engine) for engine in engines]
    return {"drawn_at": drawn_at, "lists": lists, "question": None, "verdict": None}


@pytest.mark.parametrize(
    ("drawings", "shown"),
    [
        ([_drawing(1.0), _drawing(2.0, "neural")], ["neural"]),
        ([_drawing(2.0, "neural"), _drawing(1.0)], ["neural"]),
        ([_drawing(2.0, "neural"), _drawing(1.0, "keyword")], ["neural"]),
        ([_drawing(2.0, "neural"), _drawing(2.5)], []),
    ],
    ids=["in order", "the older one late", "an older answer late", "the newer one empty"],
)
def test_the_newest_drawing_stays(
    tab: Visit, drawings: list[dict[str, Any]], shown: list[str]
) -> None:
    assert tab.page.evaluate(_DRAW, [results.script(), drawings]) == shown


def test_a_server_whose_clock_was_put_back_is_still_drawn(tab: Visit) -> None:
    page = tab.page
    drawings = [_drawing(9000.0, "neural"), _drawing(1.0, "keyword")]
    only_draw = _DRAW.replace("cleanups[i]()", "null")
    assert page.evaluate(only_draw, [results.script(), drawings]) == ["keyword"]

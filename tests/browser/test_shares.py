"""The strongest words of neural cards highlighted after the lists, moving nothing."""

import re
from typing import Any

import httpx
import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import Visit
from tests.browser.hostile import HOSTILE

pytestmark = pytest.mark.browser

_LIT = """() => [...CSS.highlights.values()].flatMap(highlight =>
  [...highlight].map(({ startContainer: node, startOffset, endOffset }) => ({
    word: node.data.slice(startOffset, endOffset),
    id: node.parentElement.closest("article").dataset.id,
    engine: node.parentElement.closest("section").dataset.engine,
  })))"""
_BOXES = """() => {
  const roots = [...document.querySelectorAll("*")].map(e => e.shadowRoot).filter(Boolean);
  return roots.flatMap(root => [...root.querySelectorAll("article, article *, .reading")])
    .map(e => e.getBoundingClientRect()).map(({ x, y, width, height }) => [x, y, width, height]);
}"""


def _open(visit: Visit, path: str) -> Page:
    return visit.open(path, '[data-testid="results-neural"][data-lit]')


def _lit(page: Page) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = page.evaluate(_LIT)
    return found


def _words(visit: Visit, q: str, **params: str) -> dict[str, list[dict[str, Any]]]:
    found = httpx.get(f"{visit.url}/api/search", params={"q": q, "k": 20, **params})
    hits = found.json()["result"][: len(HOSTILE) if params else 10]
    answer = httpx.get(
        f"{visit.url}/api/explain/words", params={"q": q, "id": [h["id"] for h in hits], **params}
    ).json()
    texts = {hit["id"]: f"{hit['name']}\n{hit['description']}" for hit in hits}
    return {
        document["id"]: [
            {**word, "text": texts[document["id"]][word["start"] : word["end"]]}
            for word in document["strongest"]
        ]
        for document in answer["documents"]
    }


def test_the_strongest_words_are_lit_and_in_neural_alone(visit: Visit) -> None:
    page = _open(visit, "/?q=wooden%20furniture")
    lit = _lit(page)
    assert {each["engine"] for each in lit} == {"neural"}
    for id_, words in _words(visit, "wooden furniture").items():
        mine = sorted(each["word"] for each in lit if each["id"] == id_)
        assert mine == sorted(word["text"].strip(",.;:()“”'") for word in words)
        assert len(mine) <= 3
    marks = page.locator('[data-testid="results-keyword"] mark').all_inner_texts()
    assert {mark.lower() for mark in marks} == {"wooden", "furniture"}
    assert page.locator('[data-testid="results-neural"] mark').count() == 0


def test_the_noise_level_is_a_tick_on_the_bars_of_neural_alone(visit: Visit) -> None:
    page = visit.open("/?q=wooden%20furniture", ".reading[data-read]")
    reference = httpx.get(f"{visit.url}/api/explain/query", params={"q": "wooden furniture"}).json()
    typical, best = (reference["reference"][name] for name in ("typical", "best"))
    noise = page.locator('[data-testid="results-neural"][data-noise]').evaluate(
        "list => list.style.getPropertyValue('--noise')"
    )
    assert float(noise) == pytest.approx(typical / best, abs=1e-6)
    assert page.locator('[data-testid="results-keyword"][data-noise]').count() == 0


def test_the_lists_are_there_first_and_nothing_moves(visit: Visit) -> None:
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    visit.page.route("**/api/explain/words", hold, times=1)
    with visit.page.expect_request("**/api/explain/words"):
        page = visit.open("/?q=wooden%20furniture", '[data-testid="results-keyword"][data-ready]')
    page.evaluate("() => document.fonts.ready.then(() => true)")
    before = page.evaluate(_BOXES)
    assert len(before) > 100
    assert _lit(page) == []
    held[0].continue_()
    page.wait_for_selector('[data-testid="results-neural"][data-lit="10"]')
    page.wait_for_selector(".reading[data-read]")
    assert page.evaluate(_BOXES) == before


def test_words_are_found_behind_emoji_and_control_characters(visit: Visit) -> None:
    page = _open(visit, "/?q=needle&dataset=hostile&k=20")
    lit = _lit(page)
    expected = _words(visit, "needle", dataset="hostile")
    assert len(expected) == len(HOSTILE)
    # A wrong offset would light a part of a word.
    for id_, words in expected.items():
        mine = {each["word"] for each in lit if each["id"] == id_}
        assert len(mine) == len(words)
        assert "needle" in mine


def test_known_shares_are_not_asked_for_again(visit: Visit) -> None:
    page = _open(visit, "/?q=wooden%20furniture")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.get_by_role("radio", name="Neural").click()
    page.wait_for_selector('[data-testid="results-neural"][data-lit="10"]')
    expect(page.locator('[data-testid="results-keyword"]')).to_have_count(0)
    assert _lit(page)
    assert [url for url in asked if "explain/words" in url] == []


def test_a_new_query_puts_the_old_lights_out(visit: Visit) -> None:
    page = _open(visit, "/?q=wooden%20furniture")
    page.get_by_label("Search", exact=True).fill("jogging")
    page.keyboard.press("Enter")
    expect(page.locator('[data-testid="results-neural"] article').first).to_contain_text(
        "Runkeeper"
    )
    page.wait_for_selector('[data-testid="results-neural"][data-lit="10"]')
    words = _words(visit, "jogging")
    assert {each["id"] for each in _lit(page)} == {
        id_ for id_, strongest in words.items() if strongest
    }


def test_without_shares_the_lists_are_whole(visit: Visit) -> None:
    visit.page.route("**/api/explain/words", lambda route: route.abort())
    page = visit.open("/?q=wooden%20furniture", ".reading[data-read]")
    assert _lit(page) == []
    expect(page.locator('[data-testid="results-neural"]')).to_have_attribute("data-ready", "10")
    assert all(re.search(r"Failed to load resource", text) for text in visit.complaints)
    visit.complaints.clear()

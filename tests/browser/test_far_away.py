"""Actions that follow each other faster than the server answers."""

from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit
from tests.browser.delays import FarAway, far_away

pytestmark = pytest.mark.browser

_SETTLED = """asked => {
  const app = document.querySelector("[data-testid=stApp]");
  const given = [...new URL(location).searchParams].sort().join();
  return app?.dataset.testScriptState === "notRunning" && given === asked;
}"""
_MODES = {"compare": "Side by side", "neural": "Neural", "keyword": "Full-text", "hybrid": "Hybrid"}


@pytest.fixture(scope="module")
def proxy(app_url: str) -> Iterator[FarAway]:
    with far_away(app_url) as proxy:
        yield proxy


@pytest.fixture
def far(tab: Visit, proxy: FarAway) -> Iterator[Visit]:
    """A tab on a server that is near while the page loads, and as far as a test says after."""
    proxy.delay = 0
    tab.serve(proxy.url)
    yield tab
    proxy.delay = 0


def _wait(page: Page, milliseconds: int) -> None:
    """Lets the page's own clock run."""
    page.evaluate("ms => new Promise(done => setTimeout(done, ms))", milliseconds)


def _choose(page: Page, mode: str) -> None:
    page.get_by_role("radio", name=_MODES[mode], exact=True).click()


def _agrees(visit: Visit, mode: str, **asked: Any) -> None:
    """Address, box, controls and cards all show this."""
    page = visit.page
    address = asked | ({} if mode == "compare" else {"mode": mode})
    given = ",".join(f"{name},{value}" for name, value in sorted(address.items()))
    page.wait_for_function(_SETTLED, arg=given)
    expect(page.get_by_label("Search", exact=True)).to_have_value(asked["q"])
    expect(page.get_by_role("radio", name=_MODES[mode], exact=True)).to_be_checked()
    expect(page.locator(".st-key-chosen")).to_have_count(1 if "city" in asked else 0)
    engine = "neural" if mode == "compare" else mode
    wanted = {"mode": engine, **asked, "weight": asked.get("weight", 50) / 100}
    answer = httpx.get(f"{visit.url}/api/search", params=wanted).json()["result"]
    side = page.locator(f'[data-testid="results-{engine}"]')
    expect(side).to_have_attribute("data-ready", str(len(answer)))
    cards = [card.get_attribute("data-id") for card in side.locator("article[data-id]").all()]
    assert cards == [hit["id"] for hit in answer]


@pytest.mark.parametrize("delay", [0, 100, 300, 800])
def test_every_action_counts_however_late_the_answers_are(
    far: Visit, proxy: FarAway, delay: int
) -> None:
    page = far.open("/?q=wallet&city=London")
    proxy.delay = delay / 1000
    page.get_by_label("Search", exact=True).fill("bank notes")
    page.keyboard.press("Enter")
    _wait(page, 250)
    _choose(page, "hybrid")
    _wait(page, 50)
    page.get_by_role("button", name="City: London").click()
    _wait(page, 500)
    _choose(page, "keyword")
    _wait(page, 100)
    page.get_by_role("slider", name="Results per side").press("ArrowRight")
    _agrees(far, "keyword", q="bank notes", k=20)
    page.go_back()
    _wait(page, 50)
    _choose(page, "neural")
    _agrees(far, "neural", q="bank notes")


def test_the_last_of_three_sample_queries_stays(far: Visit, proxy: FarAway) -> None:
    page = far.open("/", ".nvk-lead")
    samples = page.locator('[class*="st-key-sample-"] button')
    proxy.delay = 0.3
    for number in (0, 3, 5):
        samples.nth(number).click()
        _wait(page, 50)
    last = samples.nth(5).inner_text()
    _choose(page, "keyword")
    _agrees(far, "keyword", q=last)


def test_each_press_on_the_slider_counts(far: Visit, proxy: FarAway) -> None:
    page = far.open("/?q=wallet&mode=hybrid")
    proxy.delay = 0.3
    slider = page.get_by_role("slider", name="Weight of neural")
    slider.focus()
    for _ in range(6):
        page.keyboard.press("ArrowRight")
        _wait(page, 250)
    _agrees(far, "hybrid", q="wallet", weight=80)
    expect(slider).to_have_value("80")

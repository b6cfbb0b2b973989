"""Actions that follow each other faster than the server answers."""

from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit
from tests.browser.delays import FarAway, far_away

pytestmark = pytest.mark.browser

_SETTLED = """([asked, card]) => {
  const app = document.querySelector("[data-testid=stApp]");
  const given = new URL(location).searchParams;
  return app?.dataset.testScriptState === "notRunning"
    && Object.entries(asked).every(([name, value]) => (given.get(name) ?? "") === value)
    && document.querySelector("[data-testid=stTextInput] input").value === asked.q;
}"""


@pytest.fixture(scope="module")
def proxy(app_url: str) -> Iterator[FarAway]:
    with far_away(app_url) as proxy:
        yield proxy


@pytest.fixture
def far(tab: Visit, proxy: FarAway) -> Iterator[Visit]:
    """A page that has been loaded quickly, from a server that is far away from then on."""
    proxy.delay = 0
    tab.serve(proxy.url)
    yield tab
    tab.page.goto("about:blank")
    proxy.delay = 0


def _wait(page: Page, milliseconds: int) -> None:
    """Lets the page's own clock run."""
    page.evaluate("ms => new Promise(done => setTimeout(done, ms))", milliseconds)


def _agrees(visit: Visit, q: str, mode: str = "compare", **asked: str) -> None:
    """Box, switch, address and cards all show this."""
    page = visit.page
    given = {"q": q, "mode": "" if mode == "compare" else mode, **asked}
    page.wait_for_function(_SETTLED, arg=[given, ""])
    label = {"compare": "Side by side", "hybrid": "Hybrid", "keyword": "Full-text"}[mode]
    expect(page.get_by_role("radio", name=label)).to_be_checked()
    params = {"q": q, "mode": "neural" if mode == "compare" else mode, **asked}
    if "weight" in asked:
        params["weight"] = str(int(asked["weight"]) / 100)
    answer = httpx.get(f"{visit.url}/api/search", params=params).json()["result"]
    side = page.locator(f'[data-testid="results-{params["mode"]}"]')
    expect(side).to_have_attribute("data-ready", str(len(answer)))
    cards = [card.get_attribute("data-id") for card in side.locator("article[data-id]").all()]
    assert cards == [hit["id"] for hit in answer]
    assert parse_qs(urlsplit(page.url).query).get("q") == ([q] if q else None)


@pytest.mark.parametrize("delay", [0, 100, 300, 800])
def test_a_mode_chosen_right_after_a_query_keeps_it(far: Visit, proxy: FarAway, delay: int) -> None:
    page = far.open("/", ".nvk-lead")
    proxy.delay = delay / 1000
    page.get_by_label("Search", exact=True).fill("bank notes")
    page.keyboard.press("Enter")
    _wait(page, 250)
    page.get_by_role("radio", name="Hybrid").click()
    _agrees(far, "bank notes", "hybrid")


def test_the_last_of_three_sample_queries_stays(far: Visit, proxy: FarAway) -> None:
    page = far.open("/?q=wallet")
    proxy.delay = 0.3
    for query in ("jogging", "varroa mite", "Erlang"):
        page.get_by_role("button", name=query, exact=True).click()
        _wait(page, 50)
    page.get_by_role("radio", name="Full-text").click()
    _agrees(far, "Erlang", "keyword")


def test_each_press_on_the_slider_counts(far: Visit, proxy: FarAway) -> None:
    page = far.open("/?q=wallet&mode=hybrid")
    proxy.delay = 0.3
    slider = page.get_by_role("slider", name="Weight of neural")
    slider.focus()
    for _ in range(6):
        page.keyboard.press("ArrowRight")
        _wait(page, 250)
    expect(slider).to_have_value("80")
    _agrees(far, "wallet", "hybrid", weight="80")

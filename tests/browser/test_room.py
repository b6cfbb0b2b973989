"""How much of the screen the answer gets, and what stays in sight while it scrolls."""

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser

_CARDS = """() => {
  const roots = [...document.querySelectorAll("*")].map(e => e.shadowRoot).filter(Boolean);
  const list = roots.map(r => r.querySelector("[data-testid=results-neural]")).find(Boolean);
  return [...list.querySelectorAll("article")].map(card => card.getBoundingClientRect().toJSON());
}"""
_STUCK = """() => {
  const roots = [...document.querySelectorAll("*")].map(e => e.shadowRoot).filter(Boolean);
  const find = selector => roots.map(r => r.querySelector(selector)).find(Boolean);
  const heading = find("[data-testid=results-neural] > header").getBoundingClientRect();
  const field = document.querySelector(".st-key-q").getBoundingClientRect();
  const card = find("[data-testid=results-neural] [data-rank='6']").getBoundingClientRect();
  return [field.top >= 60, field.bottom <= heading.top + 1, heading.bottom, card.top];
}"""


@pytest.fixture
def page(visit: Visit) -> Page:
    return visit.open("/?q=bitcoin+wallet", '[data-testid="results-neural"][data-ready="10"]')


def _resized(page: Page, width: int, height: int) -> list[dict[str, float]]:
    page.set_viewport_size({"width": width, "height": height})
    page.wait_for_function("width => innerWidth === width", arg=width)
    cards: list[dict[str, float]] = page.evaluate(_CARDS)
    return cards


def test_results_begin_high_and_four_are_in_sight(page: Page) -> None:
    cards = page.evaluate(_CARDS)
    assert cards[0]["top"] <= 280
    assert cards[3]["bottom"] <= 900
    assert all(card["height"] <= 145 for card in cards)
    assert _resized(page, 1024, 900)[0]["top"] <= 280
    assert page.locator("[data-phone]").count() == 0  # still side by side
    assert _resized(page, 700, 450)[0]["width"] < 350  # the same at 200 % of 1,400 by 900
    assert _resized(page, 390, 844)[0]["top"] <= 330
    assert page.locator("[data-phone]").count() == 1
    page.set_viewport_size({"width": 1400, "height": 900})


def test_search_field_and_headings_stay_while_cards_pass_below(page: Page) -> None:
    page.locator('[data-testid="results-neural"] [data-rank="6"]').focus()
    page.mouse.move(700, 500)
    page.mouse.wheel(0, 600)
    page.wait_for_function(f"() => ({_STUCK})()[3] < 400")
    below_bar, in_order, bottom, _ = page.evaluate(_STUCK)
    assert (below_bar, in_order) == (True, True)
    assert bottom <= 160

"""What the tests of the rank chart share: how to open it and how to read it."""

from typing import Any

import httpx
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Visit

QUERY = "send money home from abroad"
"""Its lists have all there can be: shared documents, places further down, and strangers."""
CURVES = """(chart) => [...chart.querySelectorAll("path")].map((path) => {
  const numbers = path.getAttribute("d").match(/[\\d.]+/g).map(Number);
  return [path.dataset.id, numbers[1] + 0.5, numbers.at(-1) + 0.5];
})"""
"""[id, neural rank, full-text rank] of each curve, as it is drawn."""
LOOSE_ENDS = """(chart) => [...chart.querySelectorAll("path")].filter((path) => {
  const dots = [...chart.querySelectorAll(".place")]
    .filter((place) => place.dataset.id === path.dataset.id)
    .map((place) => place.querySelector(".dot").getBoundingClientRect())
    .map(({ left, top, width, height }) => [left + width / 2, top + height / 2]);
  const { left, right, top, bottom } = path.getBoundingClientRect();
  const heights = dots.map(([, y]) => y);
  const gaps = [dots[0][0] - left, dots[1][0] - right,
    Math.min(...heights) - top, Math.max(...heights) - bottom];
  return dots.length !== 2 || gaps.some((gap) => Math.abs(gap) > 1);
}).length"""
"""How many curves do not end in the middle of their two dots, as they are laid out."""
FOCUSED = """() => {
  let active = document.activeElement;
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
  return active?.matches(".place")
    ? [active.closest(".column").dataset.engine, active.querySelector(".number").textContent]
    : [active?.localName, active?.dataset.id];
}"""
"""Side and rank of the row that has the focus, or else which element has it."""


def tool(page: Page) -> Locator:
    """The button that opens and closes the chart."""
    return page.get_by_role("button", name="Rank chart")


def open_chart(visit: Visit, path: str) -> Page:
    """A path of the app with the chart opened."""
    page = visit.open(path)
    tool(page).click()
    expect(page.locator(".chart")).to_be_visible()
    return page


def compared(visit: Visit, k: int, q: str = QUERY) -> dict[str, list[dict[str, Any]]]:
    """What the API says to the same query."""
    answer: dict[str, list[dict[str, Any]]] = httpx.get(
        f"{visit.url}/api/compare", params={"q": q, "k": k}
    ).json()
    return answer


def place(page: Page, side: str, rank: int) -> Locator:
    """A row of the chart."""
    return page.locator(f".column[data-engine={side}] .place").nth(rank - 1)


def card(page: Page, side: str, id_: str | None) -> Locator:
    """A document's card in one of the lists."""
    return page.locator(f'[data-testid="results-{side}"] article[data-id="{id_}"]')

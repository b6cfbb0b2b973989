"""One side at a time on a phone, with nothing sticking out."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser

SCREENS = [
    ("/", ".nvk-lead"),
    ("/?q=wallet", "[data-ready]"),
    ("/?q=wallet&mode=hybrid", "[data-ready]"),
    ("/?q=jogging", "[data-ready]"),
    ("/?q=meditation", "[data-ready]"),
    ("/evaluate", ".nvk-queries"),
    ("/about", ".nvk-table"),
]
_IN_VIEW = """side => {
  const roots = [...document.querySelectorAll("*")].map(e => e.shadowRoot).filter(Boolean);
  const list = roots.map(r => r.querySelector(`[data-testid=results-${side}]`)).find(Boolean);
  const { left, right } = list.getBoundingClientRect();
  return left >= -1 && right <= innerWidth + 1;
}"""


@pytest.fixture
def context_options() -> dict[str, object]:
    return {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}


@pytest.mark.parametrize(("path", "ready"), SCREENS)
def test_nothing_sticks_out_sideways(visit: Visit, path: str, ready: str) -> None:
    page = visit.open(path, ready)
    overflow = page.evaluate(
        "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    assert overflow <= 0


def test_the_button_of_the_query_s_account_is_whole(visit: Visit) -> None:
    page = visit.open("/?q=wooden+furniture", ".reading[data-read]")
    button = page.get_by_role("button", name="About this query")
    assert button.evaluate("button => button.scrollWidth - button.clientWidth") <= 0
    box = button.bounding_box()
    assert box and box["x"] + box["width"] <= 390


@pytest.fixture
def page(visit: Visit) -> Page:
    return visit.open("/?q=bitcoin+wallet", '[data-testid="results-keyword"][data-ready="10"]')


def test_a_tab_shows_the_other_side(page: Page) -> None:
    page.wait_for_function(_IN_VIEW, arg="neural")
    page.get_by_role("tab", name="Full-text").click()
    page.wait_for_function(_IN_VIEW, arg="keyword")
    expect(page.get_by_role("tab", name="Full-text")).to_have_attribute("aria-selected", "true")


def test_the_tab_stays_when_another_query_is_asked(page: Page) -> None:
    page.get_by_role("tab", name="Full-text").click()
    page.wait_for_function(_IN_VIEW, arg="keyword")
    page.get_by_label("Search", exact=True).fill("bank notes")
    page.keyboard.press("Enter")
    page.wait_for_function("() => new URL(location).searchParams.get('q') === 'bank notes'")
    page.wait_for_function(_IN_VIEW, arg="keyword")


def test_a_badge_leads_to_the_twin_on_the_other_side(page: Page) -> None:
    page.locator('[data-testid="results-neural"] button.badge').first.click()
    page.wait_for_function(_IN_VIEW, arg="keyword")


def test_the_filters_are_in_reach(page: Page) -> None:
    page.get_by_test_id("stExpandSidebarButton").click()
    expect(page.get_by_text("Results per side")).to_be_in_viewport()


def test_the_drawer_closes_when_another_screen_is_opened(page: Page) -> None:
    page.get_by_test_id("stExpandSidebarButton").click()
    page.get_by_test_id("stSidebar").get_by_role("link", name="How it works").click()
    expect(page.get_by_test_id("stExpandSidebarButton")).to_be_visible()
    expect(page.locator(".nvk-table").first).to_be_in_viewport()

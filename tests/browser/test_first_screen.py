"""What the screen offers before anything is asked, and hybrid beside the engines."""

import pytest
from playwright.sync_api import expect

from pages.ui.samples import EXAMPLE, QUESTIONS
from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser


def test_the_first_screen_shows_an_answer_and_waits_for_a_query(visit: Visit) -> None:
    page = visit.open("/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Neural vs full-text search")
    expect(page.get_by_label("Search", exact=True)).to_be_focused()
    assert len(QUESTIONS) == 6
    for question in QUESTIONS:
        expect(page.get_by_role("button", name=question, exact=True)).to_be_visible()
    expect(page.get_by_text(f"For example: “{EXAMPLE}”")).to_be_visible()
    assert "?" not in page.url
    page.keyboard.type("jogging")
    page.keyboard.press("Enter")
    expect(page.locator('[data-testid="results-neural"] article').first).to_contain_text(
        "Runkeeper"
    )
    expect(page.get_by_text("For example")).to_have_count(0)
    expect(page).to_have_title("jogging · Neural vs full-text search")
    icon = page.locator("link[rel~=icon]").get_attribute("href") or ""
    assert ".svg" in icon or icon.startswith("data:image/svg+xml")


def test_hybrid_stands_beside_the_engines_when_it_is_wanted(visit: Visit) -> None:
    page = visit.open("/?q=bitcoin+wallet")
    page.get_by_role("button", name="Add hybrid").click()
    hybrid = page.locator('[data-testid="results-hybrid"]')
    expect(hybrid).to_have_attribute("data-ready", "10")
    page.wait_for_function("() => new URL(location).searchParams.get('beside') === 'hybrid'")
    page.get_by_role("slider", name="Weight of neural").press("Home")
    full_text = page.locator('[data-testid="results-keyword"] article').first
    first = full_text.get_attribute("data-id") or ""
    second = page.locator('[data-testid="results-keyword"] article').nth(1).get_attribute("data-id")
    expect(hybrid.locator("[data-rank='2']")).to_have_attribute("data-id", second or "")
    expect(hybrid.locator("[data-rank='1']")).to_have_attribute("data-id", first)
    page.get_by_role("button", name="Add hybrid").click()
    expect(hybrid).to_have_count(0)

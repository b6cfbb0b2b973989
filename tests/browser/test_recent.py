"""Queries typed lately are offered under the search field, in this browser only."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser


def offered(page: Page) -> list[str]:
    """What the browser suggests for the search field."""
    found: list[str] = page.evaluate(
        "() => [...document.querySelector('.st-key-q input').list.options].map(o => o.value)"
    )
    return found


def test_recent_queries_are_offered_and_can_be_cleared(visit: Visit) -> None:
    page = visit.open("/?q=meditation")
    field = page.locator(".st-key-q input")
    field.fill("bKash")
    field.press("Enter")
    expect(page.locator(".results")).to_contain_text("bKash")
    assert offered(page) == ["bKash", "meditation"]

    visit.open("/?q=meditation&mode=keyword")
    assert offered(page) == ["meditation", "bKash"]
    page.keyboard.press("?")
    page.get_by_role("button", name="Clear them").click()
    expect(page.get_by_role("button", name="Cleared")).to_be_visible()
    assert offered(page) == []
    page.keyboard.press("Escape")

"""The evaluate screen in a real browser: filled at once, and by keyboard."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser

_EVALUATE = ("/evaluate", ".nvk-queries")


def _open(visit: Visit) -> Page:
    return visit.open(*_EVALUATE)


def test_a_newcomer_sees_table_uncertainty_and_sentence(visit: Visit) -> None:
    page = _open(visit)
    expect(page.locator(".nvk-sentence")).to_contain_text("has the highest nDCG@10")
    engines = page.get_by_role("region", name="Measures by engine")
    expect(engines.get_by_role("row")).to_have_count(1 + 3)
    pairs = page.get_by_role("region", name="Mean difference in nDCG@10")
    expect(pairs.get_by_role("rowheader")).to_have_text(
        ["Neural − Full-text", "Neural − Hybrid", "Full-text − Hybrid"]
    )


def test_a_query_leads_to_its_comparison_by_keyboard(visit: Visit) -> None:
    page = _open(visit)
    first = page.locator(".nvk-queries a").first
    query = first.locator("[dir=auto]").inner_text()
    first.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_label("Search", exact=True)).to_have_value(query)
    expect(page).to_have_url(re.compile(r"/\?q="))

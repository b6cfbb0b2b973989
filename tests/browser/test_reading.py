"""The row that says how both engines read the query, and the account behind it."""

from typing import Any

import httpx
import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser

_READ = ".reading[data-read]"


def _explained(visit: Visit, q: str, **params: str) -> dict[str, Any]:
    answer = httpx.get(f"{visit.url}/api/explain/query", params={"q": q, **params})
    found: dict[str, Any] = answer.json()
    return found


def _open_account(page: Page) -> None:
    page.get_by_role("button", name="About this query").click()


def test_words_are_told_apart_and_did_you_mean_corrects_the_query(visit: Visit) -> None:
    page = visit.open("/?q=the%20wooden%20furnitrue", _READ)
    row = page.locator(".reading")
    expect(row.locator("s")).to_have_text("the")
    expect(row.locator('[data-kind="used"]')).to_have_text("wooden 1")
    expect(row.locator('[data-kind="unknown"]')).to_have_text("furnitrue 0")
    page.get_by_role("button", name="furniture", exact=True).click()
    expect(page.get_by_label("Search", exact=True)).to_have_value("the wooden furniture")
    expect(page.locator('.reading [data-kind="used"]')).to_have_text(["wooden 1", "furniture 14"])


def test_the_account_says_what_the_api_says(visit: Visit) -> None:
    page = visit.open("/?q=wooden%20furniture", _READ)
    account = page.locator(".account")
    expect(account).to_be_hidden()
    _open_account(page)
    answer = _explained(visit, "wooden furniture")
    expect(account.locator("li")).to_have_text(answer["summary"])
    expect(account.locator(".unrelated")).to_have_count(len(answer["reference"]["unrelated"]))
    best = answer["reference"]["best"]
    expect(account.locator(".mark")).to_have_text(f"this query {best:.3f}")


def test_a_query_about_nothing_here_is_warned_of(visit: Visit) -> None:
    page = visit.open("/?q=what%20did%20plato%20think%20of%20justice", _READ)
    expect(page.locator(".worth")).to_contain_text("not above the noise")
    page.get_by_label("Search", exact=True).fill("jogging")
    page.keyboard.press("Enter")
    expect(page.locator(".worth")).to_contain_text(
        f"Top score {_explained(visit, 'jogging')['reference']['best']:.2f}"
    )
    expect(page.locator(".worth")).not_to_contain_text("not above")


def test_an_open_account_stays_open_for_the_next_query(visit: Visit) -> None:
    page = visit.open("/?q=wooden%20furniture", _READ)
    _open_account(page)
    page.get_by_label("Search", exact=True).fill("jogging")
    page.keyboard.press("Enter")
    expect(page.locator(".account li").first).to_have_text(
        _explained(visit, "jogging")["summary"][0]
    )
    expect(page.locator(".account")).to_be_visible()
    _open_account(page)
    expect(page.locator(".account")).to_be_hidden()


def test_signs_without_a_meaning_offer_the_query_that_was_meant(visit: Visit) -> None:
    page = visit.open("/?q=wallet%20NOT%20bitcoin", _READ)
    meant = page.locator(".reading .near")
    expect(meant).to_have_text("wallet -bitcoin")
    meant.click()
    expect(page.get_by_label("Search", exact=True)).to_have_value("wallet -bitcoin")
    expect(page.locator(".reading .near")).to_have_count(0)


def test_neighbours_of_a_document_offer_no_other_spelling(visit: Visit) -> None:
    hits = httpx.get(f"{visit.url}/api/search", params={"q": "wallet", "k": 1}).json()["result"]
    page = visit.open(f"/?like={hits[0]['id']}", _READ)
    expect(page.locator(".reading .near")).to_have_count(0)
    expect(page.locator(".looked")).to_contain_text("more")


def test_a_failure_is_said_in_the_row(visit: Visit) -> None:
    visit.page.route("**/api/explain/query", lambda route: route.abort())
    page = visit.open("/?q=wooden%20furniture", ".reading .failed")
    expect(page.locator(".failed")).to_contain_text("could not be explained")
    assert visit.complaints
    visit.complaints.clear()

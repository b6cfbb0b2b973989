"""Everything that can be done with the keyboard, in a real browser."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser


_BLUR = """() => {
  let active = document.activeElement;
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
  active?.blur();
}"""


def _focused(page: Page) -> tuple[str, str]:
    """Side and rank of the card that has the focus."""
    return tuple(
        page.evaluate(
            """() => {
              let active = document.activeElement;
              while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
              const section = active?.closest("[data-testid^='results-']");
              return [section?.dataset.testid ?? "", active?.dataset?.rank ?? ""];
            }"""
        )
    )


@pytest.fixture
def page(visit: Visit) -> Page:
    return visit.open("/?q=bitcoin+wallet", '[data-testid="results-keyword"][data-ready="10"]')


@pytest.fixture
def shared(standing: Visit) -> Iterator[Page]:
    """The same page for tests that leave it as it was."""
    page = standing.page
    if page.url == "about:blank":
        standing.open("/?q=bitcoin+wallet", '[data-testid="results-keyword"][data-ready="10"]')
    yield page
    page.evaluate(_BLUR)
    page.mouse.move(0, 0)
    standing.check()


@pytest.mark.parametrize("key", ["/", "Control+k"])
def test_a_key_leads_to_the_search_box(page: Page, key: str) -> None:
    page.locator('[data-testid="results-neural"] article').first.focus()
    page.keyboard.press(key)
    expect(page.get_by_label("Search", exact=True)).to_be_focused()
    page.keyboard.type("/s?")
    expect(page.get_by_label("Search", exact=True)).to_have_value("/s?")


def test_down_leads_from_the_search_box_to_the_first_card(shared: Page) -> None:
    box = shared.get_by_label("Search", exact=True)
    box.focus()
    shared.keyboard.press("Escape")
    expect(box).to_have_value("bitcoin wallet")
    shared.keyboard.press("ArrowDown")
    assert _focused(shared) == ("results-neural", "1")


def test_single_keys_can_be_switched_off_for_good(page: Page) -> None:
    page.get_by_role("button", name="Keys").click()
    switch = page.get_by_role("checkbox", name="Shortcuts of a single letter or sign")
    switch.uncheck()
    page.keyboard.press("Escape")
    page.reload()
    first = page.locator('[data-testid="results-neural"] article').first
    first.focus()
    for key in ("?", "/", "w", "s"):
        page.keyboard.press(key)
    expect(page.locator("dialog[open]")).to_have_count(0)
    expect(first).to_be_focused()
    page.keyboard.press("ArrowDown")
    assert _focused(page) == ("results-neural", "2")
    page.keyboard.press("Control+k")
    expect(page.get_by_label("Search", exact=True)).to_be_focused()


def test_arrows_move_between_cards_and_sides(shared: Page) -> None:
    shared.locator('[data-testid="results-neural"] article').first.focus()
    steps = [
        ("ArrowDown", ("results-neural", "2")),
        ("ArrowDown", ("results-neural", "3")),
        ("ArrowRight", ("results-keyword", "3")),
        ("ArrowUp", ("results-keyword", "2")),
        ("ArrowLeft", ("results-neural", "2")),
        ("End", ("results-neural", "10")),
        ("Home", ("results-neural", "1")),
    ]
    for key, place in steps:
        shared.keyboard.press(key)
        assert _focused(shared) == place


def test_s_finds_similar_documents(page: Page) -> None:
    page.locator('[data-testid="results-neural"] article').first.focus()
    page.keyboard.press("s")
    expect(page.locator(".nvk-start")).to_contain_text("Similar to Trezor")


def test_enter_opens_the_website(page: Page) -> None:
    page.context.route("https://trezor.io/**", lambda route: route.fulfill(body="the website"))
    page.locator('[data-testid="results-neural"] article').first.focus()
    with page.expect_popup() as popup:
        page.keyboard.press("Enter")
    assert popup.value.url.startswith("https://trezor.io")


def test_a_question_mark_lists_the_keys_and_escape_closes(shared: Page) -> None:
    shared.locator('[data-testid="results-neural"] article').first.focus()
    shared.keyboard.press("?")
    expect(shared.locator("dialog")).to_be_visible()
    expect(shared.locator("dialog")).to_contain_text("/")
    shared.keyboard.press("Escape")
    expect(shared.locator("dialog")).not_to_be_visible()


def test_an_opened_popover_has_the_keyboard_and_escape_gives_it_back(page: Page) -> None:
    button = page.get_by_role("button", name="Paste a description")
    button.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_label("Description", exact=True)).to_be_focused()
    page.keyboard.type("/s?")
    expect(page.get_by_label("Description", exact=True)).to_have_value("/s?")
    page.keyboard.press("Escape")
    expect(button).to_be_focused()


def test_keys_work_before_there_is_a_query(visit: Visit) -> None:
    page = visit.open("/", ".nvk-lead")
    page.wait_for_selector('[data-testid="results"]', state="attached")
    page.keyboard.press("/")
    expect(page.get_by_label("Search", exact=True)).to_be_focused()


def test_the_link_can_be_copied(page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy link").click()
    expect(page.get_by_text("Link copied")).to_be_attached()
    assert page.evaluate("() => navigator.clipboard.readText()") == page.url


def test_a_card_lights_up_its_twin(shared: Page) -> None:
    card = shared.locator('[data-testid="results-keyword"] article').first
    twin = shared.locator(
        f'[data-testid="results-neural"] article[data-id="{card.get_attribute("data-id")}"]'
    )
    expect(twin).not_to_have_class(re.compile(r"\blit\b"))
    card.hover()
    expect(twin).to_have_class(re.compile(r"\blit\b"))

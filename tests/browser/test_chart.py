"""The rank chart: both lists as columns, a curve for each document that stands in both."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, WebSocket, expect

from tests.browser.charts import (
    CURVES,
    FOCUSED,
    LOOSE_ENDS,
    QUERY,
    card,
    compared,
    open_chart,
    place,
    tool,
)
from tests.browser.conftest import Visit
from tests.browser.hostile import HOSTILE

pytestmark = pytest.mark.browser


@pytest.fixture
def page(standing: Visit) -> Iterator[Page]:
    """The chart of QUERY, open; the tests that take it leave it so."""
    page = standing.page
    if page.url == "about:blank":
        open_chart(standing, f"/?q={QUERY}")
    yield page
    page.mouse.move(0, 0)
    standing.check()


_LIT = re.compile(r"\blit\b")
_PHONE = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}


def test_a_button_opens_and_closes_it_without_asking_the_server(visit: Visit) -> None:
    sent: list[bytes | str] = []

    def listen(socket: WebSocket) -> None:
        socket.on("framesent", note)

    def note(frame: bytes | str) -> None:
        sent.append(frame)

    visit.page.on("websocket", listen)
    page = visit.open("/?q=wallet")
    page.wait_for_load_state("networkidle")
    asked = len(sent)
    expect(tool(page)).to_have_attribute("aria-expanded", "false")
    expect(page.locator(".chart")).not_to_be_attached()
    tool(page).click()
    expect(tool(page)).to_have_attribute("aria-expanded", "true")
    expect(page.get_by_role("region", name="Rank chart")).to_be_visible()
    expect(page.locator(".strip")).not_to_be_attached()
    tool(page).click()
    expect(page.locator(".chart")).not_to_be_attached()
    expect(page.locator(".strip")).to_be_visible()
    assert len(sent) == asked


@pytest.mark.parametrize("path", ["/?q=wallet&mode=hybrid", "/?q=jogging"])
def test_it_is_not_offered_where_there_are_no_two_lists(visit: Visit, path: str) -> None:
    page = visit.open(path)
    expect(page.get_by_role("button", name="Copy link")).to_be_visible()
    expect(tool(page)).to_be_hidden()


@pytest.mark.parametrize("k", [10, 50])
def test_curves_and_stubs_are_what_the_api_says(visit: Visit, k: int) -> None:
    page = open_chart(visit, f"/?q={QUERY}&k={k}")
    chart = page.locator(".chart")
    answer = compared(visit, k)
    both = {hit["id"]: hit["rank"] for hit in answer["keyword"]}
    shared = [[h["id"], h["rank"], both[h["id"]]] for h in answer["neural"] if h["id"] in both]
    assert chart.evaluate(CURVES) == shared
    assert chart.evaluate(LOOSE_ENDS) == 0
    for side in ("neural", "keyword"):
        column = page.locator(f".column[data-engine={side}]")
        below = [f"#{h['other_rank']}" for h in answer[side] if (h["other_rank"] or 0) > k]
        alone = [h["name"] for h in answer[side] if h["other_rank"] is None]
        assert shared and below and alone
        texts = {
            ".label": [h["name"] for h in answer[side]],
            ".stub": below,
            "[data-kind=alone] .label": alone,
        }
        for selector, wanted in texts.items():
            assert column.locator(selector).all_text_contents() == wanted


def test_each_row_says_where_its_document_stands(standing: Visit, page: Page) -> None:
    for hit in compared(standing, 10)["neural"]:
        there = f"full-text {hit['other_rank']}"
        if hit["other_rank"] is None:
            there = "not among the first 100 in full-text"
        name = f"Neural {hit['rank']}, {hit['name']}, {there}"
        row = page.get_by_role("button", name=name, exact=True)
        expect(row).to_have_attribute("data-id", hit["id"])
        expect(row).to_have_attribute("title", re.compile(f"^{re.escape(hit['name'])}\n"))


def test_the_pointer_lights_up_curve_twin_and_cards(page: Page) -> None:
    id_, here, there = page.locator(".chart").evaluate(CURVES)[0]
    place(page, "neural", here).hover()
    lit = page.locator(".chart .lit")
    expect(lit).to_have_count(3)
    expect(page.locator(f'.chart path[data-id="{id_}"]')).to_have_class(_LIT)
    expect(place(page, "keyword", there)).to_have_class(_LIT)
    expect(card(page, "neural", id_)).to_have_class(_LIT)
    expect(card(page, "keyword", id_)).to_have_class(_LIT)
    tool(page).hover()
    expect(lit).to_have_count(0)
    card(page, "keyword", id_).hover()
    expect(lit).to_have_count(3)


def test_the_arrows_walk_the_rows_and_enter_leads_to_the_card(page: Page) -> None:
    expect(page.locator('.place[tabindex="0"]')).to_have_count(1)
    place(page, "neural", 1).focus()
    steps = [
        ("ArrowUp", ["neural", "1"]),
        ("ArrowDown", ["neural", "2"]),
        ("ArrowDown", ["neural", "3"]),
        ("ArrowRight", ["keyword", "3"]),
        ("ArrowRight", ["keyword", "3"]),
        ("End", ["keyword", "10"]),
        ("ArrowUp", ["keyword", "9"]),
        ("ArrowLeft", ["neural", "9"]),
        ("Home", ["neural", "1"]),
    ]
    for key, here in steps:
        page.keyboard.press(key)
        assert page.evaluate(FOCUSED) == here
    expect(page.locator('.place[tabindex="0"]')).to_have_count(1)
    id_ = place(page, "neural", 1).get_attribute("data-id")
    page.keyboard.press("Enter")
    expect(card(page, "neural", id_)).to_be_focused()
    expect(card(page, "neural", id_)).to_be_in_viewport()


def test_below_the_last_row_is_the_list(page: Page) -> None:
    place(page, "keyword", 10).focus()
    page.keyboard.press("ArrowDown")
    assert page.evaluate(FOCUSED)[0] == "article"


def test_it_stays_open_for_other_queries_and_after_another_screen(visit: Visit) -> None:
    page = open_chart(visit, "/?q=wallet")
    page.get_by_label("Search", exact=True).fill("bitcoin wallet")
    page.keyboard.press("Enter")
    first = compared(visit, 10, "bitcoin wallet")["neural"][0]["name"]
    expect(place(page, "neural", 1).locator(".label")).to_have_text(first)
    page.get_by_role("link", name="Data").click()
    page.wait_for_selector(".nvk-dataset")
    page.get_by_role("link", name="Compare").click()
    expect(place(page, "neural", 1).locator(".label")).to_have_text(first)
    expect(tool(page)).to_have_attribute("aria-expanded", "true")


def test_hostile_names_are_only_text(visit: Visit) -> None:
    page = open_chart(visit, "/?dataset=hostile&q=needle&k=20")
    labels = page.locator(".column[data-engine=neural] .label")
    expect(labels).to_have_count(len(HOSTILE))
    shown = [card.get_attribute("title") for card in page.locator(".list h3").all()]
    expect(page.locator(".chart .label[title]")).to_have_count(0)
    assert set(labels.all_text_contents()) == {re.sub(r"[\x00-\x08]", "", n or "") for n in shown}
    strange = page.locator(".chart :is(img, script, style, a, b, [onerror], [onload])")
    expect(strange).to_have_count(0)
    assert page.evaluate("() => window.__attacked ?? 0") == 0
    wide = page.locator(".chart").evaluate("chart => chart.scrollWidth - chart.clientWidth")
    assert wide <= 0


def test_the_curves_keep_a_colour_where_the_system_chooses_them(page: Page) -> None:
    page.emulate_media(forced_colors="active")
    expect(page.locator(".chart path").first).to_have_css("stroke", "rgb(0, 0, 0)")
    page.emulate_media(forced_colors="none")


class TestPhone:
    @pytest.fixture
    def context_options(self) -> dict[str, object]:
        return _PHONE

    @pytest.mark.parametrize("k", [10, 50])
    def test_it_fits(self, visit: Visit, k: int) -> None:
        page = open_chart(visit, f"/?q={QUERY}&k={k}")
        assert page.evaluate("() => document.documentElement.scrollWidth - innerWidth") <= 0
        chart = page.locator(".chart")
        assert chart.evaluate(LOOSE_ENDS) == 0
        heights = "chart => [...chart.querySelectorAll('.place')].map(p => p.offsetHeight)"
        assert min(chart.evaluate(heights)) >= 24

    def test_a_tap_shows_the_card_on_the_other_list(self, visit: Visit) -> None:
        page = open_chart(visit, f"/?q={QUERY}")
        id_ = place(page, "keyword", 4).get_attribute("data-id")
        place(page, "keyword", 4).tap()
        expect(page.get_by_role("tab", name="Full-text")).to_have_attribute("aria-selected", "true")
        expect(card(page, "keyword", id_)).to_be_focused()
        expect(card(page, "keyword", id_)).to_be_in_viewport()

"""The compare screen as a person uses it, in a real browser."""

import json
import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Visit
from tests.browser.running import ingest
from tests.fakes import write_jsonl

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def jobs(data_dir: Path) -> str:
    """A dataset without cities whose documents can be filtered by where one works."""
    rows = [
        {"id": n, "name": f"Gardener {n}", "description": "Works in a garden.", "work place": place}
        for n, place in enumerate(["Remote", "On site"] * 6)
    ]
    ingest(data_dir, "file", str(write_jsonl(data_dir / "jobs.jsonl", rows)))
    return "jobs"


def _list(page: Page, engine: str) -> Locator:
    return page.locator(f'[data-testid="results-{engine}"]')


def _ids(page: Page, engine: str) -> list[str]:
    cards = _list(page, engine).locator("[data-id]")
    return [card.get_attribute("data-id") or "" for card in cards.all()]


def _query(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def _wait_for_url(page: Page, name: str, value: str) -> None:
    page.wait_for_function(
        "([name, value]) => new URL(location).searchParams.getAll(name).includes(value)",
        arg=[name, value],
    )


def test_typing_a_query_shows_two_ranked_lists(visit: Visit) -> None:
    page = visit.open("/", ".nvk-lead")
    page.get_by_label("Search", exact=True).fill("jogging")
    page.keyboard.press("Enter")
    expect(_list(page, "neural")).to_have_attribute("data-ready", "10")
    first = _list(page, "neural").locator("[data-rank='1']")
    expect(first).to_contain_text("Runkeeper")
    expect(first).to_contain_text("Boston")
    expect(_list(page, "keyword")).to_contain_text("No document here contains “jogging”")
    _wait_for_url(page, "q", "jogging")


def test_screen_and_api_give_the_same_answer(visit: Visit) -> None:
    page = visit.open("/?q=bank%20notes&mode=neural&city=London&city=Dhaka")
    for mode, label in (("neural", "Neural"), ("keyword", "Full-text"), ("hybrid", "Hybrid")):
        page.get_by_role("radio", name=label).click()
        answer = httpx.get(
            f"{visit.url}/api/search",
            params={"q": "bank notes", "mode": mode, "city": ["London", "Dhaka"]},
        ).json()
        expect(_list(page, mode)).to_have_attribute("data-ready", str(len(answer["result"])))
        assert _ids(page, mode) == [hit["id"] for hit in answer["result"]]


def test_side_by_side_and_the_compare_api_say_the_same(visit: Visit) -> None:
    page = visit.open("/?q=wallet&k=20")
    answer = httpx.get(f"{visit.url}/api/compare", params={"q": "wallet", "k": 20}).json()
    assert _ids(page, "neural") == [hit["id"] for hit in answer["neural"]]
    assert _ids(page, "keyword") == [hit["id"] for hit in answer["keyword"]]
    expect(page.locator(".verdict")).to_have_text(answer["verdict"])


def test_matched_words_are_marked_in_every_form(visit: Visit) -> None:
    page = visit.open("/?q=notes&mode=keyword")
    marks = {mark.inner_text().lower() for mark in _list(page, "keyword").locator("mark").all()}
    assert marks and all(re.fullmatch(r"not(e|es|ed|ing)", mark) for mark in marks)


def test_find_similar_leaves_out_the_start_and_leads_back(visit: Visit) -> None:
    page = visit.open("/?q=wallet")
    start = _ids(page, "neural")[-1]
    _list(page, "neural").get_by_role("button", name="Find similar").last.click()
    banner = page.locator(".nvk-start")
    expect(banner).to_contain_text("Similar to")
    expect(banner).to_be_in_viewport()
    expect(page.get_by_label("Search", exact=True)).to_have_value("")
    _wait_for_url(page, "like", start)
    assert start not in _ids(page, "neural") + _ids(page, "keyword")
    page.get_by_role("button", name="Back to the search").click()
    expect(banner).to_have_count(0)
    expect(page.get_by_label("Search", exact=True)).to_have_value("wallet")
    expect(_list(page, "keyword")).to_have_attribute("data-ready", "10")


def test_back_and_forward_restore_what_was_shown(visit: Visit) -> None:
    page = visit.open("/?q=wallet")
    page.get_by_text("Hybrid", exact=True).click()
    expect(_list(page, "hybrid")).to_have_attribute("data-ready", "10")
    _wait_for_url(page, "mode", "hybrid")
    page.go_back()
    expect(_list(page, "keyword")).to_have_attribute("data-ready", "10")
    page.go_forward()
    expect(_list(page, "hybrid")).to_have_attribute("data-ready", "10")


def test_the_city_filter_applies_to_both_sides_and_is_in_the_url(visit: Visit) -> None:
    page = visit.open("/?q=money")
    page.get_by_role("combobox").first.click()
    page.get_by_role("option", name="London").click()
    _wait_for_url(page, "city", "London")
    expect(_list(page, "neural").locator("article").first).to_contain_text("London")
    for side in ("neural", "keyword"):
        for card in _list(page, side).locator("article").all():
            expect(card).to_contain_text("London")


@pytest.mark.parametrize(("typed", "city"), [("lon", "London"), ("ber", "Berlin")])
def test_enter_takes_the_one_city_that_begins_so_and_its_chip_takes_it_away(
    visit: Visit, typed: str, city: str
) -> None:
    page = visit.open("/?q=money")
    page.get_by_role("combobox", name="City").click()
    page.keyboard.type(typed)
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    _wait_for_url(page, "city", city)
    assert _query(page)["city"] == [city]
    page.get_by_role("button", name=f"City: {city}").click()
    page.wait_for_function("() => !new URL(location).searchParams.has('city')")
    expect(page.locator(".st-key-chosen")).to_have_count(0)
    expect(_list(page, "neural")).to_have_attribute("data-ready", "10")


def test_the_words_of_the_query_are_counted_within_the_filter(visit: Visit) -> None:
    page = visit.open("/?q=bitcoin+wallet&city=London")
    word = page.locator(".looked .word").first
    expect(word).to_contain_text(re.compile(r"bitcoin 0 of \d+"))
    expect(word).to_have_attribute("data-kind", "unknown")


def test_a_facet_filters_both_sides_the_explanations_and_the_neighbours(
    visit: Visit, jobs: str
) -> None:
    page = visit.open(f"/?q=garden&dataset={jobs}")
    expect(page.get_by_label("Search", exact=True)).to_have_attribute(
        "placeholder", "Search 12 jobs"
    )
    expect(page.get_by_role("combobox", name="City")).to_have_count(0)
    page.get_by_role("combobox", name="Work place").click()
    page.get_by_role("option", name="Remote (6)").click()
    page.keyboard.press("Escape")  # the list of values covers the rest
    _wait_for_url(page, "filter", "work_place:Remote")
    for side in ("neural", "keyword"):
        expect(_list(page, side)).to_have_attribute("data-ready", "6")
    with page.expect_request("**/api/explain") as asked:
        _list(page, "neural").get_by_role("button", name="Why").first.click()
    assert json.loads(asked.value.post_data or "")["filter"] == ["work_place:Remote"]
    expect(page.get_by_role("dialog").locator(".why-standing").first).to_contain_text("#1 of 6")
    page.keyboard.press("Escape")
    _list(page, "neural").get_by_role("button", name="Find similar").first.click()
    expect(page.locator(".nvk-start")).to_be_visible()
    # The address follows the screen: only then is there an entry to go back from.
    page.wait_for_function("() => new URL(location).searchParams.has('like')")
    assert _query(page)["filter"] == ["work_place:Remote"]
    page.go_back()
    page.wait_for_function("() => !new URL(location).searchParams.has('like')")
    page.go_back()
    page.wait_for_function("() => !new URL(location).searchParams.has('filter')")
    expect(_list(page, "neural")).to_have_attribute("data-ready", "10")


def test_a_pasted_description_is_searched_and_survives_a_reload(visit: Visit) -> None:
    page = visit.open("/", ".nvk-lead")
    page.get_by_role("button", name="Paste a description").click()
    text = "Sofas and beds, delivered by post. " * 200
    page.get_by_label("Description", exact=True).fill(text)
    page.get_by_role("button", name="Find similar", exact=True).click()
    expect(page.locator(".nvk-start")).to_contain_text("Similar to your text (6,999 characters)")
    expect(_list(page, "neural").locator("[data-rank='1']")).to_contain_text("Article")
    expect(_list(page, "neural")).to_contain_text("only the beginning")
    page.wait_for_function("() => new URL(location).searchParams.has('text')")
    page.reload()
    expect(page.locator(".nvk-start")).to_contain_text("Similar to your text (6,999 characters)")


def test_a_link_with_everything_in_it_opens_cold(visit: Visit) -> None:
    page = visit.open("/?q=電気自動車&mode=neural&city=São Paulo&city=Berlin&k=20")
    assert page.get_by_label("Search", exact=True).input_value() == "電気自動車"
    cities = {"São Paulo", "Berlin"}
    for card in _list(page, "neural").locator("article").all():
        assert any(city in card.inner_text() for city in cities)
    assert _query(page)["k"] == ["20"]


def test_unusable_parts_of_a_link_are_said(visit: Visit) -> None:
    page = visit.open("/?q=money&mode=psychic&k=13&dataset=nowhere&text=@@")
    said = page.locator(".nvk-notice").all_inner_texts()
    assert [
        any(word in line for line in said) for word in ("psychic", "13", "nowhere", "pasted")
    ] == [True] * 4


def test_the_docs_of_the_api_open_without_any_foreign_request(visit: Visit) -> None:
    page = visit.open("/api/docs", ".opblock-tag-section")
    expect(
        page.locator("#operations-default-get_search_search_get, .opblock").first
    ).to_be_visible()


class TestDark:
    @pytest.fixture
    def context_options(self) -> dict[str, object]:
        return {"viewport": {"width": 1400, "height": 900}, "color_scheme": "dark"}

    def test_cards_follow_the_dark_theme(self, visit: Visit) -> None:
        page = visit.open("/?q=wallet")
        expect(_list(page, "neural")).to_have_attribute("data-theme", "dark")

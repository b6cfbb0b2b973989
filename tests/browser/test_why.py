"""The panel that takes a result's scores apart, in a real browser."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, Route, expect

from tests.browser.conftest import Visit
from tests.browser.running import ingest
from tests.fakes import write_jsonl

pytestmark = pytest.mark.browser

_EXPLAIN = "**/api/explain"
_DESKTOP = {"viewport": {"width": 1400, "height": 900}}
_PHONE = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}


def _card(page: Page, side: str, rank: int) -> Locator:
    return page.locator(f'[data-testid="results-{side}"] article[data-rank="{rank}"]')


def _open(page: Page, side: str, rank: int) -> Locator:
    """The panel of a card, once it has its answer."""
    _card(page, side, rank).get_by_role("button", name="Why").click()
    panel = page.get_by_role("dialog")
    expect(panel.locator(".why-body")).to_have_attribute("data-state", "ready")
    return panel


def _side(panel: Locator, engine: str) -> Locator:
    return panel.locator(f'.why-side[data-engine="{engine}"]')


def _asked(visit: Visit, page: Page, side: str, rank: int, **query: Any) -> dict[str, Any]:
    """What the API answers for a card."""
    id_ = _card(page, side, rank).get_attribute("data-id") or ""
    answer = httpx.get(f"{visit.url}/api/explain", params={**query, "id": id_})
    return dict(answer.raise_for_status().json())


def _numbers(found: Locator) -> list[float]:
    return [float(text.replace("−", "-")) for text in found.all_inner_texts()]


_TWO_LISTS = ("/?q=bitcoin+wallet", '[data-testid="results-keyword"][data-ready="10"]')


@pytest.fixture
def page(standing: Visit) -> Iterator[Page]:
    page = standing.page if standing.page.url != "about:blank" else standing.open(*_TWO_LISTS)
    yield page
    page.unroute_all(behavior="ignoreErrors")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    standing.check()


class TestOpening:
    def test_the_button_opens_it_and_escape_leads_back(self, page: Page) -> None:
        panel = _open(page, "neural", 2)
        expect(panel.get_by_role("heading", level=2)).to_have_text("Why is Coins.ph here?")
        expect(panel.locator(".why-place")).to_contain_text("Neural #2")
        page.keyboard.press("Escape")
        expect(panel).to_be_hidden()
        expect(_card(page, "neural", 2).get_by_role("button", name="Why")).to_be_focused()

    def test_a_key_opens_it_and_the_close_button_leads_back(self, page: Page) -> None:
        _card(page, "keyword", 2).focus()
        page.keyboard.press("w")
        expect(page.get_by_role("dialog").locator(".why-place")).to_contain_text("Full-text #2")
        page.get_by_role("dialog").get_by_role("button", name="Close").click()
        expect(page.get_by_role("dialog")).to_be_hidden()
        expect(_card(page, "keyword", 2)).to_be_focused()

    def test_a_click_beside_it_closes_and_a_selection_that_ends_there_does_not(
        self, page: Page
    ) -> None:
        panel = _open(page, "neural", 1)
        box = panel.locator(".why-summary").bounding_box()
        assert box
        page.mouse.move(box["x"] + 20, box["y"] + 10)
        page.mouse.down()
        page.mouse.move(5, box["y"] + 10)
        page.mouse.up()
        expect(panel).to_be_visible()
        page.mouse.click(5, 5)
        expect(panel).to_be_hidden()

    def test_the_keys_of_the_page_rest_meanwhile(self, page: Page) -> None:
        panel = _open(page, "neural", 1)
        address = page.url
        panel.locator(".why-summary").click()
        for key in ("s", "/", "?", "ArrowDown", "w"):
            page.keyboard.press(key)
        expect(page.get_by_role("dialog")).to_have_count(1)
        expect(page.get_by_label("Search", exact=True)).not_to_be_focused()
        assert page.url == address

    def test_the_list_of_keys_has_it(self, page: Page) -> None:
        page.keyboard.press("?")
        expect(page.get_by_role("dialog")).to_contain_text("Why it is here")


class TestNumbers:
    @pytest.mark.parametrize(("side", "rank"), [("neural", 2), ("keyword", 1)])
    def test_they_are_those_of_the_api(
        self, standing: Visit, page: Page, side: str, rank: int
    ) -> None:
        answer = _asked(standing, page, side, rank, q="bitcoin wallet")
        panel = _open(page, side, rank)
        neural, keyword, hybrid = answer["neural"], answer["keyword"], answer["hybrid"]
        expect(panel.locator(".why-summary")).to_have_text(answer["summary"])
        expect(_side(panel, "neural").locator(".why-standing")).to_have_text(
            f"#{neural['rank']} of {neural['of']} · {neural['score']:.3f}"
        )
        expect(_side(panel, "keyword").locator(".why-standing")).to_have_text(
            f"#{keyword['rank']} of {keyword['of']} matches · {keyword['score']:.2f} points"
        )
        expect(_side(panel, "hybrid").locator(".why-standing")).to_have_text(
            f"#{hybrid['rank']} · {hybrid['score']:.4f}"
        )

    def test_each_side_adds_up_to_its_score(self, standing: Visit, page: Page) -> None:
        answer = _asked(standing, page, "keyword", 1, q="bitcoin wallet")
        panel = _open(page, "keyword", 1)
        for engine in ("neural", "keyword", "hybrid"):
            parts = _side(panel, engine).locator(".part .part-value")
            exact = [
                float((part.get_attribute("title") or "").replace("−", "-")) for part in parts.all()
            ]
            assert sum(exact) == pytest.approx(answer[engine]["score"], abs=1e-5)
            total = _side(panel, engine).locator(".total .part-value")
            decimals = {"neural": 3, "keyword": 2, "hybrid": 4}[engine]
            assert _numbers(total) == [round(answer[engine]["score"], decimals)]

    def test_each_bar_begins_where_the_last_one_ended(self, page: Page) -> None:
        panel = _open(page, "neural", 2)
        bars = [bar.bounding_box() for bar in _side(panel, "neural").locator(".part .stair").all()]
        boxes = [box for box in bars if box]
        assert len(boxes) == len(bars)
        for before, after in zip(boxes, boxes[1:], strict=False):
            assert after["x"] == pytest.approx(before["x"] + before["width"], abs=2)

    def test_a_word_is_as_tall_as_its_share(self, standing: Visit, page: Page) -> None:
        words = _asked(standing, page, "neural", 2, q="bitcoin wallet")["neural"]["words"]
        shown = _side(_open(page, "neural", 2), "neural").locator(".bar-text .bar-word")
        most = max(abs(word["share"]) for word in words)
        drawn = shown.evaluate_all(
            """words => words.map(word => [
              word.textContent, Number(word.style.getPropertyValue("--tall")),
              word.classList.contains("below")])"""
        )
        assert [text for text, *_ in drawn] == [word["text"] for word in words]
        for (_, tall, below), word in zip(drawn, words, strict=True):
            assert tall == pytest.approx(abs(word["share"]) / most, abs=1e-6)
            assert below == (word["share"] < 0)

    def test_the_tables_have_all_of_them(self, standing: Visit, page: Page) -> None:
        answer = _asked(standing, page, "keyword", 1, q="bitcoin wallet")
        panel = _open(page, "keyword", 1)
        panel.get_by_text("All numbers").click()
        shares = panel.get_by_label("Neural shares of words").locator("td:last-child")
        neural = answer["neural"]
        expected = [*(word["share"] for word in neural["words"]), neural["marks"], neural["score"]]
        assert _numbers(shares) == pytest.approx(expected, abs=1e-6)
        points = panel.get_by_label("Full-text points of words").locator("td:last-child")
        terms = [term["score"] for term in answer["keyword"]["terms"]]
        assert _numbers(points) == pytest.approx([*terms, sum(terms)], abs=1e-6)

    def test_the_link_leads_to_the_same_as_json(self, standing: Visit, page: Page) -> None:
        answer = _asked(standing, page, "neural", 2, q="bitcoin wallet")
        panel = _open(page, "neural", 2)
        panel.get_by_text("All numbers").click()
        link = panel.get_by_role("link", name="JSON").get_attribute("href") or ""
        assert httpx.get(standing.url + link).json() == answer


class TestMissing:
    def test_it_says_which_words_a_document_lacks_and_how_far_it_is_from_the_first_ones(
        self, visit: Visit
    ) -> None:
        page = visit.open("/?q=cheap+plane+tickets")
        side = _side(_open(page, "neural", 1), "keyword")
        expect(side.locator(".why-standing")).to_have_text("not found")
        expect(side).to_contain_text("This text contains no word of the query")
        for word in ("cheap", "plane", "tickets"):
            row = side.locator(".part", has_text=f"“{word}”")
            expect(row).to_contain_text("not in this text")
            expect(row.locator(".part-value")).to_have_text("0.00")
        expect(side.locator(".why-notes")).to_contain_text("enough for the top 10")
        page.keyboard.press("Escape")
        neural = _asked(visit, page, "keyword", 1, q="cheap plane tickets")["neural"]
        expect(_side(_open(page, "keyword", 1), "neural").locator(".why-notes")).to_have_text(
            f"#10 has {neural['cutoff']:.3f}, this one {neural['score']:.3f}."
        )

    def test_it_says_why_there_was_nothing_to_find(self, visit: Visit) -> None:
        page = visit.open("/?q=spotfy")
        side = _side(_open(page, "neural", 1), "keyword")
        expect(side).to_contain_text("No document contains any word of the query as it is spelled")
        page.keyboard.press("Escape")
        page.get_by_label("Search", exact=True).fill("?!")
        page.keyboard.press("Enter")
        page.wait_for_function("() => new URL(location).searchParams.get('q') === '?!'")
        side = _side(_open(page, "neural", 1), "keyword")
        expect(side).to_contain_text("The query has no words, so full-text finds nothing")


class TestTrouble:
    def test_it_is_said_and_can_be_tried_again(self, standing: Visit, page: Page) -> None:
        page.route(_EXPLAIN, lambda route: route.abort())
        _card(page, "neural", 1).get_by_role("button", name="Why").click()
        panel = page.get_by_role("dialog")
        expect(panel.get_by_role("alert")).to_contain_text("The app does not answer.")
        page.unroute(_EXPLAIN)
        panel.get_by_role("button", name="Try again").click()
        expect(panel.locator(".why-body")).to_have_attribute("data-state", "ready")
        assert any("ERR_FAILED" in text for text in standing.complaints)
        standing.complaints.clear()

    def test_the_answer_s_own_sentence_is_shown(self, standing: Visit, page: Page) -> None:
        answer = {"status": 503, "json": {"detail": "The index is on holiday."}}
        page.route(_EXPLAIN, lambda route: route.fulfill(**answer))
        _card(page, "neural", 1).get_by_role("button", name="Why").click()
        expect(page.get_by_role("alert")).to_contain_text("The index is on holiday.")
        standing.complaints.clear()

    def test_it_waits_calmly_and_a_later_opening_wins(self, standing: Visit, page: Page) -> None:
        waiting: list[Route] = []

        def hold(route: Route) -> None:
            waiting.append(route)

        page.route(_EXPLAIN, hold)
        _card(page, "neural", 1).get_by_role("button", name="Why").click()
        expect(
            page.get_by_role("status").filter(has_text="Taking the scores apart")
        ).to_be_visible()
        page.keyboard.press("Escape")
        page.unroute(_EXPLAIN)
        panel = _open(page, "neural", 2)
        expect(panel.get_by_role("heading", level=2)).to_have_text("Why is Coins.ph here?")
        expect(panel.locator(".why-summary")).to_contain_text("“Coins.ph” ranks #2")
        assert len(waiting) == 1
        standing.complaints.clear()

    def test_another_question_closes_it(self, visit: Visit) -> None:
        page = visit.open(*_TWO_LISTS)
        page.get_by_text("Hybrid", exact=True).click()
        expect(page.locator('[data-testid="results-hybrid"]')).to_have_attribute("data-ready", "10")
        page.get_by_label("Search", exact=True).fill("bank notes")
        page.keyboard.press("Enter")
        page.wait_for_function("() => new URL(location).searchParams.get('q') === 'bank notes'")
        panel = _open(page, "hybrid", 1)
        page.go_back()
        expect(panel).to_be_hidden()


def _changed(change: Callable[[dict[str, Any]], None]) -> Callable[[Route], None]:
    """The API's answer as if it were another one."""

    def fulfil(route: Route) -> None:
        answer = route.fetch().json()
        change(answer)
        route.fulfill(json=answer)

    return fulfil


class TestOtherAnswers:
    def test_a_model_that_is_not_additive(self, page: Page) -> None:
        def change(answer: dict[str, Any]) -> None:
            neural = answer["neural"]
            closest = neural["strongest"]
            neural.update(additive=False, problem="It cannot be split.", words=[], closest=closest)
            neural.update(marks=0, sentences=[], strongest=None, read=None)
            legend = "Underlined: the closest sentence."
            said = {"rows": [], "notes": ["It cannot be split."], "legend": legend, "formula": []}
            answer["breakdown"]["neural"].update(said)

        page.route(_EXPLAIN, _changed(change))
        side = _side(_open(page, "neural", 2), "neural")
        expect(side).to_contain_text("It cannot be split.")
        expect(side).to_contain_text("Underlined: the closest sentence.")
        expect(side.locator(".bar-best")).to_contain_text("Mobile wallet and crypto exchange")
        expect(side.locator(".parts")).to_have_count(0)

    def test_a_document_outside_of_the_lists(self, page: Page) -> None:
        def change(answer: dict[str, Any]) -> None:
            answer["hybrid"].update(parts=[], score=0)
            for engine, standing in standings.items():
                answer["breakdown"][engine]["standing"] = standing

        standings = {
            "neural": "not in this list · 0.123",
            "keyword": "not found",
            "hybrid": "not found",
        }
        page.route(_EXPLAIN, _changed(change))
        panel = _open(page, "neural", 2)
        for engine, standing in standings.items():
            expect(_side(panel, engine).locator(".why-standing")).to_have_text(standing)
        panel.get_by_text("All numbers").click()
        expect(panel.get_by_label("Hybrid parts")).to_have_count(0)


@pytest.fixture(scope="module")
def long_texts(data_dir: Path) -> str:
    """A dataset with a text that ends behind the model's window."""
    text = " ".join(f"Sofa {n} is sold beside bed {n}." for n in range(50)) + " Needle 😀."
    rows = [
        {"id": "1", "name": "👩‍👩‍👧‍👦 Long", "description": text},
        {"id": "2", "name": "متجر", "description": "يبيع needle الكتب"},
    ]
    ingest(data_dir, "file", str(write_jsonl(data_dir / "long.jsonl", rows)))
    return "long"


class TestTexts:
    def test_what_the_model_did_not_read_is_said(self, visit: Visit, long_texts: str) -> None:
        page = visit.open(f"/?q=needle+sofa&dataset={long_texts}&mode=keyword")
        panel = _open(page, "keyword", 1)
        unread = _side(panel, "neural").locator(".unread")
        expect(unread).to_contain_text("The model did not read this part")
        expect(unread).to_contain_text("bed 49. Needle 😀.")
        excerpt = _side(panel, "keyword").locator(".bar-text")
        expect(excerpt.locator(".bar-word", has_text="Needle")).to_have_count(1)
        assert set(excerpt.locator(".bar-word").all_inner_texts()) == {"Sofa", "Needle"}

    def test_words_in_another_direction(self, visit: Visit, long_texts: str) -> None:
        page = visit.open(f"/?q=needle&dataset={long_texts}&mode=neural")
        panel = _open(page, "neural", 1)
        text = _side(panel, "neural").locator(".bar-text p").last
        expect(text).to_have_text("يبيع needle الكتب")
        expect(text).to_have_css("direction", "rtl")
        expect(panel.locator(".why-summary")).to_have_css("direction", "ltr")


class _Screens:
    def test_nothing_sticks_out_and_nothing_is_hard_to_read(self, visit: Visit) -> None:
        page = visit.open("/?q=bitcoin+wallet")
        panel = _open(page, "neural", 2)
        panel.get_by_text("All numbers").click()
        assert panel.evaluate("dialog => dialog.scrollWidth - dialog.clientWidth") <= 0
        found = [
            f"{violation['id']}: {node['html'][:200]}"
            for violation in Axe().run(page).response["violations"]
            for node in violation["nodes"]
            if violation["impact"] in ("serious", "critical") or "why" in json.dumps(node["target"])
        ]
        assert found == []


class TestLight(_Screens):
    @pytest.fixture
    def context_options(self) -> dict[str, object]:
        return {**_DESKTOP, "color_scheme": "light"}


class TestDark(_Screens):
    @pytest.fixture
    def context_options(self) -> dict[str, object]:
        return {**_DESKTOP, "color_scheme": "dark"}


class TestPhone(_Screens):
    @pytest.fixture
    def context_options(self) -> dict[str, object]:
        return {**_PHONE, "color_scheme": "light"}

    def test_it_fills_the_screen_and_the_buttons_of_a_card_stay_on_one_line(
        self, visit: Visit
    ) -> None:
        page = visit.open("/?q=bitcoin+wallet")
        foot = _card(page, "neural", 1).locator(".foot")
        score, actions = (foot.locator(part).bounding_box() for part in (".measure", ".actions"))
        assert score and actions
        assert actions["y"] < score["y"] + score["height"] / 2 < actions["y"] + actions["height"]
        box = _open(page, "neural", 2).bounding_box()
        assert box == {"x": 0, "y": 0, "width": 390, "height": 844}

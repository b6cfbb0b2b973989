"""What is shown is downloaded, and is what the API exports, in a real browser."""

from pathlib import Path

import httpx
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Download, Page, expect

from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser

_READY = '[data-ready]:not([data-ready="0"])'


def _downloaded(page: Page, label: str) -> Download:
    """The file behind a label of the open control."""
    with page.expect_download() as found:
        page.get_by_role("button", name=label).click()
    return found.value


def _same(download: Download, url: str, **asked: object) -> bool:
    """Whether the file is, by name and byte for byte, what the API exports."""
    answer = httpx.get(f"{url}/api/export", params=asked)  # type: ignore[arg-type]
    assert answer.status_code == 200
    name = f'filename="{download.suggested_filename}"'
    assert answer.headers["content-disposition"].endswith(name)
    return Path(download.path()).read_bytes() == answer.content


def test_both_lists_are_downloaded_in_every_format(visit: Visit) -> None:
    page = visit.open("/?q=wallet&city=London&city=Dhaka&k=20", _READY)
    page.get_by_role("button", name="Export").click()
    asked = {"q": "wallet", "city": ["London", "Dhaka"], "k": 20}
    for label, wanted in {
        "CSV": {"format": "csv"},
        "JSON Lines": {"format": "jsonl"},
        "TREC run · Neural": {"format": "trec", "mode": "neural"},
        "TREC run · Full-text": {"format": "trec", "mode": "keyword"},
    }.items():
        download = _downloaded(page, label)
        assert _same(download, visit.url, **asked, **wanted), label


def test_a_hybrid_ranking_is_downloaded_as_weighted(visit: Visit) -> None:
    page = visit.open("/?q=wallet&mode=hybrid&weight=80", _READY)
    page.get_by_role("button", name="Export").click()
    expect(page.get_by_test_id("stDownloadButton")).to_have_count(3)
    hybrid = {"q": "wallet", "mode": "hybrid", "format": "jsonl"}
    assert _same(_downloaded(page, "JSON Lines"), visit.url, **hybrid, weight=0.8)
    page.keyboard.press("Escape")
    page.get_by_role("slider", name="Weight of neural").press("End")
    page.wait_for_function("() => new URL(location).searchParams.get('weight') === '100'")
    page.get_by_role("button", name="Export").click()
    assert _same(_downloaded(page, "JSON Lines"), visit.url, **hybrid, weight=1)


def test_the_neighbours_of_a_document_are_downloaded(visit: Visit) -> None:
    first = httpx.get(f"{visit.url}/api/search", params={"q": "bitcoin wallet"}).json()["result"][0]
    page = visit.open(f"/?like={first['id']}", _READY)
    page.get_by_role("button", name="Export").click()
    download = _downloaded(page, "CSV")
    assert download.suggested_filename == f"similar-to-{first['name'].lower()}-compare.csv"
    assert _same(download, visit.url, like=first["id"])


def test_hostile_documents_are_downloaded_as_they_are(visit: Visit) -> None:
    page = visit.open("/?dataset=hostile&q=needle&k=20&mode=keyword", _READY)
    page.get_by_role("button", name="Export").click()
    asked = {"q": "needle", "dataset": "hostile", "mode": "keyword", "k": 20}
    for label, name in {"CSV": "csv", "JSON Lines": "jsonl", "TREC run": "trec"}.items():
        assert _same(_downloaded(page, label), visit.url, **asked, format=name), label


def test_it_can_be_done_with_the_keyboard_alone(visit: Visit) -> None:
    page = visit.open("/?q=wallet", _READY)
    page.get_by_role("button", name="Paste a description").focus()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Export")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog", name="Export")).to_be_visible()
    with page.expect_download() as found:
        for label in ("CSV", "JSON Lines"):
            expect(page.get_by_role("button", name=label)).to_be_focused()
            page.keyboard.press("Tab")
        page.keyboard.press("Enter")
    assert found.value.suggested_filename == "wallet-neural.trec"
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog", name="Export")).to_be_hidden()
    expect(page.get_by_role("button", name="Export")).to_be_focused()


def test_there_is_nothing_to_export_before_there_is_an_answer(visit: Visit) -> None:
    page = visit.open("/", ".nvk-lead")
    expect(page.get_by_role("button", name="Export")).to_have_count(0)


class _Open:
    def test_the_open_control_is_accessible_and_in_sight(self, visit: Visit) -> None:
        page = visit.open("/?q=wallet", _READY)
        page.get_by_role("button", name="Export").click()
        for button in page.get_by_test_id("stDownloadButton").all():
            expect(button).to_be_in_viewport(ratio=1)
        page.mouse.move(0, 0)
        found = [
            f"{violation['id']}: {node['html'][:200]}"
            for violation in Axe().run(page).response["violations"]
            if violation["impact"] in ("serious", "critical")
            for node in violation["nodes"]
        ]
        assert found == []


class TestDark(_Open):
    @pytest.fixture
    def context_options(self) -> dict[str, object]:
        return {"viewport": {"width": 1400, "height": 900}, "color_scheme": "dark"}


class TestPhone(_Open):
    @pytest.fixture
    def context_options(self) -> dict[str, object]:
        return {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}

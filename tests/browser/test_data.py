"""The data screen in a real browser: a table of one's own, from the upload to a hit."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit
from tests.browser.running import app_process, ingest
from tests.fakes import COMPANIES, write_jsonl

pytestmark = pytest.mark.browser

TABLE = (
    "Firm;slogan;about;town;founded\n"
    "Oakery;We care;Handmade <b>tables</b> of $oak$.;Köln;1998\n"
    "Payo;We care;A wallet on the phone.;Dhaka;2011\n"
    ";;;Ulm;2000\n"
)
LIST = ".nvk-dataset"


@pytest.fixture(scope="module")
def own_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """An app of its own: what is done here changes its data."""
    data = tmp_path_factory.mktemp("own")
    ingest(data, "file", str(write_jsonl(data / "sample.jsonl", COMPANIES)))
    with app_process(data) as (url, _):
        yield url


@pytest.fixture
def own(tab: Visit, own_url: str) -> Visit:
    tab.serve(own_url)
    return tab


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "My firms.csv"
    path.write_text(TABLE, "cp1252")
    return path


def taken(own: Visit, table: Path) -> Page:
    """The screen with the table uploaded and shown."""
    page = own.open("/data", LIST)
    page.set_input_files("input[type=file]", table)
    expect(page.get_by_test_id("stDataFrame")).to_be_visible()
    expect(page.get_by_role("button", name="Index", exact=True)).to_be_visible()
    return page


def choose(page: Page, field: str, column: str) -> None:
    page.get_by_role("combobox", name=field).click()
    page.get_by_role("option", name=column, exact=True).click()


def serious(page: Page) -> list[str]:
    return [
        f"{violation['id']}: {node['html'][:200]}"
        for violation in Axe().run(page).response["violations"]
        if violation["impact"] in ("serious", "critical")
        for node in violation["nodes"]
    ]


def test_from_an_upload_to_a_hit(own: Visit, table: Path) -> None:
    page = taken(own, table)
    expect(page.get_by_text("“;” between fields")).to_be_visible()
    choose(page, "Name", "Firm")
    expect(page.get_by_text("Kept as extra: slogan, founded")).to_be_visible()
    page.get_by_role("button", name="Index", exact=True).click()
    ended = page.locator(".st-key-ended-my-firms")
    expect(ended.get_by_text("3 rows read: 2 indexed, 1 rejected.")).to_be_visible()
    with page.expect_download() as download:
        ended.get_by_role("button", name="Rejected rows").click()
    rejected = json.loads(Path(download.value.path()).read_text())
    assert (rejected["line"], rejected["row"]["town"]) == (4, "Ulm")
    ended.get_by_role("button", name="Compare").click()
    page.wait_for_url("**/?dataset=my-firms")
    expect(page.locator(".nvk-lead")).to_be_visible()
    search = page.get_by_label("Search", exact=True)
    search.fill("oak tables")
    search.press("Enter")
    expect(page.get_by_text("Handmade <b>tables</b> of $oak$.").first).to_be_visible()


def test_deleting_asks_first_and_goes_by_keyboard(own: Visit, table: Path) -> None:
    page = taken(own, table)
    # The name of an earlier test's dataset: replacing that one would need a tick.
    page.get_by_label("Name of the dataset").fill("doomed")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Index", exact=True).click()
    ended = page.locator(".st-key-ended-doomed")
    ended.get_by_role("button", name="Close").click()
    expect(ended).to_have_count(0)
    row = page.locator(".st-key-dataset-doomed")
    for answer, left in (("Cancel", 1), ("Delete", 0)):
        row.get_by_role("button", name="Delete").focus()
        page.keyboard.press("Enter")
        dialog = page.get_by_role("dialog")
        expect(dialog.get_by_text("“doomed” with 2 documents")).to_be_visible()
        dialog.get_by_role("button", name=answer).focus()
        page.keyboard.press("Enter")
        expect(dialog).to_have_count(0)
        expect(row).to_have_count(left)


class TestPhoneInTheDark:
    @pytest.fixture
    def context_options(self) -> dict[str, object]:
        return {
            "viewport": {"width": 390, "height": 844},
            "is_mobile": True,
            "has_touch": True,
            "color_scheme": "dark",
        }

    def test_everything_fits_and_can_be_read(self, own: Visit, table: Path) -> None:
        page = taken(own, table)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        assert serious(page) == []
        page.get_by_role("button", name="Choose another file").click()
        expect(page.get_by_test_id("stFileUploader")).to_be_visible()
        assert serious(page) == []


@pytest.mark.parametrize("header", ["X-Forwarded-For", "Forwarded", "X-Real-IP"])
def test_a_visitor_by_a_proxy_is_told_how_to_get_in(own: Visit, header: str) -> None:
    own.page.context.set_extra_http_headers({header: "192.0.2.1"})
    page = own.open("/data", ".nvk-text")
    expect(page.get_by_text("NVK_ADMIN_TOKEN")).to_be_visible()
    expect(page.locator(LIST)).to_have_count(0)

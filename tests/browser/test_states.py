"""What a person sees when things are not as usual, with real processes."""

import threading
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Route, expect

from tests.browser.conftest import Visit
from tests.browser.running import free_port, ingest, running_app
from tests.fakes import COMPANIES, write_jsonl

pytestmark = pytest.mark.browser

_LOGO = '<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"><path d="M0 0h8v8z"/></svg>'


_LOADED_AGAIN = """() => {
  const app = document.querySelector("[data-testid=stApp]");
  return !window.__before && app?.dataset.testConnectionState === "CONNECTED"
    && app.dataset.testScriptState === "notRunning";
}"""


def test_a_missing_dataset_is_said_and_shown_as_soon_as_it_is_there(
    tab: Visit, tmp_path: Path
) -> None:
    with running_app(tmp_path, ready=False) as url:
        tab.serve(url)
        page = tab.open("/?q=robots", ".nvk-trouble")
        expect(page.locator(".nvk-trouble")).to_contain_text("python -m ingest sample")
        ingest(
            tmp_path,
            "file",
            str(write_jsonl(tmp_path / "s.jsonl", COMPANIES)),
            "--dataset",
            "sample",
        )
        expect(page.locator('[data-testid="results-neural"]')).to_contain_text("Agro")
        page.goto("about:blank")  # or it would complain of the server that ends now


def test_a_link_opens_while_the_app_starts_and_a_restarted_one_is_found_again(
    tab: Visit, data_dir: Path
) -> None:
    port = free_port()
    with running_app(data_dir, port, ready=False) as url:
        tab.serve(url)
        page = tab.open("/?q=wallet", '[data-loading="true"], [data-ready]')
        expect(page.locator('[data-testid="results-keyword"][data-ready="10"]')).to_be_visible()
        page.evaluate("() => { window.__before = true; }")
    expect(page.get_by_role("alert")).to_contain_text("The app does not answer")
    expect(page.get_by_text("Streamlit")).to_have_count(0)
    with running_app(data_dir, port):
        page.wait_for_function(_LOADED_AGAIN)
        keyword = page.locator('[data-testid="results-keyword"]')
        expect(keyword).to_have_attribute("data-ready", "10")
        page.get_by_label("Search", exact=True).fill("bKash")
        page.keyboard.press("Enter")
        expect(keyword).to_have_attribute("data-ready", "1")
        page.goto("about:blank")
    tab.complaints.clear()  # the browser reports the connection it lost


def test_a_dataset_deleted_in_another_tab_leads_on_with_the_query(
    visit: Visit, data_dir: Path
) -> None:
    ingest(data_dir, "file", str(write_jsonl(data_dir / "brief.jsonl", COMPANIES)))
    page = visit.open("/?q=robots&dataset=brief")
    other = visit.page.context.new_page()
    other.goto(f"{visit.url}/data")
    other.locator(".st-key-delete-brief button").click()
    other.locator(".st-key-delete-surely button").click()
    expect(other.locator(".st-key-dataset-brief")).to_have_count(0)
    page.get_by_role("radio", name="Hybrid").click()
    expect(page.locator(".nvk-trouble")).to_contain_text("“brief”")
    expect(page.get_by_test_id("stException")).to_have_count(0)
    page.get_by_role("button", name="Open “sample”").click()
    expect(page.locator('[data-testid="results-hybrid"]')).to_have_attribute("data-ready", "10")
    expect(page.get_by_label("Search", exact=True)).to_have_value("robots")
    page.wait_for_function("() => !new URL(location).searchParams.has('dataset')")


def test_a_new_generation_is_served_without_a_failed_request(tmp_path: Path) -> None:
    rows = write_jsonl(tmp_path / "s.jsonl", COMPANIES[:2])
    ingest(tmp_path, "file", str(rows), "--dataset", "sample")
    with running_app(tmp_path) as url:
        stop, answers = threading.Event(), []

        def ask() -> None:
            with httpx.Client() as client:
                while not stop.is_set():
                    response = client.get(f"{url}/api/compare", params={"q": "robots chairs"})
                    answers.append((response.status_code, response.json()["total"]["neural"]))

        askers = [threading.Thread(target=ask) for _ in range(2)]
        for asker in askers:
            asker.start()
        write_jsonl(rows, COMPANIES)
        ingest(tmp_path, "file", str(rows), "--dataset", "sample")
        after = httpx.get(f"{url}/api/health").json()["documents"]
        stop.set()
        for asker in askers:
            asker.join()
    assert after == len(COMPANIES)
    assert {status for status, _ in answers} == {200}
    assert {2} <= {total for _, total in answers} <= {2, len(COMPANIES)}


def test_logos_come_late_without_a_referrer_or_not_at_all(visit: Visit, data_dir: Path) -> None:
    logo = "http://127.0.0.1:9/logo.png"
    rows = [{"name": f"Firm {n}", "description": "robots", "images": logo} for n in range(3)]
    ingest(data_dir, "file", str(write_jsonl(data_dir / "logos.jsonl", rows)))
    asked: list[dict[str, str]] = []

    def answer(route: Route) -> None:
        asked.append(route.request.headers)
        route.fulfill(content_type="image/svg+xml", body=_LOGO)

    visit.page.route(logo, answer)
    page = visit.open("/?q=robots&dataset=logos")
    image = page.locator("article img").first
    expect(image).to_be_visible()
    assert image.get_attribute("loading") == "lazy"
    assert asked and all("referer" not in headers for headers in asked)
    page.get_by_text("Load logos from their sites").click()
    expect(page.locator("article img")).to_have_count(0)

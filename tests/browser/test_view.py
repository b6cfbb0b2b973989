"""The view as a whole: terminal and screen agree, nothing moves, the weight is kept."""

import json
import os
import subprocess
import sys
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.running import ROOT

pytestmark = pytest.mark.browser


def test_the_terminal_answers_while_the_app_runs(app_url: str, data_dir: Path) -> None:
    run = subprocess.run(
        [sys.executable, "-m", "search", "wallet", "--json"],
        cwd=ROOT,
        env={**os.environ, "NVK_DATA_DIR": str(data_dir)},
        capture_output=True,
        text=True,
        check=True,
    )
    api = httpx.get(f"{app_url}/api/compare", params={"q": "wallet"}).json()
    for side in ("neural", "keyword"):
        terminal = [hit["id"] for hit in json.loads(run.stdout)[side]]
        assert terminal == [hit["id"] for hit in api[side]]


@pytest.mark.parametrize("mode", ["compare", "hybrid"])
def test_nothing_moves_after_the_first_paint(visit: Visit, mode: str) -> None:
    visit.page.add_init_script(
        """window.__shift = 0;
        new PerformanceObserver(list => {
          for (const entry of list.getEntries()) {
            if (!entry.hadRecentInput && window.__painted) window.__shift += entry.value;
          }
        }).observe({ type: "layout-shift", buffered: true });"""
    )
    page = visit.open(f"/?q=wallet&mode={mode}" if mode != "compare" else "/?q=wallet")
    page.evaluate("() => { window.__painted = true; }")
    page.wait_for_load_state("networkidle")
    assert page.evaluate("() => window.__shift") < 0.01


def test_the_hybrid_weight_is_kept_in_the_url_and_ranks_again(visit: Visit) -> None:
    page = visit.open("/?q=wallet&mode=hybrid&weight=0")
    full_text = [c.get_attribute("data-id") for c in page.locator("article[data-id]").all()]
    answer = httpx.get(f"{visit.url}/api/search", params={"q": "wallet", "mode": "keyword"}).json()
    assert full_text == [hit["id"] for hit in answer["result"]]
    page.get_by_role("slider", name="Weight of neural").press("End")
    page.wait_for_function("() => new URL(location).searchParams.get('weight') === '100'")
    neural = httpx.get(f"{visit.url}/api/search", params={"q": "wallet"}).json()["result"]
    expect(page.locator("article[data-rank='1']")).to_have_attribute("data-id", neural[0]["id"])


def test_printed_there_is_the_answer_and_no_controls(visit: Visit) -> None:
    page = visit.open("/?q=wallet")
    page.emulate_media(media="print")
    expect(page.get_by_test_id("stSidebar")).to_be_hidden()
    expect(page.get_by_role("button", name="Copy link")).to_be_hidden()
    expect(page.locator(".verdict")).to_be_visible()
    expect(page.locator('[data-testid="results-keyword"] article').last).to_be_visible()

"""From Enter to both lists painted, on the bundled sample in headless Chromium."""

from collections.abc import Iterator
from pathlib import Path

import httpx
from playwright.sync_api import Page, sync_playwright

from benchmarks.timing import Result, result_of
from tests.browser.chromium import system_chromium
from tests.browser.running import ingest, running_app

SIZES = (10, 50)
_ROUNDS = 25
_WORDS = ("robots", "bank", "energy", "music", "drones", "learning", "water", "phones", "health")

_WATCH = """([neural, keyword]) => {
  const ids = side => {
    const roots = [...document.querySelectorAll("*")].map(e => e.shadowRoot).filter(Boolean);
    const cards = `[data-testid=results-${side}] article[data-id]`;
    return roots.flatMap(root => [...root.querySelectorAll(cards)]).map(c => c.dataset.id).join();
  };
  const lit = () => [...document.querySelectorAll("*")].some(e =>
    e.shadowRoot?.querySelector("[data-testid=results-neural][data-lit]"));
  const wait = painted => requestAnimationFrame(now => {
    if (lit()) window.__lit = now - painted; else wait(painted);
  });
  window.__painted = window.__lit = null;
  const entered = event => { window.__entered = event.timeStamp; };
  addEventListener("keydown", entered, { once: true, capture: true });
  const look = () => {
    if (window.__entered && ids("neural") === neural && ids("keyword") === keyword) {
      // After the next frame the change is on the screen.
      requestAnimationFrame(() => requestAnimationFrame(now => {
        window.__painted = now - window.__entered;
        wait(now);
      }));
    } else requestAnimationFrame(look);
  };
  window.__entered = null;
  look();
}"""


def paint(data_dir: Path) -> list[Result]:
    """Median and spread for 10 and 50 results per side; every query is new to the app."""
    ingest(data_dir, "sample")
    with running_app(data_dir) as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=system_chromium(),
            args=["--no-sandbox", "--disable-gpu", "--disable-quic"],
        )
        page = browser.new_page(viewport={"width": 1400, "height": 900})
        results = [result for k in SIZES for result in _size(page, url, k)]
        browser.close()
    return results


def _size(page: Page, url: str, k: int) -> Iterator[Result]:
    page.goto(f"{url}/?q=wallet&k={k}")
    page.wait_for_selector(f'[data-testid="results-neural"][data-ready="{k}"]')
    times = [_once(page, url, k, number) for number in range(_ROUNDS)]
    painted, lit = zip(*times, strict=True)
    yield result_of(f"Enter → both lists painted, {k} per side", painted)
    yield result_of(f"painted → the words of {k} neural cards lit", lit)


def _once(page: Page, url: str, k: int, number: int) -> tuple[float, float]:
    # What to wait for is asked with other spaces, so that the app has not seen this very text.
    query = f"{_WORDS[number % len(_WORDS)]} for {_WORDS[number // 3 % len(_WORDS)]} {number}"
    answer = httpx.get(f"{url}/api/compare", params={"q": query.replace(" ", "  "), "k": k}).json()
    expected = [",".join(hit["id"] for hit in answer[side]) for side in ("neural", "keyword")]
    page.get_by_label("Search", exact=True).fill(query)
    page.evaluate(_WATCH, expected)
    page.keyboard.press("Enter")
    page.wait_for_function("() => window.__lit !== null")
    painted, lit = page.evaluate("() => [window.__painted, window.__lit]")
    return float(painted), float(lit)

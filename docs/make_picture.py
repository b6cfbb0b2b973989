"""Makes docs/compare.png, the README's picture: ``make picture`` while the app is running."""

import os
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.browser.chromium import system_chromium

_URL = f"http://127.0.0.1:{os.environ.get('PORT', '8501')}"
_VIEW = "/?q=money%20sent%20home%20from%20abroad"


def main() -> None:
    """One picture: light, 1400 × 900, at double resolution."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=system_chromium(), args=["--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_page(viewport={"width": 1400, "height": 900}, device_scale_factor=1.5)
        page.goto(_URL + _VIEW)
        page.wait_for_selector('[data-testid="results-keyword"][data-ready]')
        page.wait_for_selector('[data-testid="stStatusWidget"]', state="detached")
        page.wait_for_selector(".reading[data-read]")
        page.screenshot(path=Path(__file__).parent / "compare.png", animations="disabled")
        browser.close()


if __name__ == "__main__":
    main()

"""The real app in its own process, and a real browser that finds no other host.

Each test worker has one app and one browser; files are not split between workers.
"""

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Request,
    expect,
    sync_playwright,
)

from tests.browser.chromium import system_chromium
from tests.browser.hostile import HOSTILE
from tests.browser.running import ingest, running_app
from tests.fakes import write_jsonl

_PATIENCE = 30_000
"""Milliseconds; a busy machine needs long to load a model."""
_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]
_IS_SHOWN = """selector => [document, ...[...document.querySelectorAll("*")].map(e => e.shadowRoot)]
  .filter(Boolean).some(root => root.querySelector(selector)?.getClientRects().length)"""
_LOCAL = re.compile(r"(http|ws)://127\.0\.0\.1:|data:|blob:|about:|chrome")


expect.set_options(timeout=_PATIENCE)


@pytest.fixture(scope="session")
def data_dir(sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample and a dataset of hostile texts."""
    data = tmp_path_factory.mktemp("data")
    shutil.copytree(sample, data, dirs_exist_ok=True)
    hostile = str(write_jsonl(data / "hostile.jsonl", HOSTILE))
    ingest(data, "file", hostile, "--filter-column", "extra column")
    return data


@pytest.fixture(scope="session")
def app_url(data_dir: Path) -> Iterator[str]:
    """The address of ``python app.py`` on a free port, ready to answer."""
    with running_app(data_dir) as url:
        yield url


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=system_chromium(), args=_FLAGS)
        yield browser
        browser.close()


class Contexts:
    """One browser context for each set of options: its cache keeps the app's own files.

    ``purpose`` sets one apart from those of the same options.
    """

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._made: dict[str, BrowserContext] = {}

    def get(self, options: dict[str, Any], purpose: str = "") -> BrowserContext:
        """As new, but for that cache."""
        key = f"{sorted(options.items())} {purpose}"
        if key not in self._made:
            self._made[key] = self._browser.new_context(**options)
            self._made[key].set_default_timeout(20_000)
        return self._made[key]


@pytest.fixture(scope="session")
def contexts(browser: Browser) -> Contexts:
    return Contexts(browser)


@dataclass
class Visit:
    """A page, what it complained about, and which foreign addresses it asked for."""

    page: Page
    url: str = ""
    complaints: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)

    @classmethod
    def on(cls, context: BrowserContext, url: str = "") -> "Visit":
        """A new page that is listened to."""
        visit = cls(context.new_page(), url)
        visit.page.on("console", visit._listen)
        visit.page.on("pageerror", lambda error: visit.complaints.append(str(error)))
        visit.page.on("requestfailed", visit._failed)
        return visit

    def _listen(self, message: ConsoleMessage) -> None:
        # Streamlit asks for its own base path below a screen's address first: not there, a 404.
        if message.type == "error" and "/_stcore/" not in message.location["url"]:
            self.complaints.append(message.text)

    def _failed(self, request: Request) -> None:
        if not _LOCAL.match(request.url):
            self.foreign.append(request.url)

    def serve(self, url: str) -> None:
        """Visits another app from now on."""
        self.url = url

    def open(self, path: str, ready: str = "[data-ready]") -> Page:
        """Goes to a path of the app and waits until ``ready`` is there."""
        self.page.goto(self.url + path, wait_until="commit")
        # Looking at each frame: Playwright's own way looks only twice a second.
        self.page.wait_for_function(_IS_SHOWN, arg=ready, polling="raf")
        return self.page

    def check(self) -> None:
        """Fails for foreign requests and console errors."""
        assert self.foreign == []
        assert self.complaints == []


@pytest.fixture
def context_options() -> dict[str, Any]:
    """Overridden by tests of phones and the dark."""
    return {"viewport": {"width": 1400, "height": 900}}


@pytest.fixture
def tab(contexts: Contexts, context_options: dict[str, Any]) -> Iterator[Visit]:
    """A page without a past; fails the test for foreign requests and console errors."""
    context = contexts.get(context_options)
    tab = Visit.on(context)
    yield tab
    storage = {"origin": tab.url, "storageTypes": "local_storage"}
    context.new_cdp_session(tab.page).send("Storage.clearDataForOrigin", storage)
    for page in context.pages:
        page.close()
    context.clear_cookies()
    context.clear_permissions()
    context.unroute_all()
    context.set_extra_http_headers({})
    tab.check()


@pytest.fixture
def visit(tab: Visit, app_url: str) -> Visit:
    """A tab on the app that all tests share."""
    tab.serve(app_url)
    return tab


@pytest.fixture(scope="module")
def standing(contexts: Contexts, app_url: str) -> Iterator[Visit]:
    """A page that a module's tests may share, each leaving it as it was: loading one takes long."""
    visit = Visit.on(
        contexts.get({"viewport": {"width": 1400, "height": 900}}, "standing"), app_url
    )
    yield visit
    visit.page.close()
    visit.check()

"""The real app in its own process, and a real browser that cannot leave the machine.

Each test worker has one app and one browser; files are not split between workers.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Route,
    expect,
    sync_playwright,
)

from tests.browser.chromium import system_chromium
from tests.browser.hostile import HOSTILE
from tests.browser.running import ingest, running_app
from tests.fakes import write_jsonl

_PATIENCE = 30_000
"""Milliseconds; a busy machine needs long to load a model."""
_FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic"]


expect.set_options(timeout=_PATIENCE)


@pytest.fixture(scope="session")
def data_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample and a dataset of hostile texts, built by the real commands."""
    data = tmp_path_factory.mktemp("data")
    ingest(data, "sample")
    ingest(data, "file", str(write_jsonl(data / "hostile.jsonl", HOSTILE)))
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


@dataclass
class Visit:
    """A page, what it complained about, and which foreign addresses it asked for."""

    page: Page
    url: str = ""
    complaints: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)

    def serve(self, url: str) -> None:
        """Visits another app from now on."""
        self.url = url

    def open(self, path: str, ready: str = "[data-ready]") -> Page:
        """Goes to a path of the app and waits until ``ready`` is there."""
        self.page.goto(self.url + path)
        self.page.wait_for_selector(ready)
        return self.page


@pytest.fixture
def context_options() -> dict[str, object]:
    """Overridden by tests of phones and the dark."""
    return {"viewport": {"width": 1400, "height": 900}}


@pytest.fixture
def tab(browser: Browser, context_options: dict[str, object]) -> Iterator[Visit]:
    """A fresh browser context; fails the test for foreign requests and console errors."""
    context: BrowserContext = browser.new_context(**context_options)
    context.set_default_timeout(20_000)
    tab = Visit(context.new_page())

    def guard(route: Route) -> None:
        if re.match(r"(http|ws)://127\.0\.0\.1:|data:|blob:", route.request.url):
            route.continue_()
        else:
            tab.foreign.append(route.request.url)
            route.abort()

    def listen(message: ConsoleMessage) -> None:
        # Streamlit asks for its own base path below a screen's address first: not there, a 404.
        if message.type == "error" and "/_stcore/" not in message.location["url"]:
            tab.complaints.append(message.text)

    context.route("**/*", guard)
    tab.page.on("console", listen)
    tab.page.on("pageerror", lambda error: tab.complaints.append(str(error)))
    yield tab
    context.close()
    assert tab.foreign == []
    assert tab.complaints == []


@pytest.fixture
def visit(tab: Visit, app_url: str) -> Visit:
    """A tab on the app that all tests share."""
    tab.serve(app_url)
    return tab

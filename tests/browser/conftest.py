"""The real app in its own process, and a real browser that cannot leave the machine."""

import os
import re
import selectors
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, sync_playwright

from tests.browser.chromium import system_chromium
from tests.browser.hostile import HOSTILE
from tests.fakes import write_jsonl

ROOT = Path(__file__).parents[2]
_FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """One worker runs all browser tests, so that there is one app and one browser."""
    for item in items:
        if "browser" in item.path.parts:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.xdist_group("browser"))


@pytest.fixture(scope="session")
def data_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample and a dataset of hostile texts, built by the real commands."""
    data = tmp_path_factory.mktemp("data")
    hostile = write_jsonl(data / "hostile.jsonl", HOSTILE)
    for arguments in (["sample"], ["file", str(hostile)]):
        subprocess.run(
            [sys.executable, "-m", "ingest", *arguments],
            cwd=ROOT,
            env={**os.environ, "NVK_DATA_DIR": str(data)},
            check=True,
            capture_output=True,
        )
    return data


@pytest.fixture(scope="session")
def app_url(data_dir: Path) -> Iterator[str]:
    """The address of ``python app.py`` on a free port, ready to answer."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "app.py"],
        cwd=ROOT,
        env={**os.environ, "NVK_DATA_DIR": str(data_dir), "PORT": str(port)},
        stdout=subprocess.PIPE,
        text=True,
    )
    url = f"http://127.0.0.1:{port}"
    try:
        _wait_until_ready(process, url)
        yield url
    finally:
        process.terminate()
        process.communicate(timeout=20)


def _wait_until_ready(process: "subprocess.Popen[str]", url: str) -> None:
    """Asks for the app's health until it is good; connecting waits for the port to open."""
    transport = httpx.HTTPTransport(retries=10)
    with (
        httpx.Client(transport=transport, timeout=5) as client,
        selectors.DefaultSelector() as tick,
    ):
        for _ in range(600):
            assert process.poll() is None, "the app ended while starting"
            try:
                if client.get(f"{url}/api/health").status_code == 200:
                    return
            except httpx.TransportError:
                pass
            tick.select(0.1)
    raise AssertionError("the app was not ready in a minute")


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
    url: str
    complaints: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)

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
def visit(browser: Browser, app_url: str, context_options: dict[str, object]) -> Iterator[Visit]:
    """A fresh browser context; fails the test for foreign requests and console errors."""
    context: BrowserContext = browser.new_context(**context_options)
    context.set_default_timeout(20_000)
    visit = Visit(context.new_page(), app_url)
    local = re.compile(
        rf"^({re.escape(app_url)}|{re.escape(app_url.replace('http', 'ws'))}|data:|blob:)"
    )

    def guard(route: Route) -> None:
        if local.match(route.request.url):
            route.continue_()
        else:
            visit.foreign.append(route.request.url)
            route.abort()

    context.route("**/*", guard)
    visit.page.on(
        "console",
        lambda message: visit.complaints.append(message.text) if message.type == "error" else None,
    )
    visit.page.on("pageerror", lambda error: visit.complaints.append(str(error)))
    yield visit
    context.close()
    assert visit.foreign == []
    assert visit.complaints == []

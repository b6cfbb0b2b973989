"""No serious finding of axe-core on any screen, in light and dark, wide and narrow."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, ViewportSize

from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser

SCREENS = {
    "first visit": ("/", ".nvk-lead"),
    "two lists": ("/?q=wallet", "[data-ready]"),
    "one side empty": ("/?q=jogging", "[data-ready]"),
    "hybrid": ("/?q=wallet&mode=hybrid", "[data-ready]"),
    "trouble": ("/?like=nothing", ".nvk-trouble"),
    "evaluate": ("/evaluate", ".nvk-queries"),
    "data": ("/data", ".nvk-dataset"),
    "how it works": ("/about", ".nvk-table"),
}
_DESKTOP: ViewportSize = {"width": 1400, "height": 900}
_PHONE: ViewportSize = {"width": 390, "height": 844}
_BACKGROUND = (
    "() => getComputedStyle(document.querySelector('[data-testid=stApp]')).backgroundColor"
)


def _serious(page: Page) -> list[str]:
    return [
        f"{violation['id']}: {node['html'][:200]}"
        for violation in Axe().run(page).response["violations"]
        if violation["impact"] in ("serious", "critical")
        for node in violation["nodes"]
    ]


def _check(page: Page) -> None:
    """In both colour schemes, each as wide as a desktop and as a phone."""
    light = page.evaluate(_BACKGROUND)
    for scheme in ("light", "dark"):
        if scheme == "dark":
            page.emulate_media(color_scheme="dark")
            page.wait_for_function(f"was => ({_BACKGROUND})() !== was", arg=light)
        for size in (_DESKTOP, _PHONE):
            page.set_viewport_size(size)
            assert _serious(page) == [], (scheme, size)


@pytest.fixture
def context_options() -> dict[str, object]:
    return {"viewport": _DESKTOP, "color_scheme": "light"}


@pytest.mark.parametrize("screen", SCREENS)
def test_nothing_serious(visit: Visit, screen: str) -> None:
    _check(visit.open(*SCREENS[screen]))


def test_nothing_serious_in_the_rank_chart(visit: Visit) -> None:
    page = visit.open("/?q=wallet")
    page.get_by_role("button", name="Rank chart").click()
    page.locator(".place").first.focus()  # the others step back
    _check(page)

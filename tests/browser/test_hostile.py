"""Nothing that data or users write becomes markup, in a real browser."""

from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit
from tests.browser.hostile import HOSTILE, TEXTS

pytestmark = pytest.mark.browser

_INERT = """() => {
  const within = root => [...root.querySelectorAll("*")];
  const shadows = within(document).map(e => e.shadowRoot).filter(Boolean);
  const all = [document, ...shadows].flatMap(within);
  const inMain = e => e.getRootNode() instanceof ShadowRoot
    || e.closest("[data-testid=stMain],[data-testid=stSidebar]");
  const isMark = e => e.dataset.testid === "stSidebarLogo";
  return {
    attacked: window.__attacked ?? 0,
    handlers: all.filter(e => [...e.attributes].some(a => a.name.startsWith("on"))).length,
    scripts: all.filter(e => inMain(e) && e.localName === "script").length,
    unsafeLinks: all.filter(e => /^\\s*javascript:/i.test(e.getAttribute("href") ?? "")).length,
    images: all.filter(e => inMain(e) && e.localName === "img" && !isMark(e)).length,
    formulas: all.filter(e => e.classList.contains("katex")).length,
    headings: all.filter(e => e.getRootNode() instanceof ShadowRoot && e.localName === "b").length,
  };
}"""
_NOTHING = {
    "attacked": 0,
    "handlers": 0,
    "scripts": 0,
    "unsafeLinks": 0,
    "images": 0,
    "formulas": 0,
    "headings": 0,
}


def _all_shown(page: Page, side: str) -> str:
    """The displayed text of a list, once it has all hostile documents."""
    listing = page.locator(f'[data-testid="results-{side}"]')
    expect(listing).to_have_attribute("data-ready", str(len(HOSTILE)))
    return listing.inner_text()


def test_every_hostile_text_is_shown_as_it_is(visit: Visit) -> None:
    page = visit.open("/?dataset=hostile&q=needle&k=20")
    for side in ("neural", "keyword"):
        shown = _all_shown(page, side)
        for kind in "script image svg markdown latex directive entities template".split():
            assert TEXTS[kind] in shown, (side, kind)
    assert page.evaluate(_INERT) == _NOTHING


def test_a_hostile_query_city_and_start_document_are_inert(visit: Visit) -> None:
    page = visit.open("/?dataset=hostile&q=needle")
    _all_shown_button = page.locator('[data-testid="results-keyword"]').get_by_role("button")
    for text in (TEXTS["image"], TEXTS["markdown"], TEXTS["latex"], TEXTS["directive"]):
        page.get_by_label("Search", exact=True).fill(f"needle {text}")
        page.keyboard.press("Enter")
        page.wait_for_function(
            "want => new URL(location).searchParams.get('q') === want", arg=f"needle {text}"
        )
        assert page.evaluate(_INERT) == _NOTHING
    _all_shown_button.filter(has_text="Find similar").first.click()
    page.wait_for_selector(".nvk-start")
    assert page.evaluate(_INERT) == _NOTHING


def test_the_parts_of_every_hostile_text_are_inert(visit: Visit) -> None:
    page = visit.open(f"/?dataset=hostile&q=needle {quote(TEXTS['image'])}&k=20")
    _all_shown(page, "neural")
    cards = page.locator('[data-testid="results-neural"] article')
    for kind in TEXTS:
        name = f"Name {TEXTS[kind]}".replace("\x00", "").replace("\x07", "")
        cards.filter(has_text=name).first.get_by_role("button", name="Why").click()
        body = page.locator("dialog[open] .why-body")
        expect(body).to_have_attribute("data-state", "ready")
        expect(page.locator("dialog[open] .bar-name").first).to_have_text(name)
        body.get_by_text("All numbers").click()
        assert page.evaluate(_INERT) == _NOTHING
        page.keyboard.press("Escape")


def test_hostile_values_of_filters_are_inert_in_the_sidebar(visit: Visit) -> None:
    page = visit.open("/?dataset=hostile&q=needle")
    for label in ("City", "Extra column"):
        page.get_by_role("combobox", name=label).click()
        for kind in ("image", "markdown", "latex", "directive"):
            expect(page.get_by_role("option").filter(has_text=TEXTS[kind])).to_be_visible()
        assert page.evaluate(_INERT) == _NOTHING
        page.keyboard.press("Escape")
    page.get_by_role("combobox", name="Extra column").click()
    page.get_by_role("option").filter(has_text=TEXTS["markdown"]).click()
    expect(page.locator('[data-testid="results-keyword"]')).to_have_attribute("data-ready", "1")
    assert page.evaluate(_INERT) == _NOTHING


def test_hostile_url_parameters_are_inert(visit: Visit) -> None:
    attack = "%3Cimg%20src%3Dx%20onerror%3Dwindow.__attacked%3D1%3E"
    page = visit.open(
        f"/?q={attack}&dataset={attack}&mode={attack}&k={attack}&city={attack}&filter={attack}"
        f"&filter=x:{attack}&text=%40"
    )
    page.wait_for_selector(".nvk-notice")
    assert page.evaluate(_INERT) == _NOTHING


_UNSAFE = """
const { get } = Object.getOwnPropertyDescriptor(Node.prototype, "textContent");
const html = text => document.createRange().createContextualFragment(text);
const unsafeText = { get, set(text) { this.innerHTML = text; } };
Object.defineProperty(Element.prototype, "textContent", unsafeText);
for (const method of ["append", "prepend", "replaceChildren", "replaceWith"]) {
  const safe = Element.prototype[method];
  Element.prototype[method] = function (...nodes) {
    safe.apply(this, nodes.map(node => (typeof node === "string" ? html(node) : node)));
  };
}
document.createTextNode = html;
"""


def test_the_checks_fail_when_rendering_is_made_unsafe(visit: Visit) -> None:
    """With every way of writing text turned into markup, the same cards do attack."""
    visit.page.add_init_script(_UNSAFE)
    page = visit.open("/?dataset=hostile&q=needle&k=20")
    page.wait_for_function("() => window.__attacked > 0")
    found = page.evaluate(_INERT)
    assert found["attacked"] and found["handlers"]
    visit.complaints.clear()
    visit.foreign.clear()

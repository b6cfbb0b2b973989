"""Nothing overlaps, sticks out or is cut off, on any screen, in any state, at any width."""

from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Visit
from tests.browser.hostile import TEXTS

pytestmark = pytest.mark.browser

WIDTHS = (320, 390, 640, 700, 768, 1024, 1280, 1400, 2000)
"""Pixels; 700 is what a window of 1,400 has when the browser enlarges it to 200 %."""
_MISFITS = Path(__file__).with_name("fits.js").read_text()
_SETTLED = f"""async width => {{
  const frame = () => new Promise(requestAnimationFrame);
  const misfits = {_MISFITS};
  let found = [];
  for (let tries = 0; tries < 20; tries++) {{
    await frame(), await frame();
    found = innerWidth === width ? misfits() : ["the window is not as wide as it was made"];
    if (!found.length) break;
  }}
  return found;
}}"""
"""Looks after two frames, and again while something does not fit: scripts follow the window."""

_DRAWN = """() => !document.querySelector("[data-testid=stSkeleton]")
  && document.querySelector("[data-test-script-state=notRunning]")"""
"""Streamlit fetches the code of some widgets when one of them is first needed."""

_BOTH = '[data-testid="results-keyword"][data-ready]'
_RTL = quote("محفظة رقمية للهاتف المحمول")
STATES = {
    "first visit": ("/", ".nvk-lead"),
    "side by side": ("/?q=bitcoin+wallet", _BOTH),
    "hybrid beside": ("/?q=bitcoin+wallet&beside=hybrid", '[data-testid="results-hybrid"]'),
    "long words": (f"/?dataset=hostile&k=20&q=needle+{TEXTS['long'][:200]}", _BOTH),
    "right to left, one side empty": (f"/?dataset=hostile&k=20&q={_RTL}", _BOTH),
    "queries": ("/queries", "textarea"),
    "evaluate": ("/evaluate", ".nvk-queries"),
    "data": ("/data", ".nvk-dataset"),
    "how it works": ("/about", ".nvk-table"),
}


def _misfits(page: Page, widths: tuple[int, ...] = WIDTHS) -> list[str]:
    """One line for each thing that does not fit, with the width."""
    found = []
    for width in widths:
        page.set_viewport_size({"width": width, "height": 900})
        found += [f"{width}: {what}" for what in page.evaluate(_SETTLED, width)]
    return found


def _drawn(page: Page) -> Page:
    """With all widgets in it, which change their places at once from now on."""
    page.wait_for_function(_DRAWN, polling="raf")
    page.add_style_tag(content="* { transition: none !important }")
    return page


@pytest.mark.parametrize("state", STATES)
def test_everything_fits(standing: Visit, state: str) -> None:
    standing.page.set_viewport_size({"width": 1400, "height": 900})
    assert _misfits(_drawn(standing.open(*STATES[state]))) == []


def test_everything_fits_in_a_single_list_and_beside_a_start_document(standing: Visit) -> None:
    page = standing.open("/?q=bitcoin+wallet&city=London&city=New+York", _BOTH)
    for mode, engine in (("Neural", "neural"), ("Hybrid", "hybrid")):
        page.set_viewport_size({"width": 1400, "height": 900})
        page.get_by_role("radio", name=mode).click()
        page.wait_for_selector(
            f'.lists[data-count="1"] [data-testid="results-{engine}"][data-ready]'
        )
        assert _misfits(_drawn(page)) == [], mode
    page.set_viewport_size({"width": 1400, "height": 900})
    page.get_by_role("button", name="Find similar").first.click()
    page.wait_for_selector(".nvk-start")
    assert _misfits(_drawn(page)) == []


_BAD = """<!doctype html><body style="margin: 0">
<button style="position: absolute; left: 0; top: 0; width: 90px; height: 30px">One</button>
<button style="position: absolute; left: 80px; top: 10px; width: 90px; height: 30px">Two</button>
<a href="#" style="position: fixed; left: -9px; top: 60px; width: 30px; height: 9px"
aria-label="Left"></a>
<div style="position: absolute; top: 90px; width: 40px; overflow: hidden; white-space: nowrap">
A text without an end</div>
<div style="position: absolute; top: 120px; width: 40px; overflow: hidden; white-space: nowrap;
text-overflow: ellipsis">A text with an end</div>
<div style="position: absolute; top: 150px; width: 4000px; height: 1px"></div>"""


def test_the_check_sees_what_does_not_fit(standing: Visit) -> None:
    standing.page.set_content(_BAD)
    assert _misfits(standing.page, (390,)) == [
        "390: <a> “Left” is beyond the window: -9 to 21",
        "390: <button> “One” and <button> “Two” overlap by 10×20",
        "390: the text of <div> “A text without an end” is cut by <div> “A text without an end”",
        "390: the page is 3610 pixels wider than the window",
    ]

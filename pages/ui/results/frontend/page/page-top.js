// @ts-check
/* What stays at the top of the page while it scrolls: Streamlit's own bar, and the search field below it. */

const HEADER = '[data-testid="stHeader"]';
const SEARCH = ".st-key-q";

/** How many pixels of the page it hides; there is no bar when the app is embedded. */
export function coveredHeight() {
  const header = document.querySelector(HEADER);
  const bar = header instanceof HTMLElement ? header.offsetHeight : 0;
  for (let node = document.querySelector(SEARCH); node; node = node.parentElement) {
    const { position, top } = getComputedStyle(node);
    if (position === "sticky") return Number.parseFloat(top) + node.getBoundingClientRect().height;
  }
  return bar;
}

/** Scrolls the page to its beginning; Streamlit scrolls an element of its own. */
export function scrollToTop() {
  document.querySelector('[data-testid="stMain"]')?.scrollTo({ top: 0 });
}

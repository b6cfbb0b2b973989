// @ts-check
/* Streamlit's own bar at the top of the page. */

/** How many pixels of the page it hides; it is not there when the app is embedded. */
export function headerHeight() {
  const header = document.querySelector('[data-testid="stHeader"]');
  return header instanceof HTMLElement ? header.offsetHeight : 0;
}

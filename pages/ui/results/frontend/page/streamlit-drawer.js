// @ts-check
/* On a phone Streamlit's sidebar is a drawer over the page, and going to another screen leaves it open. */

import { closest } from "../dom/queries.js";

const SIDEBAR = '[data-testid="stSidebar"]';
const CLOSE = '[data-testid="stSidebarCollapseButton"] button';
const NARROW = "(max-width: 768px)"; // Streamlit's own limit

/**
 * Closes the drawer once a link in it is followed. Returns what stops it.
 * @returns {() => void}
 */
export function closeDrawerAfterNavigation() {
  const listener = (/** @type {MouseEvent} */ { target }) => {
    if (!matchMedia(NARROW).matches || !closest(target, `${SIDEBAR} a[href]`)) return;
    const button = document.querySelector(`${SIDEBAR} ${CLOSE}`);
    if (button instanceof HTMLElement) setTimeout(() => button.click()); // after Streamlit has followed the link
  };
  document.addEventListener("click", listener);
  return () => document.removeEventListener("click", listener);
}

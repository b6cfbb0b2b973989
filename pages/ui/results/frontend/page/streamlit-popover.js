// @ts-check
/* Streamlit draws an opened popover at the end of the page and leaves the keyboard where it was: Tab would lead
 * through everything else first. This moves the focus into it. Escape leads back; that is Streamlit's own doing. */

import { closest } from "../dom/queries.js";

const POPOVER_BUTTON = '[data-testid="stPopoverButton"][aria-expanded="false"]';
const POPOVER_BODY = '[data-testid="stPopoverBody"]';
const SKELETON = '[data-testid="stSkeleton"]';
const FOCUSABLE = "textarea, input, button, a[href]";
const FRAMES = 60;

/**
 * Returns what stops it.
 * @returns {() => void}
 */
export function focusOpenedPopovers() {
  // A click made by the keyboard has no detail.
  const listener = (/** @type {MouseEvent} */ { target, detail }) => {
    if (detail === 0 && closest(target, POPOVER_BUTTON)) focusPopover(FRAMES);
  };
  // Capturing, because after the click the button already says that it is open.
  document.addEventListener("click", listener, true);
  return () => document.removeEventListener("click", listener, true);
}

/**
 * A popover takes some frames to appear and to be filled, and accepts no focus before it has its place.
 * @param {number} frames how many frames to go on trying
 */
function focusPopover(frames) {
  const body = [...document.querySelectorAll(POPOVER_BODY)].at(-1);
  const first = body?.querySelector(SKELETON) ? null : body?.querySelector(FOCUSABLE);
  if (first instanceof HTMLElement) first.focus({ preventScroll: true });
  if (frames && (!first || document.activeElement !== first)) requestAnimationFrame(() => focusPopover(frames - 1));
}

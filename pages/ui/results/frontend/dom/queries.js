// @ts-check
/* Finds elements, and tells what the browser is doing. */

/**
 * The first descendant that matches; an element that must be there.
 * @param {ParentNode} root
 * @param {string} selector
 */
export function find(root, selector) {
  const found = root.querySelector(selector);
  if (!(found instanceof HTMLElement)) throw new Error(`No element matches ${selector}.`);
  return found;
}

/**
 * @param {ParentNode} root
 * @param {string} selector
 */
export function findAll(root, selector) {
  return /** @type {HTMLElement[]} */ ([...root.querySelectorAll(selector)]);
}

/**
 * The nearest element around an event's target that matches.
 * @param {EventTarget | null} target
 * @param {string} selector
 */
export function closest(target, selector) {
  const found = target instanceof Element ? target.closest(selector) : null;
  return found instanceof HTMLElement ? found : null;
}

/**
 * The focused element inside `root`, which may lie in a shadow tree.
 * @param {Element} root
 */
export function focusedWithin(root) {
  const { activeElement } = /** @type {Document | ShadowRoot} */ (root.getRootNode());
  return activeElement instanceof HTMLElement && root.contains(activeElement) ? activeElement : null;
}

/** The focused element of the whole page; document.activeElement stops at a component's outer edge. */
export function deepActiveElement() {
  let active = document.activeElement;
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
  return active instanceof HTMLElement ? active : null;
}

export function prefersReducedMotion() {
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}

/**
 * @param {KeyboardEvent} event
 */
export function hasModifier({ ctrlKey, metaKey, altKey, shiftKey }) {
  return ctrlKey || metaKey || altKey || shiftKey;
}

const SEARCH_FIELDS = ['input[type="search"]', '[data-testid="stTextInput"] input'];

/** The page's search field, which Streamlit draws. */
export function searchField() {
  const field = SEARCH_FIELDS.map((selector) => document.querySelector(selector)).find(Boolean);
  return field instanceof HTMLInputElement ? field : null;
}

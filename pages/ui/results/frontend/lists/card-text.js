// @ts-check
/* A card's text: cut to a few lines until it is expanded. */

import { el, setAttributes } from "../dom/elements.js";
import { closest, find, findAll } from "../dom/queries.js";

/** @param {string} name of the document */
export function moreButton(name) {
  const state = { hidden: "", tabindex: -1, "aria-expanded": false };
  const label = { "aria-keyshortcuts": "m", "aria-label": `More about ${name}` };
  return el("button", { type: "button", class: "more", ...state, ...label }, "More");
}

/**
 * Shows the "More" buttons of the collapsed texts that are cut. All reads come before all writes: mixed, they would
 * lay the page out again for every card.
 * @param {HTMLElement} root
 */
export function offerMore(root) {
  const collapsed = findAll(root, '.more[aria-expanded="false"]');
  const cut = collapsed.map((button) => isCut(closest(button, "article")));
  collapsed.forEach((button, i) => {
    button.hidden = !cut[i];
  });
}

/** @param {HTMLElement | null} article */
function isCut(article) {
  if (!article) return false;
  const description = find(article, ".description");
  const extra = article.querySelector(".extra");
  return (
    description.querySelector(".before") !== null ||
    description.scrollHeight - description.clientHeight > 2 ||
    (extra !== null && extra.scrollWidth - extra.clientWidth > 1)
  );
}

/**
 * @param {Element} article
 * @param {boolean} expanded
 */
export function setExpanded(article, expanded) {
  const button = find(article, ".more");
  button.textContent = expanded ? "Less" : "More";
  const label = (button.getAttribute("aria-label") ?? "").replace(/^\w+/, button.textContent);
  setAttributes(button, { "aria-expanded": expanded, "aria-label": label });
  if (expanded) button.hidden = false;
}

/** @param {Element} article */
export function isExpanded(article) {
  return find(article, ".more").getAttribute("aria-expanded") === "true";
}

// @ts-check
/* What concerns the whole answer: the verdict, a link to share, the rank chart, and the way to the list of keys. */

import { el } from "../dom/elements.js";
import { icon } from "../dom/icons.js";
import { withoutControls } from "../text/code-points.js";
import { copyText } from "./clipboard.js";

const COPIED_FOR = 2000; // milliseconds

export class Toolbar {
  verdict = el("p", { class: "verdict", role: "status", "aria-live": "polite", dir: "auto" });
  #announcement = el("span", { class: "unseen", role: "status", "aria-live": "polite" });
  #copy = copyButton();
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #copied = undefined;

  /**
   * @param {HTMLElement[]} buttons
   * @param {() => void} showKeys
   */
  constructor(buttons, showKeys) {
    const keys = keysButton();
    keys.addEventListener("click", showKeys);
    this.#copy.addEventListener("click", () => this.#copyLink());
    this.tools = el("div", { class: "tools" }, ...buttons, this.#copy, keys, this.#announcement);
  }

  /**
   * A live region is read out when it changes, so an unchanged verdict is not written again.
   * @param {string | null} verdict
   */
  draw(verdict) {
    const text = withoutControls(verdict ?? "");
    if (this.verdict.textContent !== text) this.verdict.textContent = text;
  }

  destroy() {
    clearTimeout(this.#copied);
  }

  async #copyLink() {
    const copied = await copyText(location.href);
    const failure = "The link could not be copied; it is in the address bar";
    this.#announcement.textContent = copied ? "Link copied" : failure;
    this.#copy.toggleAttribute("data-copied", copied);
    clearTimeout(this.#copied);
    this.#copied = setTimeout(() => {
      this.#announcement.textContent = "";
      this.#copy.removeAttribute("data-copied");
    }, COPIED_FOR);
  }
}

function copyButton() {
  const label = { "aria-label": "Copy link", title: "Copy a link to this view" };
  const words = el("span", { class: "words" }, el("span", {}, "Copy link"), el("span", {}, "Copied"));
  return el("button", { type: "button", class: "tool copy", ...label }, icon("link"), icon("check"), words);
}

function keysButton() {
  const label = { "aria-keyshortcuts": "?", title: "Keyboard shortcuts" };
  return el("button", { type: "button", class: "tool keys", ...label }, "Keys ", el("kbd", {}, "?"));
}

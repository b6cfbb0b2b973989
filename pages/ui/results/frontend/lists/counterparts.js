// @ts-check
/** @import { ListSwitcher } from "./list-switcher.js" */
/** @import { ResultLists } from "./result-lists.js" */
/* One document in two places: what the pointer or the focus is on lights up everywhere, and a badge leads there. */

import { closest, findAll, focusedWithin, prefersReducedMotion } from "../dom/queries.js";
import { coveredHeight } from "../page/page-top.js";
import { idOf } from "./result-list.js";

const SOURCES = "article, .spot";
const VISIBLE = 0.25; // share of a card in view from which on it is not called away
const FLASH = 1800; // milliseconds

export class Counterparts {
  /** @type {{ source: HTMLElement | null, nodes: HTMLElement[] }} */
  #lit = { source: null, nodes: [] };
  #sight;
  #root;
  #lists;
  #switcher;

  /**
   * @param {HTMLElement} root
   * @param {ResultLists} lists
   * @param {ListSwitcher} switcher
   */
  constructor(root, lists, switcher) {
    this.#root = root;
    this.#lists = lists;
    this.#switcher = switcher;
    this.#sight = new IntersectionObserver((entries) => this.#markAway(entries[entries.length - 1]), {
      rootMargin: `-${coveredHeight()}px 0px 0px`,
      threshold: [0, VISIBLE],
    });
    this.#listen();
  }

  destroy() {
    this.#sight.disconnect();
  }

  /** After a drawing, lit nodes may be gone or have new counterparts. */
  relight() {
    const { source } = this.#lit;
    this.#darken();
    this.#light(source?.isConnected ? source : this.#focusedSource());
  }

  /**
   * Shows a card that may be far away, in the hidden list, or both.
   * @param {HTMLElement} article
   */
  reveal(article) {
    const list = this.#lists.listOf(article);
    if (list) this.#switcher.show(list, false);
    const block = article.offsetHeight < innerHeight * 0.7 ? "center" : "start";
    const behavior = prefersReducedMotion() ? "auto" : "smooth";
    article.focus({ preventScroll: true });
    article.scrollIntoView({ block, inline: "nearest", behavior });
    flash(article);
  }

  #listen() {
    // A finger cannot hover: the browser would leave the last touched card lit.
    this.#root.addEventListener("pointerover", ({ target, pointerType }) => {
      if (pointerType !== "touch") this.#light(closest(target, SOURCES) ?? this.#focusedSource());
    });
    this.#root.addEventListener("pointerleave", () => this.#light(this.#focusedSource()));
    this.#root.addEventListener("focusin", ({ target }) => this.#light(closest(target, SOURCES)));
    this.#root.addEventListener("focusout", ({ relatedTarget }) => {
      if (!relatedTarget) this.#light(null);
    });
  }

  #focusedSource() {
    return closest(focusedWithin(this.#root), SOURCES);
  }

  /** @param {HTMLElement | null} source */
  #light(source) {
    const lit = this.#lit;
    if (lit.source === source && lit.nodes.every(({ isConnected }) => isConnected)) return;
    this.#darken();
    if (!source) return;
    const nodes = this.#nodesOf(source);
    for (const node of nodes) node.classList.add("lit");
    this.#lit = { source, nodes };
    const counterpart = source.matches("article") ? this.#lists.counterpartOf(source) : null;
    if (counterpart) this.#sight.observe(counterpart);
  }

  /**
   * Everything that stands for the same document. A card without a counterpart has nothing to show elsewhere, so the
   * card itself stays as it is.
   * @param {HTMLElement} source
   */
  #nodesOf(source) {
    const cards = this.#lists.shown.flatMap((list) => list.card(idOf(source)) ?? []);
    const marks = findAll(this.#root, ".strip [data-id], .chart [data-id]").filter(
      (node) => idOf(node) === idOf(source),
    );
    return source.matches(".spot") || cards.length > 1 ? [...cards, ...marks] : marks;
  }

  #darken() {
    for (const node of this.#lit.nodes) node.classList.remove("lit");
    this.#lit.source?.querySelector(".badge")?.removeAttribute("data-away");
    this.#lit = { source: null, nodes: [] };
    this.#sight.disconnect();
  }

  /**
   * Tells on the lit card's badge whether its counterpart is out of sight, and where.
   * @param {IntersectionObserverEntry} entry
   */
  #markAway({ intersectionRatio, boundingClientRect, rootBounds }) {
    const badge = this.#lit.source?.querySelector("button.badge");
    const direction = boundingClientRect.top < (rootBounds?.top ?? 0) ? "up" : "down";
    if (intersectionRatio >= VISIBLE) badge?.removeAttribute("data-away");
    else badge?.setAttribute("data-away", direction);
  }
}

/**
 * After a scroll the pointer is over some other card, which then lights up; this lasts long enough to be found.
 * @param {HTMLElement} article
 */
function flash(article) {
  const glow = "0 0 0 5px var(--glow-strong)";
  const easing = prefersReducedMotion() ? "steps(1)" : "ease-out";
  article.animate({ boxShadow: [glow, glow, "0 0 0 5px transparent"] }, { duration: FLASH, easing });
}

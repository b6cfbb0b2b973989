// @ts-check
/** @import { ListData } from "../component.d.ts" */
/** @import { Preferences } from "../preferences.js" */
/** @import { ResultList } from "./result-list.js" */
/** @import { ResultLists } from "./result-lists.js" */
/* Narrow screens: one list at a time, side by side in a scroller that snaps, with tabs above that follow it. */

import { arrange, el, setAttributes } from "../dom/elements.js";
import { NodeCache } from "../dom/node-cache.js";
import { closest, find, findAll, hasModifier, prefersReducedMotion } from "../dom/queries.js";

const AT_REST = 120; // milliseconds without scrolling

export class ListSwitcher {
  tabs = el("div", { class: "tabs", role: "tablist", "aria-label": "List to show" });
  /** @type {ResultList | undefined} the list on show on a narrow screen */
  active = undefined;
  #nodes = new NodeCache();
  #swiping = false;
  /** @type {ResultList | null} where a smooth scroll is going */
  #goal = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #rest = undefined;
  #root;
  #lists;
  #preferences;

  /**
   * @param {HTMLElement} root
   * @param {ResultLists} lists
   * @param {Preferences} preferences
   */
  constructor(root, lists, preferences) {
    this.#root = root;
    this.#lists = lists;
    this.#preferences = preferences;
    this.tabs.addEventListener("click", ({ target }) => {
      const tab = closest(target, ".tab");
      if (tab) this.show(this.#listOfTab(tab), true);
    });
    this.tabs.addEventListener("keydown", (event) => this.#onTabKey(event));
    lists.element.addEventListener("scroll", () => this.#onScroll(), { passive: true });
    const touched = () => {
      this.#goal = null;
    };
    lists.element.addEventListener("pointerdown", touched, { passive: true });
  }

  /** @param {ListData[]} lists */
  draw(lists) {
    const tabs = lists.map(({ engine, label, loading, hits }) => {
      const tab = this.#nodes.get(`tab ${engine}`, { engine, label }, makeTab);
      find(tab, ".count").textContent = loading ? "" : String(hits.length);
      return tab;
    });
    this.tabs.style.setProperty("--count", String(tabs.length));
    arrange(this.tabs, lists.length < 2 ? [] : tabs);
  }

  destroy() {
    clearTimeout(this.#rest);
  }

  /** Whether only one list is visible. CSS decides that; asking it keeps the two from ever disagreeing. */
  isNarrow() {
    const layout = () => getComputedStyle(this.#lists.element).getPropertyValue("--layout").trim();
    return this.#lists.shown.length > 1 && layout() === "phone";
  }

  /** Adapts to the layout after every drawing and every change of size. */
  layOut() {
    const { shown, element } = this.#lists;
    const narrow = this.isNarrow();
    this.active = shown.find(({ engine }) => engine === this.#preferences.engine) ?? shown[0];
    this.#root.toggleAttribute("data-phone", narrow);
    for (const list of shown) {
      setAttributes(list.element, { id: `list-${list.engine}`, role: narrow ? "tabpanel" : "region" });
      list.element.inert = narrow && list !== this.active;
    }
    if (!narrow) return;
    element.style.setProperty("--shown", `${this.active.element.offsetHeight}px`);
    this.#markTab(this.active);
    this.#moveThumb();
  }

  /** Scrolls back to the active list after a change of size, but never against a finger or a glide under way. */
  keepPlace() {
    if (this.isNarrow() && !this.#swiping && this.active) this.#lists.element.scrollLeft = this.#placeOf(this.active);
  }

  /**
   * Makes a list the active one.
   * @param {ResultList} list
   * @param {boolean} smoothly
   */
  show(list, smoothly) {
    this.#preferences.engine = list.engine;
    if (!this.isNarrow() || list === this.active) return;
    const glides = smoothly && !prefersReducedMotion();
    this.#goal = glides ? list : null;
    this.#setSwiping(glides);
    this.layOut();
    this.#lists.element.scrollTo({ left: this.#placeOf(list), behavior: glides ? "smooth" : "instant" });
  }

  /** @param {HTMLElement} tab */
  #listOfTab(tab) {
    return this.#lists.shown[findAll(this.tabs, ".tab").indexOf(tab)];
  }

  /** @param {ResultList} active */
  #markTab(active) {
    findAll(this.tabs, ".tab").forEach((tab, i) => {
      const chosen = this.#lists.shown[i] === active;
      setAttributes(tab, { "aria-selected": chosen, tabindex: chosen ? 0 : -1 });
    });
    this.tabs.dataset.engine = active.engine;
  }

  /**
   * Where the scroller stands when this list is on show, in pixels.
   * @param {ResultList} list
   */
  #placeOf(list) {
    return list.element.offsetLeft - this.#lists.shown[0].element.offsetLeft;
  }

  /** 0 at the first list, 1 at the second, and so on. */
  #position() {
    const { shown, element } = this.#lists;
    return element.scrollLeft / this.#placeOf(shown[1]);
  }

  #moveThumb() {
    const last = this.#lists.shown.length - 1;
    this.tabs.style.setProperty("--at", String(Math.min(last, Math.max(0, this.#position()))));
  }

  /**
   * While a swipe moves, both lists have their full height; at rest the page is as long as the list on show.
   * @param {boolean} swiping
   */
  #setSwiping(swiping) {
    this.#swiping = swiping;
    this.#lists.element.toggleAttribute("data-swiping", swiping);
  }

  #onScroll() {
    if (!this.isNarrow() || !this.active) return;
    this.#moveThumb();
    clearTimeout(this.#rest);
    this.#rest = setTimeout(() => this.#settle(), AT_REST);
    if (this.#isAt(this.active)) return;
    this.#setSwiping(true);
    const nearest = this.#lists.shown[Math.round(this.#position())] ?? this.active;
    if (this.#goal || nearest === this.active) return; // on the way to a chosen list, the halfway point means nothing
    this.#preferences.engine = nearest.engine;
    this.layOut();
  }

  /** @param {ResultList} list */
  #isAt(list) {
    return Math.abs(this.#lists.element.scrollLeft - this.#placeOf(list)) <= 1;
  }

  /** A finger may rest halfway: then there is nothing to settle yet. */
  #settle() {
    if (!this.isNarrow() || !this.active || !this.#isAt(this.active)) return;
    this.#goal = null;
    this.#setSwiping(false);
    this.layOut();
  }

  /** @param {KeyboardEvent} event */
  #onTabKey(event) {
    const tabs = findAll(this.tabs, ".tab");
    const at = tabs.indexOf(/** @type {HTMLElement} */ (event.target));
    /** @type {Record<string, HTMLElement | undefined>} */
    const targets = { ArrowLeft: tabs[at - 1], ArrowRight: tabs[at + 1], Home: tabs[0], End: tabs.at(-1) };
    if (hasModifier(event) || !Object.hasOwn(targets, event.key)) return;
    event.preventDefault();
    const tab = targets[event.key];
    if (!tab) return;
    this.show(this.#listOfTab(tab), true);
    tab.focus();
  }
}

/** @param {Pick<ListData, "engine" | "label">} list */
function makeTab({ engine, label }) {
  const attributes = { type: "button", class: "tab", role: "tab", "data-engine": engine };
  const texts = [el("span", { dir: "auto" }, label), " ", el("span", { class: "count" })];
  return el("button", { ...attributes, "aria-controls": `list-${engine}` }, ...texts);
}

// @ts-check
/** @import { Engine, ListData } from "../component.d.ts" */
/** @import { ListOptions } from "./result-list.js" */
/* The lists beside each other: which are on show, and where a card is. */

import { arrange, el } from "../dom/elements.js";
import { idOf, ResultList } from "./result-list.js";

export class ResultLists {
  element = el("div", { class: "lists" });
  /** @type {ResultList[]} none, one or two */
  shown = [];
  /** @type {Map<Engine, ResultList>} every one that was ever on show */
  #lists = new Map();
  /** @type {ResizeObserver} */
  #observer;

  /** @param {() => void} onResize called when a list changes its size */
  constructor(onResize) {
    this.#observer = new ResizeObserver(onResize);
  }

  /**
   * @param {ListData[]} data
   * @param {ListOptions} options
   */
  draw(data, options) {
    this.shown = data.map(({ engine }) => this.#listFor(engine));
    data.forEach((list, i) => {
      this.shown[i].draw(list, options);
    });
  }

  /** Puts the lists into the page. */
  place() {
    this.element.setAttribute("data-count", String(this.shown.length));
    arrange(
      this.element,
      this.shown.map(({ element }) => element),
    );
  }

  destroy() {
    this.#observer.disconnect();
  }

  /** @returns {Iterable<ResultList>} the lists of all engines that were ever on show */
  all() {
    return this.#lists.values();
  }

  /** @param {string | undefined} engine */
  byEngine(engine) {
    return this.shown.find((list) => list.engine === engine) ?? null;
  }

  /** @param {HTMLElement} article */
  listOf(article) {
    return this.shown.find(({ articles }) => articles.includes(article)) ?? null;
  }

  /**
   * The same document's card in the other list.
   * @param {HTMLElement} article
   */
  counterpartOf(article) {
    const other = this.shown.find(({ articles }) => !articles.includes(article));
    return other?.card(idOf(article)) ?? null;
  }

  /** @param {Engine} engine */
  #listFor(engine) {
    const known = this.#lists.get(engine);
    if (known) return known;
    const list = new ResultList(engine);
    this.#lists.set(engine, list);
    this.#observer.observe(list.element);
    return list;
  }
}

/**
 * The ids of the documents that are in both lists.
 * @param {Pick<ListData, "loading" | "hits">[]} lists
 */
export function sharedIds(lists) {
  if (lists.length < 2 || lists.some(({ loading }) => loading)) return new Set();
  const [one, other] = lists.map(({ hits }) => new Set(hits.map(({ id }) => String(id))));
  return new Set([...one].filter((id) => other.has(id)));
}

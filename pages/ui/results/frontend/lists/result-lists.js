// @ts-check
/** @import { Engine, ListData } from "../component.d.ts" */
/** @import { ListOptions } from "./result-list.js" */
/* The lists beside each other: which are on show, and where a card is. */

import { arrange, el } from "../dom/elements.js";
import { idOf, ResultList } from "./result-list.js";

export class ResultLists {
  element = el("div", { class: "lists" });
  /** @type {ResultList[]} none, one, two, or three with hybrid */
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
   * @param {Omit<ListOptions, "shared">} options
   */
  draw(data, options) {
    this.shown = data.map(({ engine }) => this.#listFor(engine));
    data.forEach((list, i) => {
      this.shown[i].draw(list, { ...options, shared: sharedIds(list, data) });
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
   * The same document's card in another list.
   * @param {HTMLElement} article
   */
  counterpartOf(article) {
    const list = this.listOf(article);
    if (!list) return null;
    const cards = partners(this.shown, list).map((other) => other.card(idOf(article)));
    return cards.find(Boolean) ?? null;
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
 * The lists that a list's cards have counterparts in: hybrid's in both, and those of an engine in the other engine's.
 * @template {{ engine: Engine }} L
 * @param {L[]} lists
 * @param {L} list
 */
function partners(lists, list) {
  return lists.filter((other) => other !== list && (list.engine === "hybrid" || other.engine !== "hybrid"));
}

/**
 * The ids of a list's documents that have a counterpart.
 * @param {Pick<ListData, "engine" | "loading" | "hits">} list
 * @param {Pick<ListData, "engine" | "loading" | "hits">[]} lists
 */
export function sharedIds(list, lists) {
  if (lists.some(({ loading }) => loading)) return new Set();
  const elsewhere = new Set(partners(lists, list).flatMap(({ hits }) => hits.map(({ id }) => String(id))));
  return new Set(list.hits.map(({ id }) => String(id)).filter((id) => elsewhere.has(id)));
}

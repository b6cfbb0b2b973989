// @ts-check
/** @import { Engine, HitData, ListData } from "../component.d.ts" */
/* One ranking as a list. It outlives reruns, so that an unchanged card keeps its node. */

import { arrange, el, setAttributes } from "../dom/elements.js";
import { engineIcon, icon } from "../dom/icons.js";
import { NodeCache } from "../dom/node-cache.js";
import { findAll } from "../dom/queries.js";
import { isExpanded, setExpanded } from "./card-text.js";
import { drawBadge, resultCard } from "./result-card.js";

const SKELETONS = 4;
const SKELETON_PARTS = 5;

/** @typedef {{ theme: "light" | "dark", remoteLogos: boolean, shared: Set<string> }} ListOptions */

export class ResultList {
  element = el("section", { class: "list" });
  /** @type {HTMLElement[]} the cards on show, best first */
  articles = [];
  #body = el("ol", { role: "list" }); // Safari forgets a bare list's role
  #nodes = new NodeCache();
  /** @type {Map<string, HTMLLIElement>} by their content */
  #cards = new Map();
  /** @type {Map<string, HTMLElement>} */
  #byId = new Map();
  /** @type {Set<string>} ids whose whole text is shown */
  #expanded = new Set();
  /** @type {WeakMap<HTMLElement, string>} what each card's badge was made from */
  #badges = new WeakMap();
  /** @type {HTMLElement | null} */
  #tabStop = null;
  /** the best score in the list */
  #top = 0;

  /** @param {Engine} engine */
  constructor(engine) {
    this.engine = engine;
  }

  /**
   * The card of a document; of two with the same id the first.
   * @param {string | undefined} id
   */
  card(id) {
    return (id !== undefined && this.#byId.get(id)) || null;
  }

  /**
   * @param {ListData} data
   * @param {ListOptions} options
   */
  draw(data, { theme, remoteLogos, shared }) {
    setAttributes(this.element, {
      "aria-label": `${data.label} results`,
      "data-engine": data.engine,
      "data-testid": `results-${data.engine}`,
      "data-theme": theme,
      "aria-busy": data.loading,
    });
    const hits = data.loading ? [] : data.hits;
    this.#top = hits[0]?.score ?? 0;
    if (!data.loading) this.#drawCards(hits, remoteLogos, shared);
    this.articles = hits.length ? findAll(this.#body, ":scope > li > article") : [];
    this.#byId = new Map(this.articles.map((article) => /** @type {const} */ ([idOf(article), article])).reverse());
    const { engine, label, summary, timing } = data;
    arrange(this.element, [
      this.#nodes.get("header", { engine, label, summary, timing }, header),
      data.notice && this.#nodes.get("notice", data.notice, notice),
      data.loading && this.#nodes.get("skeletons", SKELETONS, skeletons),
      hits.length ? this.#body : !data.loading && data.empty && this.#nodes.get("empty", data.empty, emptyMessage),
    ]);
  }

  /**
   * Says that everything is in place.
   * @param {boolean} loading
   */
  markReady(loading) {
    this.element.removeAttribute(loading ? "data-ready" : "data-loading");
    if (loading) this.element.setAttribute("data-loading", "true");
    else this.element.setAttribute("data-ready", String(this.articles.length));
  }

  /**
   * Marks on every bar the score that unrelated words get as well; null removes the marks.
   * @param {number | null} noise
   */
  markNoise(noise) {
    const top = this.#top;
    const place = noise !== null && top > 0 ? Math.min(1, Math.max(0, noise / top)) : null;
    this.element.toggleAttribute("data-noise", place !== null);
    this.element.style.setProperty("--noise", String(place ?? 0));
  }

  /** @param {HTMLElement} article */
  toggleText(article) {
    const expanded = !isExpanded(article);
    setExpanded(article, expanded);
    this.#expanded[expanded ? "add" : "delete"](idOf(article));
  }

  /**
   * Makes one card the list's only tab stop, with its own buttons behind it.
   * @param {HTMLElement | undefined} article
   */
  setTabStop(article) {
    if (this.#tabStop && this.#tabStop !== article) setTabIndex(this.#tabStop, -1);
    if (article) setTabIndex(article, 0);
    this.#tabStop = article ?? null;
  }

  /** After a drawing: the card used last, or the first one. */
  restoreTabStop() {
    this.setTabStop(this.card(this.#tabStop?.dataset.id) ?? this.articles[0]);
  }

  /**
   * An unchanged hit keeps its card, so logos do not blink on a rerun. A changed one is at least as open as before.
   * @param {HitData[]} hits
   * @param {boolean} remoteLogos
   * @param {Set<string>} shared ids that are in the other list as well
   */
  #drawCards(hits, remoteLogos, shared) {
    const old = this.#cards;
    this.#cards = new Map();
    const items = hits.map((hit) => {
      const key = JSON.stringify([{ ...hit, other: null, other_rank: null }, remoteLogos]);
      const item = old.get(key) ?? el("li", {}, resultCard(hit, remoteLogos));
      old.delete(key); // two identical hits must not share one card
      this.#cards.set(key, item);
      const article = /** @type {HTMLElement} */ (item.firstElementChild);
      this.#drawBadge(article, hit.other, shared.has(idOf(article)));
      if (this.#expanded.has(idOf(article)) && !isExpanded(article)) setExpanded(article, true);
      return item;
    });
    const listed = new Set(hits.map((hit) => String(hit.id)));
    this.#expanded = new Set([...this.#expanded].filter((id) => listed.has(id)));
    arrange(this.#body, items);
  }

  /**
   * It may be known later than the card: then only the badge changes.
   * @param {HTMLElement} article
   * @param {HitData["other"]} other
   * @param {boolean} hasCounterpart
   */
  #drawBadge(article, other, hasCounterpart) {
    const key = JSON.stringify([other, hasCounterpart]);
    if (this.#badges.get(article) !== key) drawBadge(article, other, hasCounterpart);
    this.#badges.set(article, key);
  }
}

/** @param {HTMLElement} node */
export function idOf(node) {
  return node.dataset.id ?? "";
}

/**
 * @param {HTMLElement} article
 * @param {0 | -1} value
 */
function setTabIndex(article, value) {
  for (const node of [article, ...findAll(article, "button, a")]) node.tabIndex = value;
}

/** @param {Pick<ListData, "engine" | "label" | "summary" | "timing">} texts */
function header({ engine, label, summary, timing }) {
  return el(
    "header",
    {},
    el("h2", {}, engineIcon(engine), el("span", { dir: "auto" }, label)),
    // Empty while loading, but as high as later.
    el("p", { class: "summary", dir: "auto", title: timing }, summary || "\u00a0"),
  );
}

/** @param {string} text */
function notice(text) {
  return el("p", { class: "notice", role: "note" }, icon("info"), el("span", { dir: "auto" }, text));
}

/** @param {NonNullable<ListData["empty"]>} message */
function emptyMessage({ title, hint }) {
  return el("div", { class: "empty" }, el("p", { class: "title", dir: "auto" }, title), el("p", { dir: "auto" }, hint));
}

/** @param {number} count */
function skeletons(count) {
  const skeleton = () =>
    el("div", { class: "skeleton" }, ...Array.from({ length: SKELETON_PARTS }, () => el("span", {})));
  return el("div", { class: "skeletons", "aria-hidden": "true" }, ...Array.from({ length: count }, skeleton));
}

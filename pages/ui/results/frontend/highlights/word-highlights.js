// @ts-check
/** @import { HitData, ListData, Question } from "../component.d.ts" */
/** @import { ResultList } from "../lists/result-list.js" */
/** @import { ResultLists } from "../lists/result-lists.js" */
/** @import { HighlightRegistry } from "./highlight-registry.js" */
/** @import { Span, WordShareCache } from "./word-shares.js" */
/* Highlights the words of neural cards that contribute most to the score. The lists are painted without; the words are
 * asked for afterwards. */

import { find } from "../dom/queries.js";
import { DrawnText } from "../text/code-points.js";
import { plainText } from "../text/segments.js";
import { wordBounds } from "../text/words.js";
import { textNodes, textRange } from "./text-range.js";

/** @typedef {{ question: Question, list: ResultList, missing: HitData[], count: number }} PendingHighlights */

const AT_ONCE = 5; // texts per request: the first ones are highlighted while the others are on their way
const AT_TOP = 10;

export class WordHighlights {
  /** @type {StaticRange[]} */
  #ranges = [];
  #lists;
  #registry;
  #shares;

  /**
   * @param {ResultLists} lists
   * @param {HighlightRegistry} registry
   * @param {WordShareCache} shares
   */
  constructor(lists, registry, shares) {
    this.#lists = lists;
    this.#registry = registry;
    this.#shares = shares;
  }

  /**
   * As part of every drawing, so that words highlighted before do not flicker. Returns what is still to be asked for,
   * or null if there is nothing to highlight.
   * @param {ListData[]} lists
   * @param {Question | null} question
   * @returns {PendingHighlights | null}
   */
  drawKnown(lists, question) {
    this.clear();
    const at = lists.findIndex(({ engine, loading, hits }) => engine === "neural" && !loading && hits.length > 0);
    if (at < 0 || !question || !this.#registry.supported) return null;
    const { hits } = lists[at];
    const list = this.#lists.shown[at];
    for (const hit of hits) this.#highlight(list, hit, question);
    const missing = hits.filter(({ id }) => !this.#shares.get(question, id));
    if (!missing.length) markComplete(list, hits.length);
    return { question, list, missing, count: hits.length };
  }

  /**
   * Asks for the others and highlights them. Resolves when all are done or a newer drawing took over. Many long texts
   * take a while, so `afterTop` is awaited once those at the top are done.
   * @param {PendingHighlights} pending
   * @param {AbortSignal} signal
   * @param {() => Promise<void>} afterTop
   */
  async drawMissing({ question, list, missing, count }, signal, afterTop) {
    for (let i = 0; i < missing.length && !signal.aborted; i += AT_ONCE) {
      if (i === AT_TOP) await afterTop();
      const some = missing.slice(i, i + AT_ONCE);
      const ids = some.map(({ id }) => id);
      if (!(await this.#shares.fetch(question, ids, signal))) break;
      for (const hit of some) this.#highlight(list, hit, question);
    }
    if (!signal.aborted) markComplete(list, count);
  }

  clear() {
    for (const { element } of this.#lists.all()) element.removeAttribute("data-lit");
    for (const range of this.#ranges) this.#registry.remove(range);
    this.#ranges = [];
  }

  /**
   * @param {ResultList} list
   * @param {HitData} hit
   * @param {Question} question
   */
  #highlight(list, hit, question) {
    const spans = this.#shares.get(question, hit.id);
    const article = list.card(String(hit.id));
    if (!spans || !article) return;
    const [name, description] = hit.offsets;
    this.#highlightText(find(article, ".name"), plainText(hit.name), spans, name);
    this.#highlightText(find(article, ".description"), plainText(hit.description), spans, description);
  }

  /**
   * @param {HTMLElement} node
   * @param {string} original
   * @param {Span[]} spans of what the model read
   * @param {number} begin where the text begins in what the model read
   */
  #highlightText(node, original, spans, begin) {
    const text = new DrawnText(original);
    const nodes = textNodes(node);
    for (const [start, end] of spans) {
      const [from, to] = [text.unit(start - begin), text.unit(end - begin)];
      if (from === undefined || to === undefined) continue;
      // A comma's share counts with its word, but only the word should be highlighted.
      const range = textRange(nodes, ...wordBounds(text.text, from, to));
      if (!range) continue;
      this.#registry.add(range);
      this.#ranges.push(range);
    }
  }
}

/**
 * @param {ResultList} list
 * @param {number} count
 */
function markComplete({ element }, count) {
  element.setAttribute("data-lit", String(count));
}

// @ts-check
/** @import { Question } from "../component.d.ts" */
/** @import { WordShares } from "../explanation.d.ts" */
/* Which words of a document to highlight and how strongly, by what they contribute to its neural score. */

import { explainWords } from "../explanation/explanation-api.js";

/** @typedef {[start: number, end: number, level: number]} LeveledSpan code points; level 0 is the faintest */

export const LEVELS = 5;
const FAINTEST = 0.3; // of the text's strongest word: below that a colour would say nothing
const REMEMBERED = 500; // documents

/**
 * The words strong enough to be highlighted.
 * @param {WordShares["documents"][number]["words"]} words
 * @returns {LeveledSpan[]}
 */
export function leveledSpans(words) {
  const most = Math.max(0, ...words.map(({ share }) => share));
  const level = (/** @type {number} */ share) =>
    Math.min(LEVELS - 1, Math.floor(((share / most - FAINTEST) / (1 - FAINTEST)) * LEVELS));
  return words
    .filter(({ share }) => share > FAINTEST * most)
    .map(({ start, end, share }) => [start, end, level(share)]);
}

/** What the API has already said about documents and questions. */
export class WordShareCache {
  /** @type {Map<string, LeveledSpan[]>} by question and id */
  #known = new Map();

  /**
   * @param {Question} question
   * @param {string} id
   */
  get(question, id) {
    return this.#known.get(keyOf(question, id));
  }

  /**
   * Asks for several documents. Whether it is worth asking for more: not for a model whose score cannot be split,
   * nor after a failure, because the lists are whole without it and "Why?" says what is wrong.
   * @param {Question} question
   * @param {string[]} ids
   * @param {AbortSignal} signal
   */
  async fetch(question, ids, signal) {
    try {
      const answer = await explainWords(question, ids, signal);
      if (this.#known.size > REMEMBERED) this.#known.clear();
      for (const { id, words } of answer.documents) this.#known.set(keyOf(question, id), leveledSpans(words));
      return answer.additive && !signal.aborted;
    } catch {
      return false;
    }
  }
}

/**
 * @param {Question} question
 * @param {string} id
 */
function keyOf({ dataset, like, q }, id) {
  return JSON.stringify([dataset, like ?? q, id]);
}

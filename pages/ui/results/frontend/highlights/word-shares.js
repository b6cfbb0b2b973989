// @ts-check
/** @import { Question } from "../component.d.ts" */
/* Which words of a document to highlight: those that contribute most to its neural score. */

import { explainWords } from "../explanation/explanation-api.js";

/** @typedef {[start: number, end: number]} Span code points */

const REMEMBERED = 500; // documents

/** What the API has already said about documents and questions. */
export class WordShareCache {
  /** @type {Map<string, Span[]>} by question and id */
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
      for (const { id, strongest } of answer.documents) {
        this.#known.set(
          keyOf(question, id),
          strongest.map(({ start, end }) => [start, end]),
        );
      }
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

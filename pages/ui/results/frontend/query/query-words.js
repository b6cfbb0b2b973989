// @ts-check
/** @import { Question } from "../component.d.ts" */
/** @import { QueryWord } from "../explanation.d.ts" */
/* The words of the query as full-text reads them. */

import { el } from "../dom/elements.js";
import { engineIcon } from "../dom/icons.js";
import { DrawnText } from "../text/code-points.js";
import { grouped } from "../text/formatting.js";

const WORDS_SHOWN = 8;
const COUNT_CAP = 1000; // documents within a filter are counted up to here

/**
 * @param {QueryWord[]} words
 * @param {Question} question
 * @param {string} suggestion what a query with signs that have no meaning probably meant; may be empty
 */
export function queryWords(words, question, suggestion) {
  const more = words.length - WORDS_SHOWN;
  return el(
    "div",
    { class: "looked", "data-engine": "keyword" },
    engineIcon("keyword"),
    el("span", { class: "unseen" }, "Full-text searches for"),
    ...words.slice(0, WORDS_SHOWN).flatMap((word) => [" ", queryWord(word, question)]),
    more > 0 && ` and ${more} more`,
    suggestion && question.typed && el("span", {}, " perhaps you mean ", searchFor(suggestion, suggestion), "?"),
  );
}

/**
 * A button that searches for another query.
 * @param {string} query
 * @param {string} label
 */
function searchFor(query, label) {
  return el("button", { type: "button", class: "near", "data-query": query, title: `Search for “${query}”` }, label);
}

/**
 * @param {QueryWord} word
 * @param {Question} question
 */
function queryWord({ word, term, documents, within, near, note: title, start, end }, { q, typed }) {
  if (!term) return el("s", { class: "word", title }, word);
  const kind = (within ?? documents) ? "used" : "unknown";
  const count = el("small", {}, withinFilter(within) + grouped(documents));
  const chip = el("span", { class: "word", "data-kind": kind, title }, word, " ", count);
  if (!near.length || !typed) return chip;
  const corrected = new DrawnText(q).replaced(start, end, near[0].word);
  return el("span", {}, chip, " did you mean ", searchFor(corrected, near[0].word), "?");
}

/** @param {number | null} within */
function withinFilter(within) {
  if (within === null) return "";
  return `${grouped(within)}${within === COUNT_CAP ? "+" : ""} of `;
}

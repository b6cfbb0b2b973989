// @ts-check
/** @import { Explanation } from "../explanation.d.ts" */
/** @import { Span } from "./annotated-text.js" */
/* The full-text side of an explanation: where the query's words stand in the text, and what is missing to the top. */

import { el } from "../dom/elements.js";
import { counted, enumerated, fixed, grouped, partOf, quoted } from "../text/formatting.js";
import { annotatedText } from "./annotated-text.js";
import { breakdown, DECIMALS, gap, lastPlace, totalOf } from "./breakdown.js";
import { droppedWords, keywordContributions, typedForm } from "./keyword-contributions.js";
import { waterfall } from "./waterfall.js";

/** @typedef {Explanation["keyword"]} Keyword */

const { keyword: PLACES } = DECIMALS;

/** @param {Explanation} explanation */
export function keywordBreakdown(explanation) {
  const { keyword, document, text, k, words } = explanation;
  const found = keyword.terms.length > 0;
  const contributions = keywordContributions(explanation);
  const dropped = droppedWords(words);
  const spans = keywordSpans(keyword);
  return breakdown(
    "keyword",
    standing(explanation),
    gap([...lastPlace(keyword, k, PLACES, " points"), ...missingToTheTop(explanation)]),
    found && annotatedText({ text, name: document.name, spans, excerpt: true }),
    found && el("p", { class: "why-legend" }, legend(keyword)),
    contributions.length > 0 && waterfall(contributions, keyword.score, PLACES),
    dropped.length > 0 && el("p", { class: "why-legend" }, `Too common to be looked for: ${enumerated(dropped)}.`),
  );
}

/** @param {Explanation} explanation */
function standing({ keyword, listed }) {
  if (!keyword.terms.length) return "not found";
  const points = counted(fixed(keyword.score, PLACES), "point");
  if (!listed || !keyword.rank) return `not in this list · ${points}`;
  return `#${grouped(keyword.rank)} of ${totalOf(keyword)} ${keyword.of === 1 ? "match" : "matches"} · ${points}`;
}

/**
 * A term's points belong to all its occurrences together.
 * @param {Keyword} keyword
 * @returns {Span[]}
 */
function keywordSpans({ terms, score }) {
  return terms.flatMap(({ score: value, places }) => {
    const together = places.length > 1 ? `, its ${places.length} places together` : "";
    const title = partOf(value, score, PLACES) + together;
    return places.map(([start, end], i) => ({ start, end, value, first: i === 0, title }));
  });
}

/** @param {Keyword} keyword */
function legend({ terms, length, average_length: average }) {
  const together = terms.some(({ places }) => places.length > 1) ? ", all its places together" : "";
  const size = `this text has ${counted(length, "word")}; the average is ${grouped(Math.round(average))}`;
  return `The bar above a word shows the points that it brings${together}. Without the commonest words, ${size}.`;
}

/**
 * @param {Explanation} explanation
 * @returns {string[]}
 */
function missingToTheTop({ keyword: { rank, terms, missing, needed }, words, k }) {
  const first = terms.length ? [] : [notFound(words, missing)];
  if (needed) {
    const added = enumerated(needed.terms.map((term) => quoted(typedForm(term, words))));
    const once = needed.terms.length > 1 ? "once each" : "once";
    const points = fixed(needed.score, PLACES);
    return [
      ...first,
      `With ${added} in it ${once}, it would have ${points} points: enough for the first ${grouped(k)}.`,
    ];
  }
  if (!rank || rank <= k) return first;
  const even = `Even with all the missing words, once each, it would not be among the first ${grouped(k)}.`;
  const all = "It has every word that is looked for; the texts before it have them more often or are shorter.";
  return [...first, missing.length ? even : all];
}

/**
 * @param {Explanation["words"]} words
 * @param {Keyword["missing"]} missing
 */
function notFound(words, missing) {
  if (missing.length) return "No word of the query stands in this text. Full-text compares words, not meanings.";
  if (words.some(({ term }) => term)) return "No document contains any word of the query as it is spelled.";
  return "Every word of the query is too common to be looked for, so full-text finds nothing.";
}

// @ts-check
/** @import { Explanation } from "../explanation.d.ts" */
/** @import { ExplanationRequest } from "./explanation-api.js" */
/** @import { Child } from "../dom/elements.js" */
/* Everything that an explanation was drawn from, for those who want to check it. */

import { el } from "../dom/elements.js";
import { grouped, signed } from "../text/formatting.js";
import { ENGINE_NAMES } from "./breakdown.js";
import { FUSION_DEPTH } from "./hybrid-breakdown.js";

/** @typedef {(string | number)[]} Row */

const LONGEST_LINK = 1500; // characters; some proxies refuse addresses that are much longer
const EXACT = 6; // decimals

const NEURAL_FORMULA =
  "The model cuts words into pieces and gives each a vector; the text's vector is their mean, scaled to length 1. " +
  "So the score, the product of the query's vector and the text's, is a sum over pieces: a piece's share is " +
  "(query · piece) / (number of pieces × length of the mean), and a word's share is that of its pieces.";
const KEYWORD_FORMULA =
  "A word's points = its count in the query × impact. " +
  "Impact = IDF × count here × (k1 + 1) / (count here + length factor). " +
  "IDF = ln((N − n + 0.5) / (n + 0.5)) where n of N documents have the word; where that is negative, a small part of " +
  "the average IDF. " +
  "Length factor = k1 × (1 − b + b × length / average length), lengths in words that are looked for.";

/**
 * @param {Explanation} explanation
 * @param {ExplanationRequest} request what the explanation answers
 */
export function numberTables({ neural, keyword, hybrid, words }, request) {
  return el(
    "details",
    { class: "numbers" },
    el("summary", {}, "All numbers"),
    jsonLink(request),
    ...neuralNumbers(neural),
    ...keywordNumbers(keyword, words),
    ...hybridNumbers(hybrid),
  );
}

/**
 * @param {Explanation["neural"]} neural
 * @returns {Child[]}
 */
function neuralNumbers({ words, marks, score, additive, sentences }) {
  if (!additive) return [];
  const row = (/** @type {(typeof words)[number]} */ { text, start, share }) => [text, start, signed(share, EXACT)];
  return [
    el("h4", {}, "Neural"),
    el("p", {}, NEURAL_FORMULA),
    table(
      "Neural shares of words",
      ["word", "start", "share"],
      [...words.map(row), ["begin and end", "", signed(marks, EXACT)], ["sum", "", signed(score, EXACT)]],
    ),
    table("Neural shares of sentences", ["sentence", "start", "share"], sentences.map(row)),
  ];
}

/**
 * @param {Explanation["keyword"]} keyword
 * @param {Explanation["words"]} words
 * @returns {Child[]}
 */
function keywordNumbers({ terms, score, documents, length, average_length: average, k1, b }, words) {
  const columns = ["word", "term", "in query", "here", "documents", "IDF", "length factor", "impact", "points"];
  const typed = (/** @type {string} */ term) =>
    [...new Set(words.filter((word) => word.term === term).map(({ word }) => word))].join(", ");
  const rows = terms.map((part) => [
    typed(part.term),
    part.term,
    part.query_count,
    part.count,
    part.document_frequency,
    ...[part.idf, part.length_factor, part.impact, part.score].map((value) => signed(value, EXACT)),
  ]);
  const sumRow = ["sum", ...Array(columns.length - 2).fill(""), signed(score, EXACT)];
  const lengths = `length = ${grouped(length)}, average length = ${average.toFixed(EXACT)}`;
  return [
    el("h4", {}, "Full-text"),
    el("p", {}, KEYWORD_FORMULA),
    el("p", {}, `N = ${grouped(documents)}, k1 = ${k1}, b = ${b}, ${lengths}.`),
    table("Full-text points of words", columns, [...rows, sumRow]),
  ];
}

/**
 * @param {Explanation["hybrid"]} hybrid
 * @returns {Child[]}
 */
function hybridNumbers({ parts, score, rrf_k: k }) {
  if (!parts.length) return [];
  const rule = `Each side that has the document among its first ${FUSION_DEPTH} brings its weight / (${k} + rank).`;
  const rows = parts.map(({ engine, rank, weight, reciprocal, score: part }) => [
    ENGINE_NAMES[engine],
    rank,
    weight,
    signed(reciprocal, EXACT),
    signed(part, EXACT),
  ]);
  const columns = ["side", "rank", "weight", `1 / (${k} + rank)`, "part"];
  return [
    el("h4", {}, "Hybrid"),
    el("p", {}, rule),
    table("Hybrid parts", columns, [...rows, ["sum", "", "", "", signed(score, EXACT)]]),
  ];
}

/**
 * Wide tables scroll by themselves, also by keyboard.
 * @param {string} label
 * @param {string[]} columns
 * @param {Row[]} rows
 */
function table(label, columns, rows) {
  const head = el("tr", {}, ...columns.map((name) => el("th", { scope: "col" }, name)));
  const line = (/** @type {Row} */ row) => el("tr", {}, ...row.map((cell) => el("td", { dir: "auto" }, cell)));
  return el(
    "div",
    { class: "scroller", tabindex: 0, role: "region", "aria-label": label },
    el("table", {}, el("thead", {}, head), el("tbody", {}, ...rows.map(line))),
  );
}

/** @param {ExplanationRequest} request */
function jsonLink(request) {
  const address = jsonAddress(request);
  if (address.length > LONGEST_LINK) return null;
  return el("p", {}, el("a", { href: address, target: "_blank", rel: "noopener" }, "The same as JSON ↗"));
}

/**
 * The address that answers the same; a list becomes a parameter for each of its values.
 * @param {ExplanationRequest} request
 */
export function jsonAddress(request) {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(request)) {
    for (const each of [value].flat()) parameters.append(name, String(each));
  }
  return `/api/explain?${parameters}`;
}

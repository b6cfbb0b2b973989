// @ts-check
/** @import { Breakdown, Explanation } from "../explanation.d.ts" */
/** @import { ExplanationRequest } from "./explanation-api.js" */
/** @import { Child } from "../dom/elements.js" */
/* Everything that an explanation was drawn from, for those who want to check it. */

import { el } from "../dom/elements.js";
import { signed } from "../text/formatting.js";

/** @typedef {(string | number)[]} Row */

const LONGEST_LINK = 1500; // characters; some proxies refuse addresses that are much longer
const EXACT = 6; // decimals

/**
 * @param {Explanation} explanation
 * @param {ExplanationRequest} request what the explanation answers
 */
export function numberTables({ neural, keyword, hybrid, words, breakdown }, request) {
  return el(
    "details",
    { class: "numbers" },
    el("summary", {}, "All numbers"),
    jsonLink(request),
    ...(neural.additive ? [...introduction(breakdown.neural), ...neuralTables(neural)] : []),
    ...introduction(breakdown.keyword),
    keywordTable(keyword, words),
    ...(hybrid.parts.length ? [...introduction(breakdown.hybrid), hybridTable(hybrid, breakdown)] : []),
  );
}

/**
 * @param {Breakdown} breakdown
 * @returns {Child[]}
 */
function introduction({ label, formula }) {
  return [el("h4", {}, label), ...formula.map((paragraph) => el("p", {}, paragraph))];
}

/**
 * @param {Explanation["neural"]} neural
 * @returns {Child[]}
 */
function neuralTables({ words, marks, score, sentences }) {
  const row = (/** @type {(typeof words)[number]} */ { text, start, share }) => [text, start, signed(share, EXACT)];
  return [
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
 */
function keywordTable({ terms, score }, words) {
  const columns = ["word", "term", "weight in query", "here", "documents", "IDF", "length factor", "impact", "points"];
  const typed = (/** @type {string} */ term) =>
    [...new Set(words.filter((word) => word.term === term).map(({ word }) => word))].join(", ");
  const rows = terms.map((part) => [
    typed(part.term),
    part.term,
    part.query_weight,
    part.count,
    part.document_frequency,
    ...[part.idf, part.length_factor, part.impact, part.score].map((value) => signed(value, EXACT)),
  ]);
  const sumRow = ["sum", ...Array(columns.length - 2).fill(""), signed(score, EXACT)];
  return table("Full-text points of words", columns, [...rows, sumRow]);
}

/**
 * @param {Explanation["hybrid"]} hybrid
 * @param {Explanation["breakdown"]} breakdown
 */
function hybridTable({ parts, score, rrf_k: k }, breakdown) {
  const rows = parts.map(({ engine, rank, weight, reciprocal, score: part }) => [
    breakdown[engine].label,
    rank,
    weight,
    signed(reciprocal, EXACT),
    signed(part, EXACT),
  ]);
  const columns = ["engine", "rank", "weight", `1 / (${k} + rank)`, "part"];
  return table("Hybrid parts", columns, [...rows, ["sum", "", "", "", signed(score, EXACT)]]);
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

// @ts-check
/** @import { Engine } from "../component.d.ts" */
/** @import { Child } from "../dom/elements.js" */
/* The frame of one engine's part of an explanation: where the document stands and what its score means. */

import { el } from "../dom/elements.js";
import { engineIcon } from "../dom/icons.js";
import { fixed, grouped } from "../text/formatting.js";

/** @type {Record<Engine, string>} */
export const ENGINE_NAMES = { neural: "Neural", keyword: "Full-text", hybrid: "Hybrid" };
export const DECIMALS = { neural: 3, keyword: 2, hybrid: 4 };

/** @type {Record<Engine, string>} */
const MEANINGS = {
  neural:
    "The score says how close the meaning of the text is to that of the query: 1 is the same, 0 has nothing " +
    "in common. Every word of the text contributes a part of it.",
  keyword:
    "Each word of the query that the text contains brings points: more if few documents have it, " +
    "if it occurs often here, and if the text is short.",
  hybrid:
    "Hybrid adds up ranks, not scores: first place on a side brings most, and each place further down a little less.",
};

/**
 * @param {Engine} engine
 * @param {string} standing
 * @param {...Child} content
 */
export function breakdown(engine, standing, ...content) {
  const name = ENGINE_NAMES[engine];
  const label = { "data-engine": engine, "aria-label": `${name}: ${standing}` };
  const place = el("span", { class: "why-standing" }, standing);
  return el(
    "section",
    { class: "why-side", ...label },
    el("h3", {}, engineIcon(engine), el("span", {}, name), place),
    el("p", { class: "why-means" }, MEANINGS[engine]),
    ...content,
  );
}

/** @param {string[]} sentences what is missing to a place in the list */
export function gap(sentences) {
  return sentences.length > 0 && el("p", { class: "why-gap" }, sentences.join(" "));
}

/**
 * Compares the document with the last one on show. The difference is not stated: rounded by itself, it would look
 * wrong beside the two scores.
 * @param {{ rank: number | null, score: number, cutoff: number | null }} standing
 * @param {number} k
 * @param {number} decimals
 * @param {string} unit
 * @returns {string[]}
 */
export function lastPlace({ rank, score, cutoff }, k, decimals, unit) {
  if (!rank || rank <= k || cutoff === null) return [];
  return [`#${grouped(k)} has ${fixed(cutoff, decimals)}${unit}, this one ${fixed(score, decimals)}.`];
}

/**
 * How many documents an engine lists.
 * @param {{ of: number, of_capped: boolean }} standing
 */
export function totalOf({ of, of_capped: capped }) {
  return `${grouped(of)}${capped ? "+" : ""}`;
}

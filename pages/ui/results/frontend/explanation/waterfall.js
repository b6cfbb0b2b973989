// @ts-check
/** @import { Breakdown, BreakdownRow } from "../explanation.d.ts" */
/* A score as a waterfall chart: each part begins where the one before ended, and the last bar is their sum. */

import { el } from "../dom/elements.js";
import { fixed, signed } from "../text/formatting.js";

/** @typedef {{ from: number, size: number, down: boolean }} Step shares of the chart's width, 0 to 1 */

const EXACT = 6; // decimals

/** @param {Pick<Breakdown, "rows" | "total" | "decimals">} breakdown */
export function waterfall({ rows, total, decimals }) {
  const steps = waterfallSteps(rows.map(({ value }) => value));
  const lines = [...rows, total].map((row, i) => line(row, steps[i], decimals));
  return el("ul", { class: "parts", role: "list" }, ...lines);
}

/**
 * Where each bar begins and how long it is; the last one is the sum's.
 * @param {number[]} values
 * @returns {Step[]}
 */
export function waterfallSteps(values) {
  const ends = [0];
  for (const value of values) ends.push(ends[ends.length - 1] + value);
  const low = Math.min(...ends);
  const width = Math.max(...ends) - low || 1;
  const step = (/** @type {number} */ from, /** @type {number} */ to) => ({
    from: (Math.min(from, to) - low) / width,
    size: Math.abs(to - from) / width,
    down: to < from,
  });
  return [...values.map((_, i) => step(ends[i], ends[i + 1])), step(0, ends[ends.length - 1])];
}

/**
 * @param {BreakdownRow} row
 * @param {Step} step
 * @param {number} decimals
 */
function line({ label, value, gloss, kind, engine }, { from, size, down }, decimals) {
  const bar = el("span", { class: down ? "stair down" : "stair", "aria-hidden": "true" });
  bar.style.setProperty("--from", String(from));
  bar.style.setProperty("--size", String(size));
  return el(
    "li",
    { class: kind === "total" ? "total" : "part", ...(engine && { "data-engine": engine }) },
    el("span", { class: kind === "word" ? "part-label" : "part-label plain", dir: "auto" }, label),
    " ",
    el("span", { class: "stairs" }, value !== 0 && bar),
    " ",
    el("span", { class: "part-value", title: signed(value, EXACT) }, fixed(value, decimals)),
    gloss && el("span", { class: "part-gloss" }, ` ${gloss}`),
  );
}

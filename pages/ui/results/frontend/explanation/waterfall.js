// @ts-check
/** @import { Engine } from "../component.d.ts" */
/* A score as a waterfall chart: each part begins where the one before ended, and the last bar is their sum. */

import { el } from "../dom/elements.js";
import { fixed, signed, sum } from "../text/formatting.js";

/**
 * `plain` labels are not words of a text; `engine` says whose colour the bar has.
 * @typedef {{ label: string, value: number, gloss?: string, plain?: boolean, engine?: Engine }} Contribution
 */
/** @typedef {{ from: number, size: number, down: boolean }} Step shares of the chart's width, 0 to 1 */

const EXACT = 6; // decimals

/**
 * @param {Contribution[]} contributions
 * @param {number} total
 * @param {number} decimals
 */
export function waterfall(contributions, total, decimals) {
  const steps = waterfallSteps(contributions.map(({ value }) => value));
  const rounded = sum(contributions.map(({ value }) => Number(value.toFixed(decimals))));
  const gloss = fixed(rounded, decimals) === fixed(total, decimals) ? "" : "the parts above are rounded";
  const score = { label: "Score", value: total, plain: true, gloss };
  return el(
    "ul",
    { class: "parts", role: "list" },
    ...contributions.map((contribution, i) => row(contribution, steps[i], decimals, "part")),
    row(score, steps[steps.length - 1], decimals, "total"),
  );
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
 * @param {Contribution} contribution
 * @param {Step} step
 * @param {number} decimals
 * @param {"part" | "total"} kind
 */
function row({ label, value, gloss, plain, engine }, { from, size, down }, decimals, kind) {
  const bar = el("span", { class: down ? "stair down" : "stair", "aria-hidden": "true" });
  bar.style.setProperty("--from", String(from));
  bar.style.setProperty("--size", String(size));
  return el(
    "li",
    { class: kind, ...(engine && { "data-engine": engine }) },
    el("span", { class: plain ? "part-label plain" : "part-label", dir: "auto" }, label),
    " ",
    el("span", { class: "stairs" }, value !== 0 && bar),
    " ",
    el("span", { class: "part-value", title: signed(value, EXACT) }, fixed(value, decimals)),
    gloss && el("span", { class: "part-gloss" }, ` ${gloss}`),
  );
}

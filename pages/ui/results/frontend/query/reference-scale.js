// @ts-check
/** @import { NeuralReference, ReferenceLabels } from "../explanation.d.ts" */
/* The best neural score of this query among those of unrelated queries, on one axis. */

import { el, svgElement } from "../dom/elements.js";

const RIGHT_HALF = 60; // percent; from there on the label stands left of its line

/**
 * @param {Pick<NeuralReference, "best" | "unrelated">} reference
 * @param {ReferenceLabels} labels
 */
export function referenceScale({ best, unrelated }, { this_query: thisQuery, scale }) {
  const at = percentScale([best, ...unrelated]);
  const size = { viewBox: "0 0 100 10", preserveAspectRatio: "none" };
  const image = svgElement("svg", { ...size, "aria-hidden": "true" });
  for (const score of unrelated) image.append(svgElement("path", { d: `M${at(score)} 3V10`, class: "unrelated" }));
  image.append(svgElement("path", { d: `M${at(best)} 0V10`, class: "best" }));
  const label = el("span", { class: "mark" }, thisQuery);
  label.style.setProperty("--at", `${at(best)}%`);
  label.toggleAttribute("data-right", at(best) > RIGHT_HALF);
  return el("figure", { class: "scale", "data-engine": "neural" }, label, image, el("figcaption", {}, scale));
}

/**
 * Maps scores to percent of an axis that begins at 0, or at the lowest score if that is negative, and ends a little
 * above the highest one.
 * @param {number[]} scores
 */
export function percentScale(scores) {
  const top = Math.max(...scores, 0.01) * 1.05;
  const low = Math.min(0, ...scores);
  return (/** @type {number} */ score) => (100 * (score - low)) / (top - low);
}

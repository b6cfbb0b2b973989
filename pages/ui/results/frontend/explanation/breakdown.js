// @ts-check
/** @import { Engine } from "../component.d.ts" */
/** @import { Child } from "../dom/elements.js" */
/** @import { Breakdown } from "../explanation.d.ts" */
/* The frame of one engine's part of an explanation: where the document stands and what its score means. */

import { el } from "../dom/elements.js";
import { engineIcon } from "../dom/icons.js";
import { waterfall } from "./waterfall.js";

/**
 * @param {Engine} engine
 * @param {Breakdown} breakdown
 * @param {Child} [text] the document's text with this engine's marks
 */
export function breakdownSection(engine, breakdown, text = null) {
  const { label, standing, meaning, notes, rows, legend, ignored } = breakdown;
  return el(
    "section",
    { class: "why-side", "data-engine": engine, "aria-label": `${label}: ${standing}` },
    el("h3", {}, engineIcon(engine), el("span", {}, label), el("span", { class: "why-standing" }, standing)),
    el("p", { class: "why-means" }, meaning),
    notes.length > 0 && el("p", { class: "why-notes" }, notes.join(" ")),
    text,
    legend && el("p", { class: "why-legend" }, legend),
    rows.length > 0 && waterfall(breakdown),
    ignored && el("p", { class: "why-legend" }, ignored),
  );
}

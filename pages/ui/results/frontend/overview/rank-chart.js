// @ts-check
/** @import { RankedDocument, RankedList } from "./rankings.js" */
/* The rank chart, a bump chart: both lists as columns of names in rank order, with a curve between the two places of
 * one document. All rows are equally high, so positions are ranks and nothing has to be measured. */

import { el, svgElement } from "../dom/elements.js";
import { findAll } from "../dom/queries.js";
import { makeWalkable } from "./document-marks.js";
import { positions, sharedPositions } from "./rankings.js";

const DENSE = 20; // rows

/** @param {RankedList[]} lists two, neither of them empty */
export function rankChart([left, right]) {
  const rows = Math.max(left.documents.length, right.documents.length);
  const pairs = sharedPositions(left, right);
  const node = el(
    "section",
    { class: "chart", id: "rank-chart", "aria-label": "Rank chart" },
    column(left, right),
    curves(pairs, rows),
    column(right, left),
  );
  node.append(legend(pairs.length, new Set(findAll(node, ".place").map(({ dataset }) => dataset.kind))));
  node.style.setProperty("--rows", String(rows));
  node.toggleAttribute("data-dense", rows > DENSE);
  makeWalkable(node, true);
  return node;
}

/**
 * @param {RankedList} list
 * @param {RankedList} other
 */
function column({ engine, label, documents }, other) {
  const there = positions(other);
  return el(
    "div",
    { class: "column track", role: "group", "aria-label": label, "data-engine": engine },
    el("p", { class: "head", dir: "auto", "aria-hidden": "true" }, label),
    ...documents.map((document) => place(document, label, other, other.documents[there.get(document.id) ?? -1])),
  );
}

/**
 * @param {RankedDocument} document
 * @param {string} label
 * @param {RankedList} other
 * @param {RankedDocument | undefined} counterpart
 */
function place({ id, rank, name, otherRank, reason }, label, other, counterpart) {
  const there = counterpart?.rank ?? otherRank;
  const why = reason ? reason[0].toLowerCase() + reason.slice(1) : `not among the ${other.label} results here`;
  const elsewhere = there ? `${other.label.toLowerCase()} ${there}` : why;
  const kind = counterpart ? "both" : there ? "below" : "alone";
  return el(
    "button",
    {
      type: "button",
      class: "place spot",
      tabindex: -1,
      "data-id": id,
      "data-kind": kind,
      title: `${name}\n${reason}`,
      "aria-label": `${label} ${rank}, ${name}, ${elsewhere}`,
    },
    el("span", { class: "label", dir: "auto" }, name),
    el("span", { class: "number" }, rank),
    el("span", { class: "dot" }),
    // A curve to a place far below would cross everything; there may be fifty of them.
    kind === "below" && el("span", { class: "stub" }, `#${there}`),
  );
}

/**
 * Level at both ends: a curve is clear of its neighbours' rows before it turns.
 * @param {ReturnType<typeof sharedPositions>} pairs
 * @param {number} rows
 */
function curves(pairs, rows) {
  const size = { viewBox: `0 0 1 ${rows}`, preserveAspectRatio: "none" };
  const image = svgElement("svg", { class: "curves", ...size, "aria-hidden": "true" });
  for (const [id, i, j] of pairs) {
    const d = `M0 ${i + 0.5}C.5 ${i + 0.5} .5 ${j + 0.5} 1 ${j + 0.5}`;
    image.append(svgElement("path", { "data-id": id, d }));
  }
  return image;
}

/**
 * Explains only what there is to see.
 * @param {number} shared
 * @param {Set<string | undefined>} kinds
 */
function legend(shared, kinds) {
  const entries = [
    ["both", `in both: ${shared}`],
    ["below", "further down there"],
    ["alone", "not in the top 100 there"],
  ].filter(([kind]) => kinds.has(kind));
  const sample = (/** @type {string} */ kind) => [
    el("span", { class: "dot" }),
    kind === "below" && el("span", { class: "stub" }, "#n"),
  ];
  return el(
    "p",
    { class: "legend", "aria-hidden": "true" },
    ...entries.map(([kind, text]) => el("span", { "data-kind": kind }, ...sample(kind), text)),
  );
}

// @ts-check
/** @import { RankedDocument, RankedList } from "./rankings.js" */
/* The overlap strip: each list as a row of squares in rank order, with a line between the two places of one document.
 * Squares share the width evenly, so positions are ranks and nothing has to be measured. */

import { el, svgElement } from "../dom/elements.js";
import { makeWalkable } from "./document-marks.js";
import { positions, sharedPositions } from "./rankings.js";

const DENSE = 20; // columns

/** The place of the strip while the lists load. */
export function emptyStrip() {
  return el("div", { class: "strip", "aria-hidden": "true" });
}

/** @param {RankedList[]} lists two, neither of them empty */
export function overlapStrip([above, below]) {
  const columns = Math.max(above.documents.length, below.documents.length);
  const pairs = sharedPositions(above, below);
  const results = columns === 1 ? "result is" : "results are";
  const label = `${pairs.length} of ${columns} ${results} in both lists`;
  const node = el(
    "div",
    { class: "strip", role: "group", "aria-label": label },
    row(above, below),
    lines(pairs, columns),
    row(below, above),
  );
  node.style.setProperty("--columns", String(columns));
  node.toggleAttribute("data-dense", columns > DENSE);
  makeWalkable(node, false);
  return node;
}

/**
 * @param {RankedList} list
 * @param {RankedList} other
 */
function row(list, other) {
  const there = positions(other);
  return el(
    "div",
    { class: "cells track", "data-engine": list.engine },
    el("span", { class: "side", dir: "auto", "aria-hidden": "true" }, list.label),
    ...list.documents.map((document) => cell(document, list, other, other.documents[there.get(document.id) ?? -1])),
  );
}

/**
 * @param {RankedDocument} document
 * @param {RankedList} list
 * @param {RankedList} other
 * @param {RankedDocument | undefined} counterpart
 */
function cell({ id, rank, name }, list, other, counterpart) {
  const also = counterpart ? `also ${other.label} ${counterpart.rank}` : `not among the ${other.label} results here`;
  return el("button", {
    type: "button",
    class: "cell spot",
    tabindex: -1,
    "data-id": id,
    "data-shared": counterpart !== undefined,
    title: `${rank}. ${name}`,
    "aria-label": `${list.label} ${rank}, ${name}, ${also}`,
  });
}

/**
 * Each line leads from a square to its counterpart; the picture is stretched to the squares' width.
 * @param {ReturnType<typeof sharedPositions>} pairs
 * @param {number} columns
 */
function lines(pairs, columns) {
  const size = { viewBox: `0 0 ${columns} 1`, preserveAspectRatio: "none" };
  const image = svgElement("svg", { class: "links", ...size, "aria-hidden": "true" });
  image.append(...pairs.map(([id, i, j]) => svgElement("path", { "data-id": id, d: `M${i + 0.5} 0L${j + 0.5} 1` })));
  return image;
}

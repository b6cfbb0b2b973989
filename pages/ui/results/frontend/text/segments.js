// @ts-check
/** @import { Segment } from "../component.d.ts" */
/* Marked texts: pieces of text, each with whether it matches the query. */

import { DrawnText } from "./code-points.js";

/** @param {Segment[]} segments */
export function plainText(segments) {
  return segments.map(([text]) => text).join("");
}

/**
 * The pieces before and after an offset in code points. An offset behind the end would leave nothing to show after
 * it, so everything comes after it then.
 * @param {Segment[]} segments
 * @param {number} offset
 * @returns {[Segment[], Segment[]]}
 */
export function splitSegments(segments, offset) {
  /** @type {Segment[]} */
  const before = [];
  /** @type {Segment[]} */
  const after = [];
  let left = offset;
  for (const [original, isMatch] of segments) {
    const text = new DrawnText(original);
    const head = text.slice(0, left);
    const tail = text.slice(left);
    if (head) before.push([head, isMatch]);
    if (tail) after.push([tail, isMatch]);
    left = Math.max(0, left - text.length);
  }
  return after.length ? [before, after] : [[], segments];
}

// @ts-check
/** @import { Explanation } from "../explanation.d.ts" */
/* The neural side of an explanation: what each word of the text contributes to the cosine. */

import { partOf } from "../text/formatting.js";
import { annotatedText } from "./annotated-text.js";
import { breakdownSection } from "./breakdown.js";

/** @param {Explanation} explanation */
export function neuralBreakdown({ neural, document: { name }, text, breakdown }) {
  const spans = neural.words.map(({ start, end, share }) => ({
    start,
    end,
    value: share,
    title: partOf(share, neural.score, breakdown.neural.decimals),
  }));
  const underlined = neural.strongest ?? neural.closest;
  const read = neural.truncated ? neural.read : null;
  return breakdownSection("neural", breakdown.neural, annotatedText({ text, name, spans, underlined, read }));
}

// @ts-check
/** @import { Explanation } from "../explanation.d.ts" */
/** @import { Span } from "./annotated-text.js" */
/* The full-text side of an explanation: where the query's words stand in the text. */

import { partOf } from "../text/formatting.js";
import { annotatedText } from "./annotated-text.js";
import { breakdownSection } from "./breakdown.js";

/** @param {Explanation} explanation */
export function keywordBreakdown({ keyword, document: { name }, text, breakdown }) {
  const spans = keywordSpans(keyword, breakdown.keyword.decimals);
  const marked = keyword.terms.length > 0 && annotatedText({ text, name, spans, excerpt: true });
  return breakdownSection("keyword", breakdown.keyword, marked);
}

/**
 * A term's points belong to all its occurrences together.
 * @param {Explanation["keyword"]} keyword
 * @param {number} decimals
 * @returns {Span[]}
 */
function keywordSpans({ terms, score }, decimals) {
  return terms.flatMap(({ score: value, places }) => {
    const title = partOf(value, score, decimals);
    return places.map(([start, end], i) => ({ start, end, value, first: i === 0, title }));
  });
}

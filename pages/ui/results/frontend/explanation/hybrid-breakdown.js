// @ts-check
/** @import { Explanation } from "../explanation.d.ts" */
/** @import { Contribution } from "./waterfall.js" */
/* The hybrid part of an explanation: reciprocal rank fusion of the two sides. */

import { fixed, grouped } from "../text/formatting.js";
import { breakdown, DECIMALS, ENGINE_NAMES } from "./breakdown.js";
import { waterfall } from "./waterfall.js";

export const FUSION_DEPTH = 100; // hybrid takes this many of each side

/** @param {Explanation} explanation */
export function hybridBreakdown(explanation) {
  const { hybrid } = explanation;
  const score = fixed(hybrid.score, DECIMALS.hybrid);
  const standing = hybrid.rank ? `#${grouped(hybrid.rank)} · ${score}` : "not found";
  const sides = [side("neural", explanation), side("keyword", explanation)];
  return breakdown("hybrid", standing, waterfall(sides, hybrid.score, DECIMALS.hybrid));
}

/**
 * @param {"neural" | "keyword"} engine
 * @param {Explanation} explanation
 * @returns {Contribution}
 */
function side(engine, { hybrid, [engine]: { rank } }) {
  const label = ENGINE_NAMES[engine];
  const part = hybrid.parts.find((each) => each.engine === engine);
  if (part) {
    const gloss = `#${part.rank} there: ${fixed(part.weight, 2)} / (${hybrid.rrf_k} + ${part.rank})`;
    return { label, value: part.score, engine, gloss };
  }
  const gloss = rank && rank <= FUSION_DEPTH ? "its weight is 0" : `not among its first ${FUSION_DEPTH}`;
  return { label, value: 0, engine, gloss };
}

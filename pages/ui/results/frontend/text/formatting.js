// @ts-check
/* Numbers and lists of words as a person writes them. */

const LISTED = 8;

/**
 * With a minus sign instead of a hyphen, and never "−0.000".
 * @param {number} value
 * @param {number} decimals
 */
export function fixed(value, decimals) {
  const written = value.toFixed(decimals);
  return Number(written) === 0 ? written.replace("-", "") : written.replace("-", "−");
}

/**
 * Like `fixed`, but a tiny negative number keeps its sign.
 * @param {number} value
 * @param {number} decimals
 */
export function signed(value, decimals) {
  return value.toFixed(decimals).replace("-", "−");
}

/** @param {number} count */
export function grouped(count) {
  return count.toLocaleString("en");
}

/**
 * @param {number | string} count a number, or one already written out
 * @param {string} noun singular
 */
export function counted(count, noun) {
  const written = typeof count === "number" ? grouped(count) : count;
  return `${written} ${noun}${Number(count) === 1 ? "" : "s"}`;
}

/** @param {number[]} values */
export function sum(values) {
  return values.reduce((total, value) => total + value, 0);
}

/**
 * @param {number} share
 * @param {number} score
 * @param {number} decimals
 */
export function partOf(share, score, decimals) {
  return `${fixed(share, decimals)} of ${fixed(score, decimals)}`;
}

/**
 * In directional isolates where needed: a right-to-left word must not reorder the sentence around it.
 * @param {string} word
 */
export function quoted(word) {
  return /^[\u0020-\u02af]*$/.test(word) ? `“${word}”` : `“\u2068${word}\u2069”`;
}

/**
 * "a, b and c"; beyond eight items the others are only counted.
 * @param {string[]} items
 */
export function enumerated(items) {
  const more = items.length - LISTED;
  if (more > 1) return `${items.slice(0, LISTED).join(", ")} and ${grouped(more)} more`;
  return [items.slice(0, -1).join(", "), items.at(-1)].filter(Boolean).join(" and ");
}

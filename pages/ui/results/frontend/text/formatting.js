// @ts-check
/* Numbers as a person writes them. */

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
 * @param {number} count
 * @param {string} noun singular
 */
export function counted(count, noun) {
  return `${grouped(count)} ${noun}${count === 1 ? "" : "s"}`;
}

/**
 * @param {number} share
 * @param {number} score
 * @param {number} decimals
 */
export function partOf(share, score, decimals) {
  return `${fixed(share, decimals)} of ${fixed(score, decimals)}`;
}

// @ts-check
/* Words without the punctuation around them. */

const LEADING = /^[^\p{L}\p{N}]*/u;
const TRAILING = /[^\p{L}\p{N}]*$/u;

/**
 * The part of text[from:to] that begins and ends with a letter or digit; empty if there is none.
 * @param {string} text
 * @param {number} from
 * @param {number} to
 * @returns {[number, number]}
 */
export function wordBounds(text, from, to) {
  const stretch = text.slice(from, to);
  const before = LEADING.exec(stretch)?.[0].length ?? 0;
  const after = TRAILING.exec(stretch)?.[0].length ?? 0;
  return before === stretch.length ? [from, from] : [from + before, to - after];
}

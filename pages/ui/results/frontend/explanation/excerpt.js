// @ts-check
/* Which parts of a long text to show around the words that matter. */

/** @import { DrawnText } from "../text/code-points.js" */

const WHOLE_TEXT = 700; // code points; a longer text is shown in passages
const AROUND = 80; // code points on each side of a word
const PASSAGES = 8;

/**
 * The passages of text[from:to] to show, as [begin, end) in code points: all of it if it is short, else what stands
 * around the first few spans. Each word's first place comes before any other word's second.
 * @param {DrawnText} text
 * @param {{ start: number, end: number, first?: boolean }[]} spans in the order of the text
 * @param {number} from
 * @param {number} to
 * @returns {[number, number][]}
 */
export function excerpt(text, spans, from, to) {
  if (to - from <= WHOLE_TEXT) return [[from, to]];
  const within = spans.filter(({ start }) => start >= from);
  const byPriority = [...within.filter(({ first }) => first), ...within.filter(({ first }) => !first)];
  const chosen = new Set(byPriority.slice(0, PASSAGES));
  /** @type {[number, number][]} */
  const passages = [];
  for (const { start, end } of within.filter((span) => chosen.has(span))) {
    const begin = Math.min(start, text.wordStart(Math.max(from, start - AROUND)));
    const stop = Math.min(to, text.wordStart(end + AROUND));
    const last = passages[passages.length - 1];
    if (last && begin <= last[1]) last[1] = stop;
    else passages.push([begin, stop]);
  }
  return passages.length ? passages : [[from, text.wordStart(Math.min(to, from + 2 * AROUND))]];
}

// @ts-check
/** @import { Child } from "../dom/elements.js" */
/* A document's text with a bar on each word. All offsets are in code points. */

import { el } from "../dom/elements.js";
import { DrawnText } from "../text/code-points.js";
import { counted } from "../text/formatting.js";
import { excerpt as excerptOf } from "./excerpt.js";

/**
 * `value` is the height of the bar, below the line if negative; `first` marks a word's first place.
 * @typedef {{ start: number, end: number, value: number, title: string, first?: boolean }} Span
 */
/** @typedef {{ start: number, end: number }} Range */
/**
 * `name` is what the text begins with; `underlined` a sentence; `read` where the model stopped, if it did; `excerpt`
 * whether a long text may be cut around its spans.
 * @typedef {{ text: string, name: string, spans: Span[], underlined?: Range | null, read?: number | null, excerpt?: boolean }} Annotated
 */
/** @typedef {{ text: DrawnText, spans: Span[], underlined: Range | null, most: number }} Drawing */

const UNREAD_SHOWN = 900; // code points

/** @param {Annotated} annotated */
export function annotatedText({ text: original, name, spans, underlined = null, read = null, excerpt = false }) {
  const text = new DrawnText(original);
  const most = Math.max(...spans.map(({ value }) => Math.abs(value)), 0);
  const drawing = { text, underlined, spans: withoutOverlaps(spans), most };
  const end = Math.min(read ?? text.length, text.length);
  const nameEnd = Math.min(new DrawnText(name).length, end);
  const begin = Math.min(nameEnd + 1, end);
  return el(
    "div",
    { class: "bar-text" },
    nameEnd > 0 && el("p", { class: "bar-name", dir: "auto" }, ...underlinedStretch(drawing, 0, nameEnd)),
    el("p", { dir: "auto" }, ...body(drawing, begin, end, excerpt)),
    end < text.length && unread(text, end),
  );
}

/**
 * In the order of the text; of overlapping spans (pairs of characters) each gets the characters up to the next.
 * @param {Span[]} spans
 */
export function withoutOverlaps(spans) {
  const sorted = [...spans].sort((one, other) => one.start - other.start);
  return sorted
    .map((span, i) => ({ ...span, end: Math.min(span.end, sorted[i + 1]?.start ?? span.end) }))
    .filter(({ start, end }) => start < end);
}

/**
 * @param {DrawnText} text
 * @param {number} read
 */
function unread(text, read) {
  const more = text.length - read - UNREAD_SHOWN;
  return el(
    "div",
    { class: "unread" },
    el("p", { class: "why-legend" }, "The model did not read this part:"),
    el(
      "p",
      { dir: "auto" },
      text.slice(read, read + UNREAD_SHOWN).trim(),
      more > 0 && `… and ${counted(more, "more character")}`,
    ),
  );
}

/**
 * @param {Drawing} drawing
 * @param {number} from
 * @param {number} to
 * @param {boolean} cut
 * @returns {Child[]}
 */
function body(drawing, from, to, cut) {
  const passages = cut ? excerptOf(drawing.text, drawing.spans, from, to) : [/** @type {const} */ ([from, to])];
  const shown = passages.flatMap(([begin, end]) => [begin > from && " … ", ...underlinedStretch(drawing, begin, end)]);
  return [...shown, passages[passages.length - 1][1] < to && " …"];
}

/**
 * A stretch of text: before, in and after the underlined sentence.
 * @param {Drawing} drawing
 * @param {number} from
 * @param {number} to
 * @returns {Child[]}
 */
function underlinedStretch(drawing, from, to) {
  const { underlined } = drawing;
  if (!underlined || underlined.end <= from || underlined.start >= to) return stretch(drawing, from, to);
  const [begin, end] = [Math.max(from, underlined.start), Math.min(to, underlined.end)];
  return [
    ...stretch(drawing, from, begin),
    el("span", { class: "bar-best" }, ...stretch(drawing, begin, end)),
    ...stretch(drawing, end, to),
  ];
}

/**
 * @param {Drawing} drawing
 * @param {number} from
 * @param {number} to
 * @returns {Child[]}
 */
function stretch({ text, spans, most }, from, to) {
  /** @type {Child[]} */
  const children = [];
  let at = from;
  for (const span of spans.filter(({ start }) => start >= from && start < to)) {
    const end = Math.min(span.end, to);
    children.push(text.slice(at, span.start), word(text.slice(span.start, end), span, most));
    at = end;
  }
  return at < to ? [...children, text.slice(at, to)] : children;
}

/**
 * @param {string} text
 * @param {Span} span
 * @param {number} most the greatest absolute value of all spans
 */
function word(text, { value, title }, most) {
  const node = el("span", { class: value < 0 ? "bar-word below" : "bar-word", title }, text);
  node.style.setProperty("--tall", String(most ? Math.abs(value) / most : 0));
  return node;
}

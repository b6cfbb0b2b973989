/* A document's text with a bar on each word: spans are [start, end) in code points, as Python counts them. */

const WHOLE_TEXT = 700; // a longer one is shown around the words with bars
const AROUND = 80;
const PASSAGES = 8;
const UNREAD = 900;

// spans: [{start, end, value, title, first?: of its word}]; best: the sentence to underline; read: where the model stopped, or null
function barText({ text, name, spans, best = null, read = null, excerpt = false }) {
  const points = Array.from(text);
  const scale = Math.max(...spans.map(({ value }) => Math.abs(value)), 0);
  const drawn = { points, best, spans: untangled(spans), scale };
  const end = Math.min(read ?? points.length, points.length);
  const begin = Math.min(Array.from(name).length, end);
  return el("div", { class: "bar-text" },
    begin ? el("p", { class: "bar-name", dir: "auto" }, ...zone(drawn, 0, begin)) : null,
    el("p", { dir: "auto" }, ...passages(drawn, Math.min(begin + 1, end), end, excerpt)),
    end < points.length ? unread(points.slice(end)) : null);
}

// Pairs of characters overlap: each gets the characters up to the next.
function untangled(spans) {
  const sorted = [...spans].sort((one, other) => one.start - other.start);
  return sorted.map((span, i) => ({ ...span, end: Math.min(span.end, sorted[i + 1]?.start ?? span.end) }))
    .filter(({ start, end }) => start < end);
}

function unread(rest) {
  const more = rest.length - UNREAD;
  return el("div", { class: "unread" },
    el("p", { class: "why-legend" }, "The model did not read this part:"),
    el("p", { dir: "auto" }, rest.slice(0, UNREAD).join("").trim(), more > 0 ? `… and ${many(more, "more character")}` : null));
}

function passages(drawn, from, to, excerpt) {
  if (!excerpt || to - from <= WHOLE_TEXT) return zone(drawn, from, to);
  const spans = drawn.spans.filter(({ start }) => start >= from);
  // Each word's first place before any other one's second.
  const chosen = new Set([...spans.filter(({ first }) => first), ...spans.filter(({ first }) => !first)].slice(0, PASSAGES));
  const merged = [];
  for (const { start, end } of spans.filter((span) => chosen.has(span))) {
    const begin = Math.min(start, wordStart(drawn.points, Math.max(from, start - AROUND)));
    const stop = Math.min(to, wordStart(drawn.points, end + AROUND));
    if (merged.length && begin <= merged.at(-1)[1]) merged.at(-1)[1] = stop;
    else merged.push([begin, stop]);
  }
  const shown = merged.length ? merged : [[from, wordStart(drawn.points, Math.min(to, from + 2 * AROUND))]];
  return [
    ...shown.flatMap(([begin, stop]) => [begin > from ? " … " : "", ...zone(drawn, begin, stop)]),
    shown.at(-1)[1] < to ? " …" : "",
  ];
}

// At a space if there is one near: text without spaces is cut anywhere.
function wordStart(points, at) {
  const space = points.slice(at, at + 20).findIndex((point) => /\s/.test(point));
  return at && space >= 0 ? at + space + 1 : at;
}

// A stretch of text: before, in and after the underlined sentence.
function zone(drawn, from, to) {
  const { best } = drawn;
  if (!best || best.end <= from || best.start >= to) return stretch(drawn, from, to);
  const [begin, stop] = [Math.max(from, best.start), Math.min(to, best.end)];
  return [
    ...stretch(drawn, from, begin),
    el("span", { class: "bar-best" }, ...stretch(drawn, begin, stop)),
    ...stretch(drawn, stop, to),
  ];
}

function stretch({ points, spans, scale }, from, to) {
  const nodes = [];
  let at = from;
  for (const span of spans.filter(({ start }) => start >= from && start < to)) {
    const end = Math.min(span.end, to);
    if (span.start > at) nodes.push(points.slice(at, span.start).join(""));
    nodes.push(barWord(points.slice(span.start, end).join(""), span, scale));
    at = end;
  }
  if (at < to) nodes.push(points.slice(at, to).join(""));
  return nodes;
}

function barWord(text, { value, title }, scale) {
  const word = el("span", { class: value < 0 ? "bar-word below" : "bar-word", title }, text);
  word.style.setProperty("--tall", scale ? Math.abs(value) / scale : 0);
  return word;
}

// A term's points belong to all its places together.
function keywordPlaces({ terms, score }) {
  return terms.flatMap(({ score: value, places }) => places.map(([start, end], i) => ({
    start, end, value, first: i === 0,
    title: partOf(value, score, 2) + (places.length > 1 ? `, its ${places.length} places together` : ""),
  })));
}

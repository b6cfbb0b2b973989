/* Words of neural cards lit by what they bring to the score. The lists are painted without; the shares are asked
 * for afterwards, and drawn by the CSS Custom Highlight API, which colours text without touching the page's nodes:
 * nothing moves. A browser without it shows no colours; the panel of "Why?" says the same in numbers. */

const LEVELS = 5;
const FAINTEST = 0.3; // of the text's strongest word: below that a colour would say nothing
const TOGETHER = 5; // texts asked for at once: the first ones are lit while the others are on their way
const AT_TOP = 10;
const REMEMBERED = 500;
const lamps = globalThis.Highlight ? Array.from({ length: LEVELS }, lamp) : [];
const known = new Map(); // question and id → [[start, end, level]]

function lamp(_, i) {
  const highlight = new Highlight();
  CSS.highlights.set(`nvk-share-${i + 1}`, highlight);
  return highlight;
}

// Part of every drawing: words that were lit before do not flicker. Returns the hits that are still dark.
function lightKnown(instance, lists) {
  darken(instance);
  const at = lists.findIndex((list) => list.engine === "neural" && !list.loading && list.hits.length);
  if (at < 0 || !instance.question || !lamps.length) return null;
  const { hits } = lists[at];
  const panel = instance.shown[at];
  for (const hit of hits) lightCard(instance, panel, hit);
  const missing = hits.filter((hit) => !known.has(keyOf(instance, hit.id)));
  if (!missing.length) panel.root.setAttribute("data-lit", hits.length);
  return { panel, missing, count: hits.length };
}

// Resolves when all words are lit, or when a newer drawing took over. Many long texts take a while: what `between`
// brings comes when those at the top are lit.
async function lightWords(instance, { panel, missing, count }, signal, between) {
  for (let i = 0; i < missing.length && !signal.aborted; i += TOGETHER) {
    if (i === AT_TOP) await between();
    const some = missing.slice(i, i + TOGETHER);
    if (!await learn(instance, some, signal)) break;
    for (const hit of some) lightCard(instance, panel, hit);
  }
  if (!signal.aborted) panel.root.setAttribute("data-lit", count);
}

function darken(instance) {
  for (const { root } of instance.panels.values()) root.removeAttribute("data-lit");
  for (const range of instance.ranges ?? []) for (const highlight of lamps) highlight.delete(range);
  instance.ranges = [];
}

function keyOf({ question }, id) {
  return JSON.stringify([question.dataset, question.like ?? question.q, id]);
}

// Whether there is more to come: not for a model whose score cannot be split, nor after a failure.
async function learn(instance, hits, signal) {
  const question = questionFor(instance, "q", "like", "dataset");
  const keys = new Map(hits.map(({ id }) => [id, keyOf(instance, id)]));
  try {
    const answer = await ask("explain/words", { ...question, id: [...keys.keys()] }, signal);
    if (known.size > REMEMBERED) known.clear();
    for (const { id, words } of answer.documents) known.set(keys.get(id), levels(words));
    return answer.additive && !signal.aborted;
  } catch {
    return false; // the lists are whole without it; "Why?" says what is wrong
  }
}

function levels(words) {
  const most = Math.max(0, ...words.map(({ share }) => share));
  return words.filter(({ share }) => share > FAINTEST * most).map(({ start, end, share }) =>
    [start, end, Math.min(LEVELS - 1, Math.floor((share / most - FAINTEST) / (1 - FAINTEST) * LEVELS))]);
}

function lightCard(instance, panel, hit) {
  const spans = known.get(keyOf(instance, hit.id));
  const article = panel.byId.get(String(hit.id));
  if (!spans || !article) return;
  const [title, description] = hit.offsets;
  lightText(instance, article.querySelector(".name"), plainText(hit.name), spans, title);
  lightText(instance, article.querySelector(".description"), plainText(hit.description), spans, description);
}

// `begin` is where `text` begins in what the model read.
function lightText(instance, node, text, spans, begin) {
  const places = unitsOf(text);
  const clean = text.replace(CONTROLS, "");
  const pieces = textNodes(node);
  for (const [start, end, level] of spans) {
    const [from, to] = [places(start - begin), places(end - begin)];
    const range = from !== undefined && to !== undefined && rangeOf(pieces, ...bare(clean, from, to));
    if (!range) continue;
    lamps[level].add(range);
    instance.ranges.push(range);
  }
}

// A comma's share counts with its word, but it is the word that should be lit.
function bare(text, from, to) {
  const word = text.slice(from, to);
  const [before, after] = [/^[^\p{L}\p{N}]*/u, /[^\p{L}\p{N}]*$/u].map((edge) => word.match(edge)[0].length);
  return before === word.length ? [from, from] : [from + before, to - after];
}

// From Python's code points to UTF-16 units of the text as drawn, where control characters are left out.
function unitsOf(text) {
  if (/^[\n\x20-\x7e]*$/.test(text)) return (point) => (point >= 0 && point <= text.length ? point : undefined);
  const units = [0];
  for (const char of text) units.push(units.at(-1) + char.replace(CONTROLS, "").length);
  return (point) => units[point];
}

// Text nodes of a card with where each begins in the whole.
function textNodes(root) {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const pieces = [];
  for (let at = 0; walker.nextNode(); at += walker.currentNode.length) pieces.push([walker.currentNode, at]);
  return pieces;
}

function rangeOf(pieces, from, to) {
  if (from === to) return null;
  const first = pieces.findLast(([, at]) => at <= from);
  const last = pieces.findLast(([, at]) => at < to);
  if (!first || !last || to - last[1] > last[0].length) return null;
  return new StaticRange({
    startContainer: first[0], startOffset: from - first[1], endContainer: last[0], endOffset: to - last[1],
  });
}

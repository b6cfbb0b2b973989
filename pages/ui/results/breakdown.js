/* The two sides of an explanation, and hybrid: where the document stands, what its score means, what it is made of. */

const FUSED_DEPTH = 100; // hybrid takes so many of each side
const BIGGEST = 6;
const ENGINE_NAMES = { neural: "Neural", keyword: "Full-text" };
const MEANS = {
  neural: "The score says how near the meaning of the text is to that of the query: 1 is the same, 0 has nothing " +
    "in common. Every word of the text brings a part of it.",
  keyword: "Each word of the query that the text contains brings points: more if few documents have it, " +
    "if it stands here often, and if the text is short.",
  hybrid: "Hybrid adds up places, not scores: first place on a side brings most, and each place further down a little less.",
};

function breakdown(engine, label, standing, ...content) {
  return el("section", { class: "why-side", "data-engine": engine, "aria-label": `${label}: ${standing}` },
    el("h3", {}, engineIcon(engine), el("span", {}, label), el("span", { class: "why-standing" }, standing)),
    el("p", { class: "why-means" }, MEANS[engine]),
    ...content);
}

function neuralBreakdown({ neural, document: { name }, text, k, listed }) {
  const of = `${grouped(neural.of)}${neural.of_capped ? "+" : ""}`;
  const standing = listed && neural.rank ? `#${grouped(neural.rank)} of ${of} · ${fixed(neural.score, 3)}`
    : `not in this list · ${fixed(neural.score, 3)}`;
  const words = neural.words.map((word) => ({ ...word, value: word.share, title: partOf(word.share, neural.score, 3) }));
  return breakdown("neural", ENGINE_NAMES.neural, standing,
    gap(lastPlace(neural, k, 3, "")),
    neural.problem ? el("p", {}, neural.problem) : null,
    barText({ text, name, spans: words, best: neural.strongest ?? neural.closest, read: neural.truncated ? neural.read : null }),
    el("p", { class: "why-legend" }, neuralLegend(neural)),
    neural.additive ? partsList(neuralParts(neural), neural.score, 3) : null);
}

// By the strongest place of each, or "the" would lead in any long text; its part is that of all its places.
function neuralParts({ words, marks }) {
  const places = new Map();
  for (const word of [...words].sort((one, other) => other.share - one.share)) {
    const key = bareWord(word.text).toLowerCase();
    if (places.has(key)) places.get(key).push(word);
    else if (places.size < BIGGEST && word.share > 0) places.set(key, [word]);
  }
  const biggest = [...places.values()].map((each) => ({
    label: quoted(bareWord(each[0].text)) + (each.length > 1 ? ` ${each.length}×` : ""),
    value: sum(each.map(({ share }) => share)),
  }));
  const named = new Set([...places.values()].flat());
  const others = words.filter((word) => !named.has(word));
  const away = others.filter(({ share }) => share < 0).length;
  const rest = { label: many(others.length, "other word"), value: sum(others.map(({ share }) => share)), plain: true,
    gloss: away ? `${grouped(away)} of them ${away === 1 ? "points" : "point"} away from the query and ${away === 1 ? "takes" : "take"} something off` : "" };
  return [
    ...biggest,
    ...(others.length ? [rest] : []),
    { label: "begin and end", value: marks, plain: true, gloss: "two marks that the model puts around every text" },
  ];
}

function neuralLegend({ additive, strongest, closest, words }) {
  const best = strongest
    ? ` Underlined: the sentence that brings most, ${fixed(strongest.share, 3)}.`
    : closest ? `Underlined: the sentence that is nearest to the query by itself, ${fixed(closest.share, 3)}.` : "";
  if (!additive) return best;
  const below = words.some(({ share }) => share < 0) ? ", a grey one below what it takes off" : "";
  return `The bar above a word is the part it brings${below}; the model reads each word together with those around it.${best}`;
}

function keywordBreakdown(found) {
  const { keyword, document: { name }, text, k, listed } = found;
  const of = `${grouped(keyword.of)}${keyword.of_capped ? "+" : ""}`;
  const points = many(fixed(keyword.score, 2), "point");
  const standing = listed && keyword.rank ? `#${grouped(keyword.rank)} of ${of} ${keyword.of === 1 ? "match" : "matches"} · ${points}`
    : keyword.terms.length ? `not in this list · ${points}` : "not found";
  return breakdown("keyword", ENGINE_NAMES.keyword, standing,
    gap([...lastPlace(keyword, k, 2, " points"), ...keywordLines(found)]),
    keyword.terms.length ? barText({ text, name, spans: keywordPlaces(keyword), excerpt: true }) : null,
    keyword.terms.length ? el("p", { class: "why-legend" }, keywordLegend(keyword)) : null,
    ...keywordList(found));
}

function keywordLegend({ terms, length, average_length: average }) {
  const together = terms.some(({ places }) => places.length > 1) ? ", all its places together" : "";
  return `The bar above a word shows the points that it brings${together}. Without the commonest words, this text has ` +
    `${many(length, "word")}; the average is ${grouped(Math.round(average))}.`;
}

function gap(sentences) {
  return sentences.length ? el("p", { class: "why-gap" }, sentences.join(" ")) : null;
}

// No difference: it would be rounded by itself, and look wrong beside the two.
function lastPlace({ rank, score, cutoff }, k, decimals, unit) {
  if (!rank || rank <= k || cutoff === null) return [];
  return [`#${grouped(k)} has ${fixed(cutoff, decimals)}${unit}, this one ${fixed(score, decimals)}.`];
}

function keywordLines({ keyword: { rank, terms, missing, needed }, words, k }) {
  const lines = [];
  if (!terms.length) lines.push(notFound(words, missing));
  if (needed) {
    const added = needed.terms.map((term) => quoted(words.find((word) => word.term === term)?.word ?? term));
    lines.push(`With ${listOf(added)} in it ${added.length > 1 ? "once each" : "once"}, it would have ` +
      `${fixed(needed.score, 2)} points: enough for the first ${grouped(k)}.`);
  } else if (rank > k) {
    lines.push(missing.length ? `Even with all the missing words, once each, it would not be among the first ${grouped(k)}.`
      : "It has every word that is looked for; the texts before it have them more often or are shorter.");
  }
  return lines;
}

function notFound(words, missing) {
  if (missing.length) return "No word of the query stands in this text. Full-text compares words, not meanings.";
  if (words.some(({ term }) => term)) return "No document contains any word of the query as it is spelled.";
  return "Every word of the query is too common to be looked for, so full-text finds nothing.";
}

function hybridBreakdown({ hybrid, neural, keyword }) {
  const standing = hybrid.rank ? `#${grouped(hybrid.rank)} · ${fixed(hybrid.score, 4)}` : "not found";
  const sides = Object.entries({ neural, keyword }).map(([engine, { rank }]) => {
    const part = hybrid.parts.find((each) => each.engine === engine);
    if (part) return { label: ENGINE_NAMES[engine], value: part.score, engine,
      gloss: `#${part.rank} there: ${fixed(part.weight, 2)} / (${hybrid.rrf_k} + ${part.rank})` };
    const gloss = rank && rank <= FUSED_DEPTH ? "its weight is 0" : `not among its first ${FUSED_DEPTH}`;
    return { label: ENGINE_NAMES[engine], value: 0, engine, gloss };
  });
  return breakdown("hybrid", "Hybrid", standing, partsList(sides, hybrid.score, 4));
}

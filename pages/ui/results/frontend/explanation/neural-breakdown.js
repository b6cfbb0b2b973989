// @ts-check
/** @import { Explanation } from "../explanation.d.ts" */
/** @import { Contribution } from "./waterfall.js" */
/* The neural side of an explanation: what each word of the text contributes to the cosine. */

import { el } from "../dom/elements.js";
import { counted, fixed, grouped, partOf, quoted, sum } from "../text/formatting.js";
import { bareWord } from "../text/words.js";
import { annotatedText } from "./annotated-text.js";
import { breakdown, DECIMALS, gap, lastPlace, totalOf } from "./breakdown.js";
import { waterfall } from "./waterfall.js";

/** @typedef {Explanation["neural"]} Neural */

const BIGGEST = 6;
const { neural: PLACES } = DECIMALS;

/** @param {Explanation} explanation */
export function neuralBreakdown({ neural, document: { name }, text, k, listed }) {
  const score = fixed(neural.score, PLACES);
  const rank = listed && neural.rank ? `#${grouped(neural.rank)} of ${totalOf(neural)}` : "not in this list";
  const spans = neural.words.map(({ start, end, share }) => ({
    start,
    end,
    value: share,
    title: partOf(share, neural.score, PLACES),
  }));
  const underlined = neural.strongest ?? neural.closest;
  return breakdown(
    "neural",
    `${rank} · ${score}`,
    gap(lastPlace(neural, k, PLACES, "")),
    neural.problem && el("p", {}, neural.problem),
    annotatedText({ text, name, spans, underlined, read: neural.truncated ? neural.read : null }),
    el("p", { class: "why-legend" }, legend(neural)),
    neural.additive && waterfall(neuralContributions(neural), neural.score, PLACES),
  );
}

/**
 * The words that bring most, all others together, and the model's own marks. Words are ordered by their strongest
 * occurrence, or "the" would lead in any long text; a word's contribution is that of all its occurrences.
 * @param {Pick<Neural, "words" | "marks">} neural
 * @returns {Contribution[]}
 */
export function neuralContributions({ words, marks }) {
  /** @type {Map<string, Neural["words"]>} */
  const occurrences = new Map();
  for (const word of [...words].sort((one, other) => other.share - one.share)) {
    const key = bareWord(word.text).toLowerCase();
    const known = occurrences.get(key);
    if (known) known.push(word);
    else if (occurrences.size < BIGGEST && word.share > 0) occurrences.set(key, [word]);
  }
  const biggest = [...occurrences.values()].map((each) => ({
    label: quoted(bareWord(each[0].text)) + (each.length > 1 ? ` ${each.length}×` : ""),
    value: sum(each.map(({ share }) => share)),
  }));
  const named = new Set([...occurrences.values()].flat());
  const gloss = "two marks that the model puts around every text";
  return [
    ...biggest,
    ...otherWords(words.filter((word) => !named.has(word))),
    { label: "begin and end", value: marks, plain: true, gloss },
  ];
}

/**
 * @param {Neural["words"]} words
 * @returns {Contribution[]}
 */
function otherWords(words) {
  if (!words.length) return [];
  const negative = words.filter(({ share }) => share < 0).length;
  const verbs = negative === 1 ? ["points", "takes"] : ["point", "take"];
  const away = `${grouped(negative)} of them ${verbs[0]} away from the query and ${verbs[1]} something off`;
  const value = sum(words.map(({ share }) => share));
  return [{ label: counted(words.length, "other word"), value, plain: true, gloss: negative ? away : "" }];
}

/** @param {Neural} neural */
function legend({ additive, strongest, closest, words }) {
  const underlined = strongest
    ? `Underlined: the sentence that brings most, ${fixed(strongest.share, PLACES)}.`
    : closest
      ? `Underlined: the sentence that is closest to the query by itself, ${fixed(closest.share, PLACES)}.`
      : "";
  if (!additive) return underlined;
  const below = words.some(({ share }) => share < 0) ? ", a grey one below what it takes off" : "";
  const bars = `The bar above a word is the part it brings${below}`;
  return `${bars}; the model reads each word together with those around it. ${underlined}`.trim();
}

// @ts-check
/** @import { Explanation } from "../explanation.d.ts" */
/** @import { Contribution } from "./waterfall.js" */
/* Every word of the query: what it brings to the BM25 score, or why it brings nothing. */

import { DrawnText } from "../text/code-points.js";
import { counted, enumerated, grouped, quoted, sum } from "../text/formatting.js";

/** @typedef {Explanation["keyword"]} Keyword */
/** @typedef {Keyword["terms"][number]} Term */
/** @typedef {Explanation["words"][number]} QueryWord */

const TERMS_SHOWN = 8;
const MISSING_SHOWN = 5;

/**
 * Words of the text first, those that bring most leading; then those it lacks, and those no document has.
 * @param {Pick<Explanation, "keyword" | "words" | "text">} explanation
 * @returns {Contribution[]}
 */
export function keywordContributions({ keyword, words, text }) {
  const drawn = new DrawnText(text);
  const found = [...keyword.terms].sort((one, other) => other.score - one.score);
  const unknown = distinctTerms(words.filter(({ term, documents }) => term && !documents));
  return [
    ...collapsed(
      found.map((term) => termRow(term, keyword, words, drawn)),
      "",
    ),
    ...missingRows(distinctTerms(keyword.missing), keyword),
    ...collapsed(unknown.map(unknownRow), "no document has them"),
  ];
}

/**
 * The words that are not looked for, quoted.
 * @param {QueryWord[]} words
 */
export function droppedWords(words) {
  return words.filter(({ term }) => !term).map(({ word }) => quoted(word));
}

/**
 * A term as it was typed in the query.
 * @param {string} term
 * @param {QueryWord[]} words
 */
export function typedForm(term, words) {
  return words.find((word) => word.term === term)?.word ?? term;
}

/**
 * @param {Term} term
 * @param {Keyword} keyword
 * @param {QueryWord[]} words
 * @param {DrawnText} text
 * @returns {Contribution}
 */
function termRow(term, keyword, words, text) {
  const typed = typedForm(term.term, words);
  const forms = new Set(term.places.map(([start, end]) => text.slice(start, end).toLowerCase()));
  const others = [...forms].filter((form) => form !== typed.toLowerCase()).map(quoted);
  const named = forms.size > others.length ? [quoted(typed), ...others] : others;
  const as = others.length ? `, as ${enumerated(named)}` : "";
  const repeated = term.query_count > 1 ? ` · ${term.query_count}× in the query` : "";
  const gloss = `${term.count}× here${as} · ${inDocuments(term.document_frequency, keyword)}${repeated}`;
  return { label: quoted(typed), value: term.score, gloss };
}

/**
 * One by one only while they are few. The rarest, which would bring most, come first.
 * @param {QueryWord[]} words
 * @param {Keyword} keyword
 * @returns {Contribution[]}
 */
function missingRows(words, keyword) {
  const rarest = [...words].sort((one, other) => one.documents - other.documents);
  if (rarest.length > MISSING_SHOWN) {
    const gloss = `not in this text: ${enumerated(rarest.map(({ word }) => quoted(word)))}`;
    return [{ label: counted(rarest.length, "other word"), value: 0, plain: true, gloss }];
  }
  return rarest.map(({ word, documents }) => {
    const gloss = `not in this text · ${inDocuments(documents, keyword)}`;
    return { label: quoted(word), value: 0, gloss };
  });
}

/**
 * @param {QueryWord} word
 * @returns {Contribution}
 */
function unknownRow({ word, near }) {
  const similar = near.map((each) => quoted(each.word));
  const spellings = similar.length ? ` · similar spellings: ${enumerated(similar)}` : "";
  return { label: quoted(word), value: 0, gloss: `no document has it${spellings}` };
}

/**
 * The first few by themselves, the others as one.
 * @param {Contribution[]} rows
 * @param {string} gloss of the others
 * @returns {Contribution[]}
 */
function collapsed(rows, gloss) {
  if (rows.length <= TERMS_SHOWN + 1) return rows;
  const rest = rows.slice(TERMS_SHOWN);
  const value = sum(rest.map((row) => row.value));
  return [...rows.slice(0, TERMS_SHOWN), { label: counted(rest.length, "other word"), value, plain: true, gloss }];
}

/** @param {QueryWord[]} words */
function distinctTerms(words) {
  return [...new Map(words.map((word) => [word.term, word])).values()];
}

/**
 * @param {number} count
 * @param {Keyword} keyword
 */
function inDocuments(count, { documents }) {
  return `in ${grouped(count)} of ${counted(documents, "document")}`;
}

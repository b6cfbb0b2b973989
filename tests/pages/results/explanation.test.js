// @ts-check
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { withoutOverlaps } from "../../../pages/ui/results/frontend/explanation/annotated-text.js";
import { excerpt } from "../../../pages/ui/results/frontend/explanation/excerpt.js";
import { explanationRequest } from "../../../pages/ui/results/frontend/explanation/explanation-api.js";
import { keywordContributions } from "../../../pages/ui/results/frontend/explanation/keyword-contributions.js";
import { neuralContributions } from "../../../pages/ui/results/frontend/explanation/neural-breakdown.js";
import { jsonAddress } from "../../../pages/ui/results/frontend/explanation/number-tables.js";
import { waterfallSteps } from "../../../pages/ui/results/frontend/explanation/waterfall.js";
import { percentScale } from "../../../pages/ui/results/frontend/query/reference-scale.js";
import { DrawnText } from "../../../pages/ui/results/frontend/text/code-points.js";

describe("waterfall steps", () => {
  test("begin where the one before ended", () => {
    assert.deepEqual(waterfallSteps([3, -1, 2]), [
      { from: 0, size: 3 / 4, down: false },
      { from: 2 / 4, size: 1 / 4, down: true },
      { from: 2 / 4, size: 2 / 4, down: false },
      { from: 0, size: 4 / 4, down: false },
    ]);
  });

  test("of a negative sum leave room to the left of zero", () => {
    assert.deepEqual(waterfallSteps([1, -4]), [
      { from: 3 / 4, size: 1 / 4, down: false },
      { from: 0, size: 4 / 4, down: true },
      { from: 0, size: 3 / 4, down: true },
    ]);
  });

  test("of nothing have no size", () => {
    assert.deepEqual(waterfallSteps([0]), Array(2).fill({ from: 0, size: 0, down: false }));
  });
});

describe("the reference scale", () => {
  test("begins at 0 and ends 5 % above the highest score", () => {
    const at = percentScale([0.4, 0.2]);
    assert.equal(at(0), 0);
    assert.equal(at(0.2), (100 * 0.2) / (0.4 * 1.05));
  });

  test("begins at the lowest negative score", () => {
    assert.equal(percentScale([-0.1, 0.3])(-0.1), 0);
  });
});

describe("neural contributions", () => {
  /** @param {[string, number][]} words */
  const explained = (words) => ({
    words: words.map(([text, share]) => ({ text, share, start: 0, end: 0 })),
    marks: 0.25,
  });

  test("name the strongest words, with all their occurrences together", () => {
    const rows = neuralContributions(
      explained([
        ["money,", 0.5],
        ["the", 0.125],
        ["Money", 0.25],
        ["not", -0.125],
      ]),
    );
    assert.deepEqual(
      rows.map(({ label, value }) => [label, value]),
      [
        ["“money” 2×", 0.5 + 0.25],
        ["“the”", 0.125],
        ["1 other word", -0.125],
        ["begin and end", 0.25],
      ],
    );
    assert.equal(rows[2].gloss, "1 of them points away from the query and takes something off");
  });

  test("sum to the same as all words, however many there are", () => {
    const words = Array.from({ length: 20 }, (_, i) => /** @type {[string, number]} */ ([`w${i}`, 2 ** -i]));
    const total = neuralContributions(explained(words)).reduce((sum, { value }) => sum + value, 0);
    assert.equal(total, 2 - 2 ** -19 + 0.25);
  });
});

describe("keyword contributions", () => {
  /** @param {any} explanation only the fields that are read */
  const rowsOf = (explanation) => keywordContributions(explanation);
  const numbers = { rank: 1, of: 3, of_capped: false, cutoff: null, length: 4, average_length: 4, documents: 9 };
  const term = { term: "wallet", count: 2, document_frequency: 3, idf: 1, length_factor: 1, impact: 1 };
  const word = { start: 0, end: 1, documents: 3, near: [] };

  test("say what each word of the query brings, or why it brings nothing", () => {
    const found = {
      ...term,
      query_count: 2,
      score: 2.5,
      places: /** @type {[number, number][]} */ ([
        [2, 9],
        [10, 16],
      ]),
    };
    const absent = { ...word, word: "cash", term: "cash", documents: 1 };
    const near = [{ word: "phone", term: "phone", documents: 4 }];
    const words = [
      { ...word, word: "wallet", term: "wallet" },
      absent,
      { ...word, word: "fone", term: "fone", documents: 0, near },
      { ...word, word: "the", term: "", documents: 0 },
    ];
    const keyword = { ...numbers, score: 2.5, terms: [found], missing: [absent], needed: null, k1: 1.5, b: 0.75 };
    assert.deepEqual(rowsOf({ keyword, words, text: "🌳 Wallets wallet" }), [
      {
        label: "“wallet”",
        value: 2.5,
        gloss: "2× here, as “wallet” and “wallets” · in 3 of 9 documents · 2× in the query",
      },
      { label: "“cash”", value: 0, gloss: "not in this text · in 1 of 9 documents" },
      { label: "“fone”", value: 0, gloss: "no document has it · similar spellings: “phone”" },
    ]);
  });

  test("are collapsed when they are many, and keep their sum", () => {
    const terms = Array.from({ length: 12 }, (_, i) => ({
      ...term,
      term: `t${i}`,
      query_count: 1,
      score: 12 - i,
      places: [],
    }));
    const keyword = { ...numbers, score: 78, terms, missing: [], needed: null, k1: 1.5, b: 0.75 };
    const rows = rowsOf({ keyword, words: [], text: "" });
    assert.equal(rows.length, 9);
    assert.deepEqual([rows[8].label, rows[8].value], ["4 other words", 4 + 3 + 2 + 1]);
  });
});

describe("annotated text", () => {
  test("cuts overlapping spans at the next one's start", () => {
    const span = { value: 1, title: "" };
    const spans = [
      { start: 1, end: 3, ...span },
      { start: 0, end: 2, ...span },
    ];
    assert.deepEqual(
      withoutOverlaps(spans).map(({ start, end }) => [start, end]),
      [
        [0, 1],
        [1, 3],
      ],
    );
  });

  test("is whole while it is short", () => {
    assert.deepEqual(excerpt(new DrawnText("short text"), [], 2, 10), [[2, 10]]);
  });

  test("shows a long text around its words, and passages that touch as one", () => {
    const text = new DrawnText("word ".repeat(400));
    const at = (/** @type {number} */ start) => ({ start, end: start + 4, first: true });
    // 80 before and after, from there on to the next word's start
    assert.deepEqual(excerpt(text, [at(500), at(600), at(1500)], 0, text.length), [
      [425, 685],
      [1425, 1585],
    ]);
  });

  test("shows the beginning of a long text without marked words", () => {
    assert.deepEqual(excerpt(new DrawnText("word ".repeat(400)), [], 0, 2000), [[0, 165]]);
  });
});

test("an explanation's address repeats a parameter for each value and leaves out what is not asked", () => {
  const question = {
    q: "a & b",
    like: null,
    city: ["Oslo", "Rome"],
    k: 10,
    dataset: "sample",
    weight: 0.5,
    typed: true,
  };
  assert.equal(
    jsonAddress(explanationRequest(question, "7")),
    "/api/explain?q=a+%26+b&city=Oslo&city=Rome&k=10&dataset=sample&weight=0.5&id=7",
  );
});

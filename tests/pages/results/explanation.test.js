// @ts-check
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { withoutOverlaps } from "../../../pages/ui/results/frontend/explanation/annotated-text.js";
import { excerpt } from "../../../pages/ui/results/frontend/explanation/excerpt.js";
import { explanationRequest } from "../../../pages/ui/results/frontend/explanation/explanation-api.js";
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
    filter: ["team size:10-49"],
    k: 10,
    dataset: "sample",
    weight: 0.5,
    typed: true,
  };
  assert.equal(
    jsonAddress(explanationRequest(question, "7")),
    "/api/explain?q=a+%26+b&city=Oslo&city=Rome&filter=team+size%3A10-49&k=10&dataset=sample&weight=0.5&id=7",
  );
});

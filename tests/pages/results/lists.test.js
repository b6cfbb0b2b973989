// @ts-check
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { contrast, luminance, rgbOf } from "../../../pages/ui/results/frontend/dom/color.js";
import { isVisible } from "../../../pages/ui/results/frontend/lists/logo.js";
import { isOvertaken } from "../../../pages/ui/results/frontend/mounted-views.js";
import { neighbour } from "../../../pages/ui/results/frontend/overview/document-marks.js";
import { positions, sharedPositions } from "../../../pages/ui/results/frontend/overview/rankings.js";

/** @param {...string} ids */
const ranking = (...ids) => ({ documents: ids.map((id) => ({ id })) });

describe("rankings", () => {
  test("have the first position of each document", () => {
    assert.deepEqual([...positions(ranking("a", "b", "a"))].sort(), [
      ["a", 0],
      ["b", 1],
    ]);
  });

  test("share documents in the order of the first", () => {
    assert.deepEqual(sharedPositions(ranking("a", "b", "c"), ranking("c", "x", "a")), [
      ["a", 0, 2],
      ["c", 2, 0],
    ]);
  });

  test("name a document once that is listed twice", () => {
    assert.deepEqual(sharedPositions(ranking("a", "a"), ranking("x", "a", "a")), [["a", 0, 1]]);
  });
});

describe("arrows among the marks", () => {
  const tracks = [["n1", "n2", "n3"], ["k1"]];

  test("walk along a track and across to the nearest rank", () => {
    assert.equal(neighbour(tracks, "n1", "ArrowRight", false), "n2");
    assert.equal(neighbour(tracks, "n3", "ArrowDown", false), "k1");
    assert.equal(neighbour(tracks, "n3", "ArrowRight", true), "k1");
    assert.equal(neighbour(tracks, "n1", "End", true), "n3");
  });

  test("stop at the ends, but lead down into the list", () => {
    assert.equal(neighbour(tracks, "n1", "ArrowLeft", false), null);
    assert.equal(neighbour(tracks, "k1", "ArrowDown", false), undefined);
  });

  test("do nothing elsewhere", () => {
    assert.equal(neighbour(tracks, "n1", "s", false), undefined);
    assert.equal(neighbour(tracks, "stranger", "ArrowUp", false), undefined);
  });
});

describe("colours", () => {
  test("have WCAG's contrast", () => {
    assert.equal(luminance([0, 0, 0]), 0);
    assert.equal(contrast([0, 0, 0], [255, 255, 255]), 21);
    assert.equal(contrast([255, 255, 255], [0, 0, 0]), 21);
    assert.deepEqual(rgbOf("#0a10ff"), [10, 16, 255]);
  });

  test("of a brand show only where they stand out", () => {
    assert.equal(isVisible([255, 255, 0], [255, 255, 255]), false);
    assert.equal(isVisible([255, 255, 0], [23, 22, 20]), true);
  });
});

test("a drawing is overtaken by a newer one, but not by a server's other clock", () => {
  assert.equal(isOvertaken(2, 1), true);
  assert.equal(isOvertaken(1, 2), false);
  assert.equal(isOvertaken(1, 1), false);
  assert.equal(isOvertaken(9000, 1), false);
  assert.equal(isOvertaken(Number.NEGATIVE_INFINITY, 1), false);
});

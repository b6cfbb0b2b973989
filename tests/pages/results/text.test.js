// @ts-check
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { DrawnText, withoutControls } from "../../../pages/ui/results/frontend/text/code-points.js";
import { counted, fixed, grouped, partOf, signed } from "../../../pages/ui/results/frontend/text/formatting.js";
import { plainText, splitSegments } from "../../../pages/ui/results/frontend/text/segments.js";
import { wordBounds } from "../../../pages/ui/results/frontend/text/words.js";

describe("DrawnText", () => {
  test("counts code points, where an emoji is two UTF-16 units", () => {
    const text = new DrawnText("a🌳bc");
    assert.equal(text.length, 4);
    assert.deepEqual(
      [0, 1, 2, 3, 4, 5, -1].map((point) => text.unit(point)),
      [0, 1, 3, 4, 5, undefined, undefined],
    );
    assert.equal(text.slice(1, 3), "🌳b");
  });

  test("leaves out control characters, which still count in offsets", () => {
    const text = new DrawnText("a\u0000b\u007fc");
    assert.equal(text.text, "abc");
    assert.equal(text.length, 5);
    assert.equal(text.slice(2, 3), "b");
    assert.equal(text.slice(4), "c");
  });

  test("takes offsets outside of plain text as its ends", () => {
    const text = new DrawnText("word");
    assert.equal(text.slice(-3, 99), "word");
    assert.equal(text.unit(5), undefined);
  });

  test("addresses the same characters as Array.from, whatever they are", () => {
    for (const original of ["", "plain", "日本語 text", "👩‍👩‍👧 family", "e\u0301te", "𝒳𝒴", "שלום 🌍"]) {
      const text = new DrawnText(original);
      const points = Array.from(original);
      assert.equal(text.length, points.length);
      points.forEach((point, i) => {
        assert.equal(text.slice(i, i + 1), point);
      });
    }
  });

  test("replaces a stretch", () => {
    assert.equal(new DrawnText("🌳 waltet apps").replaced(2, 8, "wallet"), "🌳 wallet apps");
  });

  test("finds the next word's start near an offset", () => {
    const text = new DrawnText("one two three");
    assert.equal(text.wordStart(1), 4);
    assert.equal(text.wordStart(0), 0);
    assert.equal(text.wordStart(9), 9);
    assert.equal(new DrawnText(`${"x".repeat(30)} y`).wordStart(5), 5);
  });
});

test("control characters are not drawn, but tabs and line breaks are", () => {
  assert.equal(withoutControls("a\u0000\tb\u001b\nc"), "a\tb\nc");
});

describe("numbers", () => {
  test("have a minus sign, and zero has none", () => {
    assert.equal(fixed(-0.1234, 3), "−0.123");
    assert.equal(fixed(-0.0001, 3), "0.000");
    assert.equal(signed(-0.0001, 3), "−0.000");
  });

  test("are parts of others with the same decimals", () => {
    assert.equal(partOf(-0.05, 0.5, 2), "−0.05 of 0.50");
  });

  test("are grouped by thousands", () => {
    assert.equal(grouped(1234567), "1,234,567");
  });

  test("agree with their noun", () => {
    assert.equal(counted(1, "word"), "1 word");
    assert.equal(counted(1200, "word"), "1,200 words");
  });
});

describe("segments", () => {
  /** @type {[string, boolean][]} */
  const segments = [
    ["🌳 an ", false],
    ["oak", true],
    [" table", false],
  ];

  test("are one text", () => {
    assert.equal(plainText(segments), "🌳 an oak table");
  });

  test("are split at a code point", () => {
    assert.deepEqual(splitSegments(segments, 2), [
      [["🌳 ", false]],
      [
        ["an ", false],
        ["oak", true],
        [" table", false],
      ],
    ]);
    assert.deepEqual(splitSegments(segments, 6), [
      [
        ["🌳 an ", false],
        ["o", true],
      ],
      [
        ["ak", true],
        [" table", false],
      ],
    ]);
  });

  test("come whole for offsets at the beginning or behind the end", () => {
    assert.deepEqual(splitSegments(segments, 0), [[], segments]);
    assert.deepEqual(splitSegments(segments, 99), [[], segments]);
  });
});

describe("words", () => {
  test("lose the punctuation around them", () => {
    assert.deepEqual(wordBounds("see (money), now", 4, 12), [5, 10]);
  });

  test("of nothing but punctuation are empty", () => {
    assert.deepEqual(wordBounds("a -- b", 2, 4), [2, 2]);
  });
});

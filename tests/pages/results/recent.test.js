// @ts-check
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { LONGEST, MOST, recent, remember } from "../../../pages/ui/results/frontend/page/recent-queries.js";

/** A browser's storage. @param {string | null} [kept] */
function storage(kept = null) {
  let value = kept;
  return {
    getItem: () => value,
    /** @param {string} _ @param {string} text */
    setItem: (_, text) => {
      value = text;
    },
    removeItem: () => {
      value = null;
    },
  };
}

describe("recent queries", () => {
  test("are kept once, the newest first, and no more than there is room for", () => {
    const store = storage();
    for (let i = 0; i < MOST + 5; i++) remember(store, `query ${i}`);
    remember(store, "query 10");
    const queries = recent(store);
    assert.equal(queries.length, MOST);
    assert.deepEqual(queries.slice(0, 2), ["query 10", `query ${MOST + 4}`]);
    assert.equal(new Set(queries).size, MOST);
  });

  test("are short texts", () => {
    const store = storage();
    remember(store, "");
    remember(store, "a".repeat(LONGEST + 1));
    assert.deepEqual(recent(store), []);
  });

  test("are none where something else is kept, or nothing can be", () => {
    for (const kept of ["{", "{}", "null", '"text"', "7"]) assert.deepEqual(recent(storage(kept)), []);
    assert.deepEqual(recent(storage('["a", 1, null, "b"]')), ["a", "b"]);
    assert.deepEqual(recent(null), []);
    remember(null, "query");
  });

  test("survive a storage that is full", () => {
    const full = {
      ...storage('["a"]'),
      setItem: () => {
        throw new DOMException("full", "QuotaExceededError");
      },
    };
    remember(full, "b");
    assert.deepEqual(recent(full), ["a"]);
  });
});

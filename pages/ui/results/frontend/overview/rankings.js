// @ts-check
/** @import { Engine, ListData } from "../component.d.ts" */
/* What the strip and the chart draw of the lists: documents and their positions. */

import { plainText } from "../text/segments.js";

/**
 * `rank` is the 1-based rank in its own ranking; `otherRank` that in the other engine's, if known; `reason` says why
 * the document stands where it stands there.
 * @typedef {{ id: string, rank: number, name: string, otherRank: number | null, reason: string }} RankedDocument
 */
/** @typedef {{ engine: Engine, label: string, documents: RankedDocument[] }} RankedList */

/**
 * Only what an overview shows, so that it is drawn again only when that changes.
 * @param {ListData[]} lists
 * @returns {RankedList[]}
 */
export function rankedLists(lists) {
  return lists.map(({ engine, label, hits }) => ({
    engine,
    label,
    documents: hits.map(({ id, rank, name, other_rank: otherRank, other }) => ({
      id: String(id),
      rank,
      name: plainText(name),
      otherRank,
      reason: other?.title ?? "",
    })),
  }));
}

/**
 * The index of each id in a list; of two equal ids the first counts.
 * @param {{ documents: { id: string }[] }} list
 */
export function positions({ documents }) {
  return new Map(documents.map(({ id }, i) => /** @type {[string, number]} */ ([id, i])).reverse());
}

/**
 * The documents in both lists, each with its index in the one and in the other, in the order of the first list.
 * @param {{ documents: { id: string }[] }} one
 * @param {{ documents: { id: string }[] }} other
 * @returns {[id: string, here: number, there: number][]}
 */
export function sharedPositions(one, other) {
  const there = positions(other);
  return [...positions(one)].reverse().flatMap(([id, here]) => {
    const index = there.get(id);
    return index === undefined ? [] : [[id, here, index]];
  });
}

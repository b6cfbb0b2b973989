// @ts-check
/* The page's named highlights (CSS Custom Highlight API), which colour text without touching its nodes, so nothing
 * moves. A browser without them shows no colours; the dialog of "Why?" says the same in numbers. */

import { LEVELS } from "./word-shares.js";

export class HighlightRegistry {
  #levels = globalThis.Highlight ? Array.from({ length: LEVELS }, (_, level) => registered(level)) : [];

  get supported() {
    return this.#levels.length > 0;
  }

  /**
   * @param {StaticRange} range
   * @param {number} level
   */
  add(range, level) {
    this.#levels[level].add(range);
  }

  /** @param {StaticRange} range */
  remove(range) {
    for (const highlight of this.#levels) highlight.delete(range);
  }
}

/** @param {number} level */
function registered(level) {
  const highlight = new Highlight();
  CSS.highlights.set(`nvk-share-${level + 1}`, highlight);
  return highlight;
}

// @ts-check
/* The page's named highlight (CSS Custom Highlight API), which colours text without touching its nodes, so nothing
 * moves. A browser without it shows no colours; the dialog of "Why?" says the same in numbers. */

const NAME = "nvk-strongest";

export class HighlightRegistry {
  #highlight = globalThis.Highlight ? registered() : null;

  get supported() {
    return this.#highlight !== null;
  }

  /** @param {StaticRange} range */
  add(range) {
    this.#highlight?.add(range);
  }

  /** @param {StaticRange} range */
  remove(range) {
    this.#highlight?.delete(range);
  }
}

function registered() {
  const highlight = new Highlight();
  CSS.highlights.set(NAME, highlight);
  return highlight;
}

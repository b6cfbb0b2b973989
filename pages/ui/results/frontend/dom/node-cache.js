// @ts-check
/* Keeps nodes between drawings, so that what has not changed is not built again. */

export class NodeCache {
  /** @type {Map<string, { key: string, node: HTMLElement }>} */
  #nodes = new Map();

  /**
   * The node made last time under this name, as long as it was made from an equal value.
   * @template T
   * @template {HTMLElement} E
   * @param {string} name
   * @param {T} value
   * @param {(value: T) => E} build
   * @returns {E}
   */
  get(name, value, build) {
    const key = JSON.stringify(value);
    const known = this.#nodes.get(name);
    if (known?.key === key) return /** @type {E} */ (known.node);
    const node = build(value);
    this.#nodes.set(name, { key, node });
    return node;
  }
}

// @ts-check
/* Ranges of an element's text, whatever elements it is divided into. */

/** @typedef {[node: Text, begin: number][]} TextNodes with where each begins in the whole text, in UTF-16 units */

/**
 * @param {Node} root
 * @returns {TextNodes}
 */
export function textNodes(root) {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  /** @type {TextNodes} */
  const nodes = [];
  let begin = 0;
  while (walker.nextNode()) {
    const node = /** @type {Text} */ (walker.currentNode);
    nodes.push([node, begin]);
    begin += node.length;
  }
  return nodes;
}

/**
 * The range of [from, to) in UTF-16 units, or null if it is empty or not all there.
 * @param {TextNodes} nodes
 * @param {number} from
 * @param {number} to
 */
export function textRange(nodes, from, to) {
  if (from === to) return null;
  const first = nodes.findLast(([, begin]) => begin <= from);
  const last = nodes.findLast(([, begin]) => begin < to);
  if (!first || !last || to - last[1] > last[0].length) return null;
  return new StaticRange({
    startContainer: first[0],
    startOffset: from - first[1],
    endContainer: last[0],
    endOffset: to - last[1],
  });
}

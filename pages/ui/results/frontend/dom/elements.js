// @ts-check
/** @import { Segment } from "../component.d.ts" */
/* Builds elements. Every string may be hostile: it reaches the page only as a text node or an attribute value, never
 * as markup. Addresses are checked here again although Python has checked them already. */

import { withoutControls } from "../text/code-points.js";

/** @typedef {Record<string, string | number | boolean | null | undefined>} Attributes */
/** @typedef {Node | string | number | null | undefined | false} Child */

const SVG = "http://www.w3.org/2000/svg";

/**
 * An element; children that are not nodes become text, and absent ones are left out.
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Attributes} attributes
 * @param {...Child} children
 */
export function el(tag, attributes, ...children) {
  const node = setAttributes(document.createElement(tag), attributes);
  node.append(...nodes(children));
  return node;
}

/** @param {Child[]} children */
function nodes(children) {
  return present(children).map((child) => (child instanceof Node ? child : withoutControls(String(child))));
}

/**
 * @template {Element} E
 * @param {E} node
 * @param {Attributes} attributes
 */
export function setAttributes(node, attributes) {
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, String(value ?? ""));
  return node;
}

/**
 * @template {keyof SVGElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Attributes} attributes
 */
export function svgElement(tag, attributes) {
  return setAttributes(document.createElementNS(SVG, tag), attributes);
}

/**
 * One path on a 24 × 24 grid; it says nothing to a screen reader.
 * @param {string} path
 */
export function svgPath(path) {
  const image = svgElement("svg", { viewBox: "0 0 24 24", "aria-hidden": "true" });
  image.append(svgElement("path", { d: path }));
  return image;
}

/**
 * @param {Segment[]} segments
 * @returns {Child[]}
 */
export function marked(segments) {
  return segments.map(([text, isMatch]) => (isMatch ? el("mark", {}, text) : text));
}

/**
 * @template T
 * @param {(T | null | undefined | false | "")[]} items
 */
export function present(items) {
  return items
    .filter((item) => item !== null && item !== undefined && item !== false && item !== "")
    .map((item) => /** @type {T} */ (item));
}

/**
 * The address if it is an absolute http(s) one, else null.
 * @param {string | null} text
 */
export function httpUrl(text) {
  if (text === null || !URL.canParse(text)) return null;
  const url = new URL(text);
  return /^https?:$/.test(url.protocol) ? url : null;
}

/**
 * Makes `wanted` the children of `parent`. Nodes already in their place are not touched: a moved node loses its focus
 * and loads its image again.
 * @param {Element} parent
 * @param {Child[]} children
 */
export function arrange(parent, children) {
  const wanted = nodes(children).map((node) => (typeof node === "string" ? document.createTextNode(node) : node));
  const kept = new Set(wanted);
  for (const child of [...parent.childNodes]) if (!kept.has(child)) child.remove();
  wanted.forEach((node, i) => {
    if (parent.childNodes[i] !== node) parent.insertBefore(node, parent.childNodes[i] ?? null);
  });
}

/* What everything here is built with. Every string is hostile: text reaches the page only as text nodes and
 * attribute values, never as markup; addresses are checked here again although Python checked them already. */

const SVG = "http://www.w3.org/2000/svg";
const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f]/g; // fonts draw NUL and its like as boxes
const ICONS = {
  neural: "M6 8.2l4 2.6M6 15.8l4-2.6M14 10.8l4-2.6M14 13.2l4 2.6M4.5 5a2 2 0 1 0 .01 0M4.5 15a2 2 0 1 0 .01 0" +
    "M12 9.7a2.3 2.3 0 1 0 .01 0M19.5 5a2 2 0 1 0 .01 0M19.5 15a2 2 0 1 0 .01 0",
  keyword: "M4 5h16M16 12h4M4 19h10M4.5 9.5h7v5h-7z",
  hybrid: "M9 6a6 6 0 1 0 .01 0M15 6a6 6 0 1 0 .01 0",
  info: "M12 3a9 9 0 1 0 .01 0M12 11v5.5M12 7.5v.01",
  link: "M10 14a4 4 0 0 0 5.7 0l3.2-3.2a4 4 0 0 0-5.7-5.7L12 6.3M14 10a4 4 0 0 0-5.7 0l-3.2 3.2a4 4 0 0 0 5.7 5.7l1.2-1.2",
  check: "M5 12.5l4.5 4.5L19 7.5",
  chart: "M3.5 6.5h3c6 0 5 11 11 11h3M3.5 17.5h3c6 0 5-11 11-11h3",
  close: "M6 6l12 12M18 6L6 18",
};

// Children are nodes or text; append() makes text nodes of everything that is not a node.
function el(tag, attributes, ...children) {
  const node = setAttributes(document.createElement(tag), attributes);
  const present = children.filter((child) => child !== null && child !== undefined);
  node.append(...present.map((child) => (child instanceof Node ? child : String(child).replace(CONTROLS, ""))));
  return node;
}

function setAttributes(node, attributes) {
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value ?? "");
  return node;
}

function svg(path) {
  const image = svgNode("svg", { viewBox: "0 0 24 24", "aria-hidden": "true" });
  image.append(svgNode("path", { d: path }));
  return image;
}

function svgNode(tag, attributes) {
  return setAttributes(document.createElementNS(SVG, tag), attributes);
}

function engineIcon(engine) {
  return svg(Object.hasOwn(ICONS, engine) ? ICONS[engine] : ICONS.hybrid);
}

function marked(segments) {
  return segments.map(([text, isMatch]) => (isMatch ? el("mark", {}, text) : text));
}

function plainText(segments) {
  return segments.map(([text]) => text).join("");
}

function httpUrl(text) {
  let url = null;
  try { url = new URL(text); } catch { /* not an address: no link */ }
  return /^https?:$/.test(url?.protocol) ? url : null;
}

// Nodes already in their place are not touched: a moved node loses its focus and restarts its image.
function arrange(parent, nodes) {
  const wanted = new Set(nodes);
  for (const child of [...parent.childNodes]) if (!wanted.has(child)) child.remove();
  nodes.forEach((node, i) => {
    if (parent.childNodes[i] !== node) parent.insertBefore(node, parent.childNodes[i] ?? null);
  });
}

// The node made last time as long as it would come out the same.
function memo(store, name, value, build) {
  const key = JSON.stringify(value);
  if (store.get(name)?.key !== key) store.set(name, { key, node: build(value) });
  return store.get(name).node;
}

function calm() {
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}

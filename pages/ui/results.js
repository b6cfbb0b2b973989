/* One ranked list of search results, drawn as cards (Streamlit components v2, shadow DOM).
 *
 * data = { engine: "neural"|"keyword"|"hybrid", label, summary, notice|null,
 *          empty: {title, hint}|null, remote_logos: bool, hits: [hit] }
 * hit  = { id, rank, score, score_text, bar: 0..1, city|null, logo|null, link|null, initials, hue: 0..359,
 *          name: [[text, isMatch]], description: [[text, isMatch]],
 *          icon: {path, color}|null, other: {text, kind: "same"|"moved"|"alone", title}|null }
 * Trigger: "similar" with the hit's id.
 *
 * Every string is hostile. Text reaches the page only as text nodes and attribute values, never as markup;
 * addresses, colours and paths are checked here again although Python checked them already.
 */

const SVG = "http://www.w3.org/2000/svg";
const SAFE_PATH = /^[MmZzLlHhVvCcSsQqTtAa0-9eE\s,.+-]+$/;
const SAFE_COLOR = /^#[0-9a-fA-F]{6}$/;
const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f]/g; // fonts draw NUL and its like as boxes
const ENGINE_ICONS = {
  neural: "M6 8.2l4 2.6M6 15.8l4-2.6M14 10.8l4-2.6M14 13.2l4 2.6M4.5 5a2 2 0 1 0 .01 0M4.5 15a2 2 0 1 0 .01 0" +
    "M12 9.7a2.3 2.3 0 1 0 .01 0M19.5 5a2 2 0 1 0 .01 0M19.5 15a2 2 0 1 0 .01 0",
  keyword: "M4 5h16M16 12h4M4 19h10M4.5 9.5h7v5h-7z",
  hybrid: "M9 6a6 6 0 1 0 .01 0M15 6a6 6 0 1 0 .01 0",
};
const INFO_ICON = "M12 3a9 9 0 1 0 .01 0M12 11v5.5M12 7.5v.01";
// What the two themes' logo tiles are tinted from; a brand colour must stand out by 3:1, WCAG's floor for graphics.
const TILES = { light: [255, 255, 255], dark: [23, 22, 20] };

// One entry per mounted list. Streamlit calls the renderer again for each rerun and each theme change.
const instances = new WeakMap();

export default function render(component) {
  const parent = component.parentElement;
  const instance = instances.get(parent) ?? mount(parent);
  instance.component = component; // the click listener must use the newest setTriggerValue
  update(instance, component.data);
  return () => {
    // When a rerun overtakes the first one, Streamlit runs the cleanup of the overtaken call at once,
    // after the newer call has drawn: only the newest call may take the list down.
    if (instance.component !== component) return;
    instance.observer.disconnect();
    instance.root.remove();
    instances.delete(parent);
  };
}

function mount(parent) {
  const root = el("section", { class: "results" });
  // Lets the browser turn any notation of the theme's background into rgb(); an outline without style is invisible.
  root.style.outlineColor = "var(--st-background-color)";
  const instance = { root, cards: new Map(), component: null };
  root.addEventListener("click", (event) => onClick(event, instance));
  // Image events do not bubble, so the one listener for all logos has to capture.
  root.addEventListener("load", onLogo, true);
  root.addEventListener("error", onLogo, true);
  instance.observer = new ResizeObserver(() => offerMore(root));
  instance.observer.observe(root);
  parent.append(root);
  instances.set(parent, instance);
  return instance;
}

function update(instance, data) {
  const { root } = instance;
  const focused = root.getRootNode().activeElement;
  const ground = getComputedStyle(root).outlineColor.match(/[\d.]+/g).slice(0, 3);
  setAttributes(root, {
    "aria-label": `${data.label} results`, "data-engine": data.engine,
    "data-testid": `results-${data.engine}`, "data-theme": luminance(ground) < 0.18 ? "dark" : "light",
  });
  const items = cardItems(instance, data);
  const body = items.length ? el("ol", { role: "list" }, ...items) : empty(data.empty); // Safari forgets a bare list's role
  root.replaceChildren(...[header(data), notice(data.notice), body].filter(Boolean));
  offerMore(root);
  // Moving a reused card drops its focus; a keyboard user should stay where they were.
  if (root.contains(focused)) focused.focus({ preventScroll: true });
  root.setAttribute("data-ready", items.length);
}

function onClick(event, { component }) {
  const button = event.target.closest("button");
  if (!button) return;
  if (button.classList.contains("more")) toggleText(button);
  else component.setTriggerValue("similar", button.closest("article").dataset.id);
}

function onLogo({ type, target }) {
  if (target.tagName !== "IMG") return;
  if (type === "error") target.remove();
  else target.parentElement.classList.add("loaded");
}

function header(data) {
  return el("header", {},
    el("h2", {}, svg(ENGINE_ICONS[data.engine] ?? ENGINE_ICONS.hybrid), el("span", { dir: "auto" }, data.label)),
    el("p", { class: "summary", dir: "auto" }, data.summary));
}

function notice(text) {
  return text && el("p", { class: "notice", role: "note" }, svg(INFO_ICON), el("span", { dir: "auto" }, text));
}

function empty(message) {
  return message && el("div", { class: "empty" },
    el("p", { class: "title", dir: "auto" }, message.title), el("p", { dir: "auto" }, message.hint));
}

// An unchanged hit keeps its card: logos do not blink on a rerun, and opened text stays open.
function cardItems(instance, { hits, remote_logos: remoteLogos }) {
  const old = instance.cards;
  instance.cards = new Map();
  return hits.map((hit) => {
    const key = JSON.stringify([hit, remoteLogos]);
    const item = old.get(key) ?? el("li", {}, card(hit, remoteLogos));
    old.delete(key); // two identical hits must not share one card
    instance.cards.set(key, item);
    return item;
  });
}

function card(hit, remoteLogos) {
  const name = hit.name.map(([text]) => text).join("");
  return el("article", { "data-id": hit.id, "data-rank": hit.rank },
    el("div", { class: "top" },
      logo(hit, remoteLogos),
      el("div", { class: "line" },
        el("span", { class: "rank" }, hit.rank),
        el("h3", { class: "name", dir: "auto", title: name }, ...marked(hit.name))),
      hit.city && el("p", { class: "city", dir: "auto" }, hit.city),
      badge(hit.other)),
    el("div", { class: "text" },
      el("p", { class: "description", dir: "auto" }, ...marked(hit.description)),
      el("button", { type: "button", class: "more", hidden: "", "aria-expanded": false, "aria-label": `More about ${name}` },
        "More")),
    el("div", { class: "foot" }, score(hit), actions(hit, name)));
}

function badge(other) {
  return other && el("span", { class: "badge", "data-kind": other.kind, title: other.title, dir: "auto" }, other.text);
}

function score(hit) {
  const bar = el("span", { class: "bar", "aria-hidden": "true" }, el("span", {}));
  bar.style.setProperty("--bar", Math.min(1, Math.max(0, Number(hit.bar) || 0)));
  return el("div", { class: "measure" },
    bar, el("span", { class: "unseen" }, "Score "), el("span", { class: "score" }, hit.score_text));
}

function actions(hit, name) {
  const link = httpUrl(hit.link);
  return el("div", { class: "actions" },
    el("button", { type: "button", class: "similar", "aria-label": `Find similar to ${name}` }, "Find similar"),
    link && el("a", {
      href: link.href, target: "_blank", rel: "noopener noreferrer nofollow",
      title: link.host, "aria-label": `Website of ${name} (opens a new tab)`,
    }, "Website", el("span", { "aria-hidden": "true" }, " ↗")));
}

// The remote image lies over the local tile and shows only once loaded, so a slow or broken one leaves no hole.
function logo(hit, remoteLogos) {
  const tile = el("div", { class: "logo", "aria-hidden": "true" });
  if (hit.icon && SAFE_PATH.test(hit.icon.path)) {
    tile.classList.add("brand");
    if (SAFE_COLOR.test(hit.icon.color)) paintBrand(tile, hit.icon.color);
    tile.append(svg(hit.icon.path));
  } else {
    tile.style.setProperty("--hue", Number(hit.hue) || 0);
    tile.append(el("span", {}, hit.initials));
  }
  const url = remoteLogos && httpUrl(hit.logo);
  // "src" comes last: set earlier, it would load before "loading" and "referrerpolicy" count.
  if (url) tile.append(el("img", { alt: "", loading: "lazy", decoding: "async", referrerpolicy: "no-referrer", src: url.href }));
  return tile;
}

function paintBrand(tile, color) {
  const rgb = [1, 3, 5].map((i) => parseInt(color.slice(i, i + 2), 16));
  tile.style.setProperty("--brand", color);
  for (const [theme, ground] of Object.entries(TILES)) {
    const faint = ground.map((part, i) => part * 0.9 + rgb[i] * 0.1);
    tile.style.setProperty(`--on-${theme}`, contrast(rgb, faint) < 3 ? "currentColor" : color);
  }
}

function luminance(rgb) {
  const [r, g, b] = rgb.map((part) => part / 255).map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(one, two) {
  const [dark, light] = [luminance(one), luminance(two)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

// All reads before all writes: mixing them would lay the page out again for every card.
function offerMore(root) {
  const closed = [...root.querySelectorAll('.more[aria-expanded="false"]')];
  const cut = closed.map(({ previousSibling: text }) => text.scrollHeight - text.clientHeight > 2);
  closed.forEach((button, i) => { button.hidden = !cut[i]; });
}

function toggleText(button) {
  const open = button.getAttribute("aria-expanded") !== "true";
  button.textContent = open ? "Less" : "More";
  const name = button.getAttribute("aria-label").replace(/^\w+/, button.textContent);
  setAttributes(button, { "aria-expanded": open, "aria-label": name });
}

function httpUrl(text) {
  let url = null;
  try { url = new URL(text); } catch { /* not an address: no link */ }
  return /^https?:$/.test(url?.protocol) ? url : null;
}

function marked(segments) {
  return segments.map(([text, isMatch]) => (isMatch ? el("mark", {}, text) : text));
}

function svg(path) {
  const shape = document.createElementNS(SVG, "path");
  shape.setAttribute("d", path);
  const image = setAttributes(document.createElementNS(SVG, "svg"), { viewBox: "0 0 24 24", "aria-hidden": "true" });
  image.append(shape);
  return image;
}

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

// frontend/highlights/highlight-registry.js
var NAME = "nvk-strongest";
var HighlightRegistry = class {
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
};
function registered() {
  const highlight = new Highlight();
  CSS.highlights.set(NAME, highlight);
  return highlight;
}

// frontend/explanation/explanation-api.js
async function post(path, body2, signal) {
  const response = await fetch(`/api/${path}`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body2),
    signal
  });
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) throw new Error(answer.detail ?? "The app does not answer.");
  return answer;
}
function explain(request, signal) {
  return post("explain", request, signal);
}
function explainQuery({ q, like, city, filter, dataset }, signal) {
  return post("explain/query", { q, ...likeOf(like), city, filter, dataset }, signal);
}
function explainWords({ q, like, dataset }, ids, signal) {
  return post("explain/words", { q, ...likeOf(like), dataset, id: ids }, signal);
}
function explanationRequest({ q, like, city, filter, k, dataset, weight }, id) {
  return { q, ...likeOf(like), city, filter, k, dataset, weight, id };
}
function likeOf(like) {
  return like === null ? {} : { like };
}

// frontend/highlights/word-shares.js
var REMEMBERED = 500;
var WordShareCache = class {
  /** @type {Map<string, Span[]>} by question and id */
  #known = /* @__PURE__ */ new Map();
  /**
   * @param {Question} question
   * @param {string} id
   */
  get(question, id) {
    return this.#known.get(keyOf(question, id));
  }
  /**
   * Asks for several documents. Whether it is worth asking for more: not for a model whose score cannot be split,
   * nor after a failure, because the lists are whole without it and "Why?" says what is wrong.
   * @param {Question} question
   * @param {string[]} ids
   * @param {AbortSignal} signal
   */
  async fetch(question, ids, signal) {
    try {
      const answer = await explainWords(question, ids, signal);
      if (this.#known.size > REMEMBERED) this.#known.clear();
      for (const { id, strongest } of answer.documents) {
        this.#known.set(
          keyOf(question, id),
          strongest.map(({ start, end }) => [start, end])
        );
      }
      return answer.additive && !signal.aborted;
    } catch {
      return false;
    }
  }
};
function keyOf({ dataset, like, q }, id) {
  return JSON.stringify([dataset, like ?? q, id]);
}

// frontend/preferences.js
var SINGLE_KEYS = "nvk-single-keys";
var OFF = "off";
var Preferences = class {
  showsRankChart = false;
  showsQueryAccount = false;
  /** @type {Engine | null} the list to show where there is room for only one */
  engine = null;
  #singleKeys = stored() !== OFF;
  /** Whether keys without Ctrl or ⌘ do anything; remembered by this browser. */
  get singleKeys() {
    return this.#singleKeys;
  }
  set singleKeys(on) {
    this.#singleKeys = on;
    try {
      if (on) localStorage.removeItem(SINGLE_KEYS);
      else localStorage.setItem(SINGLE_KEYS, OFF);
    } catch {
    }
  }
};
function stored() {
  try {
    return localStorage.getItem(SINGLE_KEYS);
  } catch {
    return null;
  }
}

// frontend/dom/color.js
function luminance(rgb) {
  const [r, g, b] = (
    /** @type {Rgb} */
    rgb.map((part) => linear(part / 255))
  );
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
function linear(channel) {
  return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
}
function contrast(one, other) {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}
function rgbOf(hex) {
  return (
    /** @type {Rgb} */
    [1, 3, 5].map((i) => Number.parseInt(hex.slice(i, i + 2), 16))
  );
}
function themeOf(root) {
  const parts = getComputedStyle(root).outlineColor.match(/[\d.]+/g) ?? [];
  const [r = 255, g = 255, b = 255] = parts.map(Number);
  return luminance([r, g, b]) < 0.18 ? "dark" : "light";
}

// frontend/text/code-points.js
var CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f]/g;
var NEEDS_NO_MAP = /^[\n\x20-\x7e]*$/;
function withoutControls(text) {
  return text.replace(CONTROLS, "");
}
var DrawnText = class {
  /** @type {number[] | null} the UTF-16 unit that each code point begins at; null if they are equal */
  #units;
  /** @param {string} original */
  constructor(original) {
    this.text = withoutControls(original);
    this.#units = NEEDS_NO_MAP.test(original) ? null : unitsOf(original);
    this.length = this.#units ? this.#units.length - 1 : original.length;
  }
  /**
   * Where a code point begins in `text`, in UTF-16 units; undefined outside of it.
   * @param {number} point
   * @returns {number | undefined}
   */
  unit(point) {
    if (this.#units) return this.#units[point];
    return point >= 0 && point <= this.length ? point : void 0;
  }
  /**
   * Offsets outside of the text mean its beginning or end.
   * @param {number} from
   * @param {number} [to]
   */
  slice(from, to = this.length) {
    const within = (point) => Math.min(Math.max(point, 0), this.length);
    return this.text.slice(this.unit(within(from)), this.unit(within(to)));
  }
  /**
   * The text with one stretch of it replaced.
   * @param {number} from
   * @param {number} to
   * @param {string} replacement
   */
  replaced(from, to, replacement) {
    return this.slice(0, from) + replacement + this.slice(to);
  }
  /**
   * The beginning of the next word, or `point` itself where no space is near.
   * @param {number} point
   * @param {number} near how many code points are searched for a space
   */
  wordStart(point, near = 20) {
    for (let i = point; point && i < Math.min(point + near, this.length); i += 1) {
      if (/\s/.test(this.slice(i, i + 1))) return i + 1;
    }
    return point;
  }
};
function unitsOf(original) {
  const units = [0];
  let unit = 0;
  for (const character of original) {
    unit += withoutControls(character).length;
    units.push(unit);
  }
  return units;
}

// frontend/dom/elements.js
var SVG = "http://www.w3.org/2000/svg";
function el(tag, attributes, ...children) {
  const node = setAttributes(document.createElement(tag), attributes);
  node.append(...nodes(children));
  return node;
}
function nodes(children) {
  return present(children).map((child) => child instanceof Node ? child : withoutControls(String(child)));
}
function setAttributes(node, attributes) {
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, String(value ?? ""));
  return node;
}
function svgElement(tag, attributes) {
  return setAttributes(document.createElementNS(SVG, tag), attributes);
}
function svgPath(path) {
  const image = svgElement("svg", { viewBox: "0 0 24 24", "aria-hidden": "true" });
  image.append(svgElement("path", { d: path }));
  return image;
}
function marked(segments) {
  return segments.map(([text, isMatch]) => isMatch ? el("mark", {}, text) : text);
}
function present(items) {
  return items.filter((item) => item !== null && item !== void 0 && item !== false && item !== "").map((item) => (
    /** @type {T} */
    item
  ));
}
function httpUrl(text) {
  if (text === null || !URL.canParse(text)) return null;
  const url = new URL(text);
  return /^https?:$/.test(url.protocol) ? url : null;
}
function arrange(parent, children) {
  const wanted = nodes(children).map((node) => typeof node === "string" ? document.createTextNode(node) : node);
  const kept = new Set(wanted);
  for (const child of [...parent.childNodes]) if (!kept.has(child)) child.remove();
  wanted.forEach((node, i) => {
    if (parent.childNodes[i] !== node) parent.insertBefore(node, parent.childNodes[i] ?? null);
  });
}

// frontend/dom/queries.js
function find(root, selector) {
  const found = root.querySelector(selector);
  if (!(found instanceof HTMLElement)) throw new Error(`No element matches ${selector}.`);
  return found;
}
function findAll(root, selector) {
  return (
    /** @type {HTMLElement[]} */
    [...root.querySelectorAll(selector)]
  );
}
function closest(target, selector) {
  const found = target instanceof Element ? target.closest(selector) : null;
  return found instanceof HTMLElement ? found : null;
}
function focusedWithin(root) {
  const { activeElement } = (
    /** @type {Document | ShadowRoot} */
    root.getRootNode()
  );
  return activeElement instanceof HTMLElement && root.contains(activeElement) ? activeElement : null;
}
function deepActiveElement() {
  let active = document.activeElement;
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
  return active instanceof HTMLElement ? active : null;
}
function prefersReducedMotion() {
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}
function hasModifier({ ctrlKey, metaKey, altKey, shiftKey }) {
  return ctrlKey || metaKey || altKey || shiftKey;
}
var SEARCH_FIELDS = ['input[type="search"]', '[data-testid="stTextInput"] input'];
function searchField() {
  const field = SEARCH_FIELDS.map((selector) => document.querySelector(selector)).find(Boolean);
  return field instanceof HTMLInputElement ? field : null;
}

// frontend/dom/icons.js
var ENGINES = {
  neural: "M6 8.2l4 2.6M6 15.8l4-2.6M14 10.8l4-2.6M14 13.2l4 2.6M4.5 5a2 2 0 1 0 .01 0M4.5 15a2 2 0 1 0 .01 0M12 9.7a2.3 2.3 0 1 0 .01 0M19.5 5a2 2 0 1 0 .01 0M19.5 15a2 2 0 1 0 .01 0",
  keyword: "M4 5h16M16 12h4M4 19h10M4.5 9.5h7v5h-7z",
  hybrid: "M9 6a6 6 0 1 0 .01 0M15 6a6 6 0 1 0 .01 0"
};
var SYMBOLS = {
  info: "M12 3a9 9 0 1 0 .01 0M12 11v5.5M12 7.5v.01",
  link: "M10 14a4 4 0 0 0 5.7 0l3.2-3.2a4 4 0 0 0-5.7-5.7L12 6.3M14 10a4 4 0 0 0-5.7 0l-3.2 3.2a4 4 0 0 0 5.7 5.7l1.2-1.2",
  check: "M5 12.5l4.5 4.5L19 7.5",
  chart: "M3.5 6.5h3c6 0 5 11 11 11h3M3.5 17.5h3c6 0 5-11 11-11h3",
  close: "M6 6l12 12M18 6L6 18"
};
function engineIcon(engine) {
  return svgPath(Object.hasOwn(ENGINES, engine) ? ENGINES[engine] : ENGINES.hybrid);
}
function icon(name) {
  return svgPath(SYMBOLS[name]);
}

// frontend/dom/node-cache.js
var NodeCache = class {
  /** @type {Map<string, { key: string, node: HTMLElement }>} */
  #nodes = /* @__PURE__ */ new Map();
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
    if (known?.key === key) return (
      /** @type {E} */
      known.node
    );
    const node = build(value);
    this.#nodes.set(name, { key, node });
    return node;
  }
};

// frontend/lists/card-text.js
function moreButton(name) {
  const state = { hidden: "", tabindex: -1, "aria-expanded": false };
  const label = { "aria-keyshortcuts": "m", "aria-label": `More about ${name}` };
  return el("button", { type: "button", class: "more", ...state, ...label }, "More");
}
function offerMore(root) {
  const collapsed = findAll(root, '.more[aria-expanded="false"]');
  const cut = collapsed.map((button) => isCut(closest(button, "article")));
  collapsed.forEach((button, i) => {
    button.hidden = !cut[i];
  });
}
function isCut(article) {
  if (!article) return false;
  const description2 = find(article, ".description");
  const extra = article.querySelector(".extra");
  return description2.querySelector(".before") !== null || description2.scrollHeight - description2.clientHeight > 2 || extra !== null && extra.scrollWidth - extra.clientWidth > 1;
}
function setExpanded(article, expanded) {
  const button = find(article, ".more");
  button.textContent = expanded ? "Less" : "More";
  const label = (button.getAttribute("aria-label") ?? "").replace(/^\w+/, button.textContent);
  setAttributes(button, { "aria-expanded": expanded, "aria-label": label });
  if (expanded) button.hidden = false;
}
function isExpanded(article) {
  return find(article, ".more").getAttribute("aria-expanded") === "true";
}

// frontend/text/segments.js
function plainText(segments) {
  return segments.map(([text]) => text).join("");
}
function splitSegments(segments, offset) {
  const before = [];
  const after = [];
  let left = offset;
  for (const [original, isMatch] of segments) {
    const text = new DrawnText(original);
    const head = text.slice(0, left);
    const tail = text.slice(left);
    if (head) before.push([head, isMatch]);
    if (tail) after.push([tail, isMatch]);
    left = Math.max(0, left - text.length);
  }
  return after.length ? [before, after] : [[], segments];
}

// frontend/lists/logo.js
var SAFE_PATH = /^[MmZzLlHhVvCcSsQqTtAa0-9eE\s,.+-]+$/;
var SAFE_COLOR = /^#[0-9a-fA-F]{6}$/;
var LEAST_CONTRAST = 3;
var GROUNDS = { light: [255, 255, 255], dark: [23, 22, 20] };
function logo(hit, remoteLogos) {
  const tile = el("div", { class: "logo", "aria-hidden": "true" });
  if (hit.icon && SAFE_PATH.test(hit.icon.path)) {
    tile.classList.add("brand");
    if (SAFE_COLOR.test(hit.icon.color)) paintBrand(tile, hit.icon.color);
    tile.append(svgPath(hit.icon.path));
  } else {
    tile.style.setProperty("--hue", String(Number(hit.hue) || 0));
    tile.append(el("span", {}, hit.initials));
  }
  const url = remoteLogos ? httpUrl(hit.logo) : null;
  if (url) tile.append(remoteImage(url));
  return tile;
}
function remoteImage(url) {
  const privately = { loading: "lazy", decoding: "async", referrerpolicy: "no-referrer" };
  return el("img", { alt: "", ...privately, src: url.href });
}
function showLoadedLogos(root) {
  root.addEventListener("load", ({ target }) => imageOf(target)?.parentElement?.classList.add("loaded"), true);
  root.addEventListener("error", ({ target }) => imageOf(target)?.remove(), true);
}
function imageOf(target) {
  return target instanceof HTMLImageElement ? target : null;
}
function paintBrand(tile, color) {
  tile.style.setProperty("--brand", color);
  for (const [theme, ground] of Object.entries(GROUNDS)) {
    tile.style.setProperty(`--on-${theme}`, isVisible(rgbOf(color), ground) ? color : "currentColor");
  }
}
function isVisible(rgb, ground) {
  const tinted = (
    /** @type {Rgb} */
    ground.map((part, i) => part * 0.9 + rgb[i] * 0.1)
  );
  return contrast(rgb, tinted) >= LEAST_CONTRAST;
}

// frontend/lists/result-card.js
function resultCard(hit, remoteLogos) {
  const name = plainText(hit.name);
  const label = { tabindex: -1, "aria-label": `${hit.rank}. ${name}` };
  return el(
    "article",
    { "data-id": hit.id, "data-rank": hit.rank, ...label },
    el(
      "div",
      { class: "top" },
      logo(hit, remoteLogos),
      el(
        "div",
        { class: "line" },
        el("span", { class: "rank" }, hit.rank),
        el("h3", { class: "name", dir: "auto", title: name }, ...marked(hit.name))
      ),
      meta(hit)
    ),
    el("div", { class: "text" }, description(hit), moreButton(name)),
    el("div", { class: "foot" }, score(hit), actions(hit, name))
  );
}
function drawBadge(article, other, hasCounterpart) {
  article.querySelector(".badge")?.remove();
  if (!other) return;
  const badge = hasCounterpart ? badgeButton(other) : el("span", badgeAttributes(other), other.text);
  find(article, ".top").append(badge);
}
function badgeAttributes(other) {
  return { class: "badge", "data-kind": other.kind, title: other.title, dir: "auto" };
}
function badgeButton(other) {
  const label = { type: "button", tabindex: -1, "aria-label": `${other.text}: go there` };
  return el("button", { ...badgeAttributes(other), ...label }, other.text);
}
function description(hit) {
  const [before, rest] = splitSegments(hit.description, hit.focus);
  return el(
    "p",
    { class: "description", dir: "auto" },
    before.length > 0 && el("span", { class: "before" }, ...marked(before)),
    el("span", { class: "rest" }, ...marked(rest))
  );
}
function meta({ city, extra }) {
  if (!city && !extra.length) return null;
  return el("div", { class: "meta" }, city && el("p", { class: "city", dir: "auto" }, city), extraFields(extra));
}
function extraFields(pairs) {
  if (!pairs.length) return null;
  const rows = pairs.map(
    ([label, value]) => el("div", {}, el("dt", { dir: "auto" }, label), " ", el("dd", { dir: "auto" }, value))
  );
  return el("dl", { class: "extra" }, ...rows);
}
function score(hit) {
  const bar = el("span", { class: "bar", "aria-hidden": "true" }, el("span", {}));
  bar.style.setProperty("--bar", String(Math.min(1, Math.max(0, hit.bar))));
  const value = [el("span", { class: "unseen" }, "Score "), el("span", { class: "score" }, hit.score_text)];
  return el("div", { class: "measure" }, bar, ...value);
}
function actions(hit, name) {
  const button = { type: "button", tabindex: -1 };
  const why = { "aria-haspopup": "dialog", "aria-keyshortcuts": "w", "aria-label": `Why ${name} is here` };
  const similar = { "aria-keyshortcuts": "s", "aria-label": `Find similar to ${name}` };
  return el(
    "div",
    { class: "actions" },
    el("button", { ...button, class: "why", ...why }, "Why?"),
    el("button", { ...button, class: "similar", ...similar }, "Find similar"),
    websiteLink(httpUrl(hit.link), name)
  );
}
function websiteLink(url, name) {
  if (!url) return null;
  const target = { href: url.href, target: "_blank", rel: "noopener noreferrer nofollow" };
  const label = { title: url.host, "aria-label": `Website of ${name} (opens a new tab)` };
  const arrow = el("span", { "aria-hidden": "true" }, " ↗");
  return el("a", { ...target, tabindex: -1, class: "website", ...label }, "Website", arrow);
}

// frontend/lists/result-list.js
var SKELETONS = 4;
var SKELETON_PARTS = 5;
var ResultList = class {
  element = el("section", { class: "list" });
  /** @type {HTMLElement[]} the cards on show, best first */
  articles = [];
  #body = el("ol", { role: "list" });
  // Safari forgets a bare list's role
  #nodes = new NodeCache();
  /** @type {Map<string, HTMLLIElement>} by their content */
  #cards = /* @__PURE__ */ new Map();
  /** @type {Map<string, HTMLElement>} */
  #byId = /* @__PURE__ */ new Map();
  /** @type {Set<string>} ids whose whole text is shown */
  #expanded = /* @__PURE__ */ new Set();
  /** @type {WeakMap<HTMLElement, string>} what each card's badge was made from */
  #badges = /* @__PURE__ */ new WeakMap();
  /** @type {HTMLElement | null} */
  #tabStop = null;
  /** the best score in the list */
  #top = 0;
  /** @param {Engine} engine */
  constructor(engine) {
    this.engine = engine;
  }
  /**
   * The card of a document; of two with the same id the first.
   * @param {string | undefined} id
   */
  card(id) {
    return id !== void 0 && this.#byId.get(id) || null;
  }
  /**
   * @param {ListData} data
   * @param {ListOptions} options
   */
  draw(data, { theme, remoteLogos, shared }) {
    setAttributes(this.element, {
      "aria-label": `${data.label} results`,
      "data-engine": data.engine,
      "data-testid": `results-${data.engine}`,
      "data-theme": theme,
      "aria-busy": data.loading
    });
    const hits = data.loading ? [] : data.hits;
    this.#top = hits[0]?.score ?? 0;
    if (!data.loading) this.#drawCards(hits, remoteLogos, shared);
    this.articles = hits.length ? findAll(this.#body, ":scope > li > article") : [];
    this.#byId = new Map(this.articles.map((article) => (
      /** @type {const} */
      [idOf(article), article]
    )).reverse());
    const { engine, label, summary, timing } = data;
    arrange(this.element, [
      this.#nodes.get("header", { engine, label, summary, timing }, header),
      data.notice && this.#nodes.get("notice", data.notice, notice),
      data.loading && this.#nodes.get("skeletons", SKELETONS, skeletons),
      hits.length ? this.#body : !data.loading && data.empty && this.#nodes.get("empty", data.empty, emptyMessage)
    ]);
  }
  /**
   * Says that everything is in place.
   * @param {boolean} loading
   */
  markReady(loading) {
    this.element.removeAttribute(loading ? "data-ready" : "data-loading");
    if (loading) this.element.setAttribute("data-loading", "true");
    else this.element.setAttribute("data-ready", String(this.articles.length));
  }
  /**
   * Marks on every bar the score that unrelated words get as well; null removes the marks.
   * @param {number | null} noise
   */
  markNoise(noise) {
    const top = this.#top;
    const place2 = noise !== null && top > 0 ? Math.min(1, Math.max(0, noise / top)) : null;
    this.element.toggleAttribute("data-noise", place2 !== null);
    this.element.style.setProperty("--noise", String(place2 ?? 0));
  }
  /** @param {HTMLElement} article */
  toggleText(article) {
    const expanded = !isExpanded(article);
    setExpanded(article, expanded);
    this.#expanded[expanded ? "add" : "delete"](idOf(article));
  }
  /**
   * Makes one card the list's only tab stop, with its own buttons behind it.
   * @param {HTMLElement | undefined} article
   */
  setTabStop(article) {
    if (this.#tabStop && this.#tabStop !== article) setTabIndex(this.#tabStop, -1);
    if (article) setTabIndex(article, 0);
    this.#tabStop = article ?? null;
  }
  /** After a drawing: the card used last, or the first one. */
  restoreTabStop() {
    this.setTabStop(this.card(this.#tabStop?.dataset.id) ?? this.articles[0]);
  }
  /**
   * An unchanged hit keeps its card, so logos do not blink on a rerun. A changed one is at least as open as before.
   * @param {HitData[]} hits
   * @param {boolean} remoteLogos
   * @param {Set<string>} shared ids that are in the other list as well
   */
  #drawCards(hits, remoteLogos, shared) {
    const old = this.#cards;
    this.#cards = /* @__PURE__ */ new Map();
    const items = hits.map((hit) => {
      const key = JSON.stringify([{ ...hit, other: null, other_rank: null }, remoteLogos]);
      const item = old.get(key) ?? el("li", {}, resultCard(hit, remoteLogos));
      old.delete(key);
      this.#cards.set(key, item);
      const article = (
        /** @type {HTMLElement} */
        item.firstElementChild
      );
      this.#drawBadge(article, hit.other, shared.has(idOf(article)));
      if (this.#expanded.has(idOf(article)) && !isExpanded(article)) setExpanded(article, true);
      return item;
    });
    const listed = new Set(hits.map((hit) => String(hit.id)));
    this.#expanded = new Set([...this.#expanded].filter((id) => listed.has(id)));
    arrange(this.#body, items);
  }
  /**
   * It may be known later than the card: then only the badge changes.
   * @param {HTMLElement} article
   * @param {HitData["other"]} other
   * @param {boolean} hasCounterpart
   */
  #drawBadge(article, other, hasCounterpart) {
    const key = JSON.stringify([other, hasCounterpart]);
    if (this.#badges.get(article) !== key) drawBadge(article, other, hasCounterpart);
    this.#badges.set(article, key);
  }
};
function idOf(node) {
  return node.dataset.id ?? "";
}
function setTabIndex(article, value) {
  for (const node of [article, ...findAll(article, "button, a")]) node.tabIndex = value;
}
function header({ engine, label, summary, timing }) {
  return el(
    "header",
    {},
    el("h2", {}, engineIcon(engine), el("span", { dir: "auto" }, label)),
    // Empty while loading, but as high as later.
    el("p", { class: "summary", dir: "auto", title: timing }, summary || " ")
  );
}
function notice(text) {
  return el("p", { class: "notice", role: "note" }, icon("info"), el("span", { dir: "auto" }, text));
}
function emptyMessage({ title, hint }) {
  return el("div", { class: "empty" }, el("p", { class: "title", dir: "auto" }, title), el("p", { dir: "auto" }, hint));
}
function skeletons(count) {
  const skeleton = () => el("div", { class: "skeleton" }, ...Array.from({ length: SKELETON_PARTS }, () => el("span", {})));
  return el("div", { class: "skeletons", "aria-hidden": "true" }, ...Array.from({ length: count }, skeleton));
}

// frontend/text/formatting.js
function fixed(value, decimals) {
  const written = value.toFixed(decimals);
  return Number(written) === 0 ? written.replace("-", "") : written.replace("-", "−");
}
function signed(value, decimals) {
  return value.toFixed(decimals).replace("-", "−");
}
function grouped(count) {
  return count.toLocaleString("en");
}
function counted(count, noun) {
  return `${grouped(count)} ${noun}${count === 1 ? "" : "s"}`;
}
function partOf(share, score2, decimals) {
  return `${fixed(share, decimals)} of ${fixed(score2, decimals)}`;
}

// frontend/explanation/waterfall.js
var EXACT = 6;
function waterfall({ rows, total, decimals }) {
  const steps = waterfallSteps(rows.map(({ value }) => value));
  const lines2 = [...rows, total].map((row2, i) => line(row2, steps[i], decimals));
  return el("ul", { class: "parts", role: "list" }, ...lines2);
}
function waterfallSteps(values) {
  const ends = [0];
  for (const value of values) ends.push(ends[ends.length - 1] + value);
  const low = Math.min(...ends);
  const width = Math.max(...ends) - low || 1;
  const step = (from, to) => ({
    from: (Math.min(from, to) - low) / width,
    size: Math.abs(to - from) / width,
    down: to < from
  });
  return [...values.map((_, i) => step(ends[i], ends[i + 1])), step(0, ends[ends.length - 1])];
}
function line({ label, value, gloss, kind, engine }, { from, size, down }, decimals) {
  const bar = el("span", { class: down ? "stair down" : "stair", "aria-hidden": "true" });
  bar.style.setProperty("--from", String(from));
  bar.style.setProperty("--size", String(size));
  return el(
    "li",
    { class: kind === "total" ? "total" : "part", ...engine && { "data-engine": engine } },
    el("span", { class: kind === "word" ? "part-label" : "part-label plain", dir: "auto" }, label),
    " ",
    el("span", { class: "stairs" }, value !== 0 && bar),
    " ",
    el("span", { class: "part-value", title: signed(value, EXACT) }, fixed(value, decimals)),
    gloss && el("span", { class: "part-gloss" }, ` ${gloss}`)
  );
}

// frontend/explanation/breakdown.js
function breakdownSection(engine, breakdown, text = null) {
  const { label, standing, meaning, notes, rows, legend: legend2, ignored } = breakdown;
  return el(
    "section",
    { class: "why-side", "data-engine": engine, "aria-label": `${label}: ${standing}` },
    el("h3", {}, engineIcon(engine), el("span", {}, label), el("span", { class: "why-standing" }, standing)),
    el("p", { class: "why-means" }, meaning),
    notes.length > 0 && el("p", { class: "why-notes" }, notes.join(" ")),
    text,
    legend2 && el("p", { class: "why-legend" }, legend2),
    rows.length > 0 && waterfall(breakdown),
    ignored && el("p", { class: "why-legend" }, ignored)
  );
}

// frontend/explanation/excerpt.js
var WHOLE_TEXT = 700;
var AROUND = 80;
var PASSAGES = 8;
function excerpt(text, spans, from, to) {
  if (to - from <= WHOLE_TEXT) return [[from, to]];
  const within = spans.filter(({ start }) => start >= from);
  const byPriority = [...within.filter(({ first }) => first), ...within.filter(({ first }) => !first)];
  const chosen = new Set(byPriority.slice(0, PASSAGES));
  const passages = [];
  for (const { start, end } of within.filter((span) => chosen.has(span))) {
    const begin = Math.min(start, text.wordStart(Math.max(from, start - AROUND)));
    const stop = Math.min(to, text.wordStart(end + AROUND));
    const last = passages[passages.length - 1];
    if (last && begin <= last[1]) last[1] = stop;
    else passages.push([begin, stop]);
  }
  return passages.length ? passages : [[from, text.wordStart(Math.min(to, from + 2 * AROUND))]];
}

// frontend/explanation/annotated-text.js
var UNREAD_SHOWN = 900;
function annotatedText({ text: original, name, spans, underlined = null, read = null, excerpt: excerpt2 = false }) {
  const text = new DrawnText(original);
  const most = Math.max(...spans.map(({ value }) => Math.abs(value)), 0);
  const drawing = { text, underlined, spans: withoutOverlaps(spans), most };
  const end = Math.min(read ?? text.length, text.length);
  const nameEnd = Math.min(new DrawnText(name).length, end);
  const begin = Math.min(nameEnd + 1, end);
  return el(
    "div",
    { class: "bar-text" },
    nameEnd > 0 && el("p", { class: "bar-name", dir: "auto" }, ...underlinedStretch(drawing, 0, nameEnd)),
    el("p", { dir: "auto" }, ...body(drawing, begin, end, excerpt2)),
    end < text.length && unread(text, end)
  );
}
function withoutOverlaps(spans) {
  const sorted = [...spans].sort((one, other) => one.start - other.start);
  return sorted.map((span, i) => ({ ...span, end: Math.min(span.end, sorted[i + 1]?.start ?? span.end) })).filter(({ start, end }) => start < end);
}
function unread(text, read) {
  const more = text.length - read - UNREAD_SHOWN;
  return el(
    "div",
    { class: "unread" },
    el("p", { class: "why-legend" }, "The model did not read this part:"),
    el(
      "p",
      { dir: "auto" },
      text.slice(read, read + UNREAD_SHOWN).trim(),
      more > 0 && `… and ${counted(more, "more character")}`
    )
  );
}
function body(drawing, from, to, cut) {
  const passages = cut ? excerpt(drawing.text, drawing.spans, from, to) : [
    /** @type {const} */
    [from, to]
  ];
  const shown = passages.flatMap(([begin, end]) => [begin > from && " … ", ...underlinedStretch(drawing, begin, end)]);
  return [...shown, passages[passages.length - 1][1] < to && " …"];
}
function underlinedStretch(drawing, from, to) {
  const { underlined } = drawing;
  if (!underlined || underlined.end <= from || underlined.start >= to) return stretch(drawing, from, to);
  const [begin, end] = [Math.max(from, underlined.start), Math.min(to, underlined.end)];
  return [
    ...stretch(drawing, from, begin),
    el("span", { class: "bar-best" }, ...stretch(drawing, begin, end)),
    ...stretch(drawing, end, to)
  ];
}
function stretch({ text, spans, most }, from, to) {
  const children = [];
  let at = from;
  for (const span of spans.filter(({ start }) => start >= from && start < to)) {
    const end = Math.min(span.end, to);
    children.push(text.slice(at, span.start), word(text.slice(span.start, end), span, most));
    at = end;
  }
  return at < to ? [...children, text.slice(at, to)] : children;
}
function word(text, { value, title }, most) {
  const node = el("span", { class: value < 0 ? "bar-word below" : "bar-word", title }, text);
  node.style.setProperty("--tall", String(most ? Math.abs(value) / most : 0));
  return node;
}

// frontend/explanation/keyword-breakdown.js
function keywordBreakdown({ keyword, document: { name }, text, breakdown }) {
  const spans = keywordSpans(keyword, breakdown.keyword.decimals);
  const marked2 = keyword.terms.length > 0 && annotatedText({ text, name, spans, excerpt: true });
  return breakdownSection("keyword", breakdown.keyword, marked2);
}
function keywordSpans({ terms, score: score2 }, decimals) {
  return terms.flatMap(({ score: value, places }) => {
    const title = partOf(value, score2, decimals);
    return places.map(([start, end], i) => ({ start, end, value, first: i === 0, title }));
  });
}

// frontend/explanation/neural-breakdown.js
function neuralBreakdown({ neural, document: { name }, text, breakdown }) {
  const spans = neural.words.map(({ start, end, share }) => ({
    start,
    end,
    value: share,
    title: partOf(share, neural.score, breakdown.neural.decimals)
  }));
  const underlined = neural.strongest ?? neural.closest;
  const read = neural.truncated ? neural.read : null;
  return breakdownSection("neural", breakdown.neural, annotatedText({ text, name, spans, underlined, read }));
}

// frontend/explanation/number-tables.js
var LONGEST_LINK = 1500;
var EXACT2 = 6;
function numberTables({ neural, keyword, hybrid, words, breakdown }, request) {
  return el(
    "details",
    { class: "numbers" },
    el("summary", {}, "All numbers"),
    jsonLink(request),
    ...neural.additive ? [...introduction(breakdown.neural), ...neuralTables(neural)] : [],
    ...introduction(breakdown.keyword),
    keywordTable(keyword, words),
    ...hybrid.parts.length ? [...introduction(breakdown.hybrid), hybridTable(hybrid, breakdown)] : []
  );
}
function introduction({ label, formula }) {
  return [el("h4", {}, label), ...formula.map((paragraph) => el("p", {}, paragraph))];
}
function neuralTables({ words, marks, score: score2, sentences }) {
  const row2 = ({ text, start, share }) => [text, start, signed(share, EXACT2)];
  return [
    table(
      "Neural shares of words",
      ["word", "start", "share"],
      [...words.map(row2), ["begin and end", "", signed(marks, EXACT2)], ["sum", "", signed(score2, EXACT2)]]
    ),
    table("Neural shares of sentences", ["sentence", "start", "share"], sentences.map(row2))
  ];
}
function keywordTable({ terms, score: score2 }, words) {
  const columns = ["word", "term", "weight in query", "here", "documents", "IDF", "length factor", "impact", "points"];
  const typed = (term) => [...new Set(words.filter((word2) => word2.term === term).map(({ word: word2 }) => word2))].join(", ");
  const rows = terms.map((part) => [
    typed(part.term),
    part.term,
    part.query_weight,
    part.count,
    part.document_frequency,
    ...[part.idf, part.length_factor, part.impact, part.score].map((value) => signed(value, EXACT2))
  ]);
  const sumRow = ["sum", ...Array(columns.length - 2).fill(""), signed(score2, EXACT2)];
  return table("Full-text points of words", columns, [...rows, sumRow]);
}
function hybridTable({ parts, score: score2, rrf_k: k }, breakdown) {
  const rows = parts.map(({ engine, rank, weight, reciprocal, score: part }) => [
    breakdown[engine].label,
    rank,
    weight,
    signed(reciprocal, EXACT2),
    signed(part, EXACT2)
  ]);
  const columns = ["engine", "rank", "weight", `1 / (${k} + rank)`, "part"];
  return table("Hybrid parts", columns, [...rows, ["sum", "", "", "", signed(score2, EXACT2)]]);
}
function table(label, columns, rows) {
  const head = el("tr", {}, ...columns.map((name) => el("th", { scope: "col" }, name)));
  const line2 = (row2) => el("tr", {}, ...row2.map((cell2) => el("td", { dir: "auto" }, cell2)));
  return el(
    "div",
    { class: "scroller", tabindex: 0, role: "region", "aria-label": label },
    el("table", {}, el("thead", {}, head), el("tbody", {}, ...rows.map(line2)))
  );
}
function jsonLink(request) {
  const address = jsonAddress(request);
  if (address.length > LONGEST_LINK) return null;
  return el("p", {}, el("a", { href: address, target: "_blank", rel: "noopener" }, "The same as JSON ↗"));
}
function jsonAddress(request) {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(request)) {
    for (const each of [value].flat()) parameters.append(name, String(each));
  }
  return `/api/explain?${parameters}`;
}

// frontend/explanation/explanation-dialog.js
var ExplanationDialog = class {
  element = el("dialog", { class: "why", "aria-labelledby": "why-title" });
  #body = el("div", { class: "why-body" });
  /** @type {Question | null} what the lists on show answer */
  #question = null;
  /** @type {{ hit: ExplainedHit, question: Question, back: HTMLElement } | null} */
  #explained = null;
  #asking = new AbortController();
  #root;
  #lists;
  /**
   * @param {HTMLElement} root
   * @param {ResultLists} lists
   */
  constructor(root, lists) {
    this.#root = root;
    this.#lists = lists;
    let pressed = null;
    this.element.addEventListener("pointerdown", ({ target }) => {
      pressed = target;
    });
    this.element.addEventListener("click", ({ target }) => {
      const onBackdrop = target === this.element && pressed === this.element;
      if (closest(target, ".close") || onBackdrop) this.element.close();
    });
    this.element.addEventListener("close", () => this.#leave());
  }
  /**
   * After a drawing: another question makes the open explanation wrong. The page can change below an open dialog,
   * for example by the browser's "back".
   * @param {Question | null} question
   */
  setQuestion(question) {
    this.#question = question;
    const explained = JSON.stringify(this.#explained?.question ?? null);
    if (this.element.open && explained !== JSON.stringify(question)) this.element.close();
  }
  /** @param {HTMLElement} article */
  open(article) {
    const list = this.#lists.listOf(article);
    if (!list || !this.#question) return;
    const focused = deepActiveElement();
    const button = find(article, "button.why");
    const hit = {
      id: idOf(article),
      rank: article.dataset.rank ?? "",
      engine: list.engine,
      label: find(list.element, "h2").textContent ?? "",
      name: find(article, ".name").title
    };
    const back = focused && article.contains(focused) ? focused : button;
    this.#explained = { hit, question: this.#question, back };
    this.#body = el("div", { class: "why-body" });
    this.element.replaceChildren(el("div", { class: "why-sheet" }, header2(hit, this.#question.q), this.#body));
    this.#root.append(this.element);
    this.element.showModal();
    this.element.scrollTop = 0;
    this.#ask(explanationRequest(this.#question, hit.id), hit.engine);
  }
  destroy() {
    this.#asking.abort();
  }
  /**
   * @param {ExplanationRequest} request
   * @param {Engine} engine the list that the document was opened in
   */
  async #ask(request, engine) {
    this.#asking.abort();
    this.#asking = new AbortController();
    const { signal } = this.#asking;
    this.#show("loading", waiting());
    try {
      const explanation = await explain(request, signal);
      if (!signal.aborted) this.#show("ready", content(explanation, request, engine));
    } catch (error) {
      if (!signal.aborted) this.#show("failed", [this.#failure(error, () => this.#ask(request, engine))]);
    }
  }
  /**
   * @param {"loading" | "ready" | "failed"} state
   * @param {Child[]} children
   */
  #show(state, children) {
    setAttributes(this.#body, { "data-state": state, "aria-busy": state === "loading" });
    this.#body.replaceChildren(.../** @type {Node[]} */
    present(children));
  }
  #leave() {
    this.#asking.abort();
    this.element.remove();
    if (!this.#explained) return;
    const { hit, back } = this.#explained;
    const card = back.isConnected ? null : this.#lists.byEngine(hit.engine)?.card(hit.id);
    const target = card ? find(card, "button.why") : back;
    target.focus({ preventScroll: true });
  }
  /**
   * @param {unknown} error
   * @param {() => void} retry
   */
  #failure(error, retry) {
    const said = error instanceof Error && !(error instanceof TypeError) ? error.message : "The app does not answer.";
    const again = el("button", { type: "button", class: "tool again" }, "Try again");
    again.addEventListener("click", () => {
      find(this.element, ".close").focus();
      retry();
    });
    return el("div", { class: "why-failed", role: "alert" }, el("p", { dir: "auto" }, said), again);
  }
};
function header2(hit, q) {
  const place2 = el("span", { dir: "auto" }, `${hit.label} #${hit.rank}`);
  const query = q && el("span", { class: "why-query", dir: "auto" }, `“${q}”`);
  return el(
    "header",
    {},
    el(
      "div",
      { class: "why-head" },
      el("p", { class: "why-place", "data-engine": hit.engine }, engineIcon(hit.engine), place2, query),
      el("h2", { id: "why-title" }, "Why is ", el("bdi", {}, hit.name), " here?")
    ),
    el("button", { type: "button", class: "tool close", "aria-label": "Close" }, icon("close"))
  );
}
function waiting() {
  const lines2 = (count) => el("div", {}, ...Array.from({ length: count }, () => el("span", {})));
  return [
    el("p", { class: "unseen", role: "status" }, "Taking the scores apart"),
    el("div", { class: "why-wait", "aria-hidden": "true" }, lines2(3), lines2(7), lines2(7))
  ];
}
function content(explanation, request, engine) {
  const sides = el("div", { class: "why-sides" }, neuralBreakdown(explanation), keywordBreakdown(explanation));
  const hybrid = breakdownSection("hybrid", explanation.breakdown.hybrid);
  return [
    el("p", { class: "why-lead", dir: "ltr" }, explanation.leads[engine]),
    el("p", { class: "why-summary", dir: "ltr" }, explanation.summary),
    // English, even if it begins with a name that is not
    ...engine === "hybrid" ? [hybrid, sides] : [sides, hybrid],
    numberTables(explanation, request)
  ];
}

// frontend/text/words.js
var LEADING = /^[^\p{L}\p{N}]*/u;
var TRAILING = /[^\p{L}\p{N}]*$/u;
function wordBounds(text, from, to) {
  const stretch2 = text.slice(from, to);
  const before = LEADING.exec(stretch2)?.[0].length ?? 0;
  const after = TRAILING.exec(stretch2)?.[0].length ?? 0;
  return before === stretch2.length ? [from, from] : [from + before, to - after];
}

// frontend/highlights/text-range.js
function textNodes(root) {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const nodes2 = [];
  let begin = 0;
  while (walker.nextNode()) {
    const node = (
      /** @type {Text} */
      walker.currentNode
    );
    nodes2.push([node, begin]);
    begin += node.length;
  }
  return nodes2;
}
function textRange(nodes2, from, to) {
  if (from === to) return null;
  const first = nodes2.findLast(([, begin]) => begin <= from);
  const last = nodes2.findLast(([, begin]) => begin < to);
  if (!first || !last || to - last[1] > last[0].length) return null;
  return new StaticRange({
    startContainer: first[0],
    startOffset: from - first[1],
    endContainer: last[0],
    endOffset: to - last[1]
  });
}

// frontend/highlights/word-highlights.js
var AT_ONCE = 5;
var AT_TOP = 10;
var WordHighlights = class {
  /** @type {StaticRange[]} */
  #ranges = [];
  #lists;
  #registry;
  #shares;
  /**
   * @param {ResultLists} lists
   * @param {HighlightRegistry} registry
   * @param {WordShareCache} shares
   */
  constructor(lists, registry, shares) {
    this.#lists = lists;
    this.#registry = registry;
    this.#shares = shares;
  }
  /**
   * As part of every drawing, so that words highlighted before do not flicker. Returns what is still to be asked for,
   * or null if there is nothing to highlight.
   * @param {ListData[]} lists
   * @param {Question | null} question
   * @returns {PendingHighlights | null}
   */
  drawKnown(lists, question) {
    this.clear();
    const at = lists.findIndex(({ engine, loading, hits: hits2 }) => engine === "neural" && !loading && hits2.length > 0);
    if (at < 0 || !question || !this.#registry.supported) return null;
    const { hits } = lists[at];
    const list = this.#lists.shown[at];
    for (const hit of hits) this.#highlight(list, hit, question);
    const missing = hits.filter(({ id }) => !this.#shares.get(question, id));
    if (!missing.length) markComplete(list, hits.length);
    return { question, list, missing, count: hits.length };
  }
  /**
   * Asks for the others and highlights them. Resolves when all are done or a newer drawing took over. Many long texts
   * take a while, so `afterTop` is awaited once those at the top are done.
   * @param {PendingHighlights} pending
   * @param {AbortSignal} signal
   * @param {() => Promise<void>} afterTop
   */
  async drawMissing({ question, list, missing, count }, signal, afterTop) {
    for (let i = 0; i < missing.length && !signal.aborted; i += AT_ONCE) {
      if (i === AT_TOP) await afterTop();
      const some = missing.slice(i, i + AT_ONCE);
      const ids = some.map(({ id }) => id);
      if (!await this.#shares.fetch(question, ids, signal)) break;
      for (const hit of some) this.#highlight(list, hit, question);
    }
    if (!signal.aborted) markComplete(list, count);
  }
  clear() {
    for (const { element } of this.#lists.all()) element.removeAttribute("data-lit");
    for (const range of this.#ranges) this.#registry.remove(range);
    this.#ranges = [];
  }
  /**
   * @param {ResultList} list
   * @param {HitData} hit
   * @param {Question} question
   */
  #highlight(list, hit, question) {
    const spans = this.#shares.get(question, hit.id);
    const article = list.card(String(hit.id));
    if (!spans || !article) return;
    const [name, description2] = hit.offsets;
    this.#highlightText(find(article, ".name"), plainText(hit.name), spans, name);
    this.#highlightText(find(article, ".description"), plainText(hit.description), spans, description2);
  }
  /**
   * @param {HTMLElement} node
   * @param {string} original
   * @param {Span[]} spans of what the model read
   * @param {number} begin where the text begins in what the model read
   */
  #highlightText(node, original, spans, begin) {
    const text = new DrawnText(original);
    const nodes2 = textNodes(node);
    for (const [start, end] of spans) {
      const [from, to] = [text.unit(start - begin), text.unit(end - begin)];
      if (from === void 0 || to === void 0) continue;
      const range = textRange(nodes2, ...wordBounds(text.text, from, to));
      if (!range) continue;
      this.#registry.add(range);
      this.#ranges.push(range);
    }
  }
};
function markComplete({ element }, count) {
  element.setAttribute("data-lit", String(count));
}

// frontend/lists/columns.js
var Columns = class {
  button = makeButton();
  /** @param {Trigger} trigger */
  constructor(trigger) {
    this.button.addEventListener("click", () => {
      trigger("columns", this.button.getAttribute("aria-pressed") === "true" ? "2" : "3");
    });
  }
  /** @param {ListData[]} lists */
  draw(lists) {
    this.button.hidden = lists.length < 2 || lists.some(({ loading }) => loading);
    this.button.setAttribute("aria-pressed", String(lists.length > 2));
  }
};
function makeButton() {
  const label = el("span", { class: "words" }, el("span", {}, "Add hybrid"));
  const state = { "aria-pressed": false, title: "Show hybrid as a third list" };
  return el("button", { type: "button", class: "tool", ...state }, engineIcon("hybrid"), label);
}

// frontend/page/page-top.js
var HEADER = '[data-testid="stHeader"]';
var SEARCH = ".st-key-q";
function coveredHeight() {
  const header3 = document.querySelector(HEADER);
  const bar = header3 instanceof HTMLElement ? header3.offsetHeight : 0;
  for (let node = document.querySelector(SEARCH); node; node = node.parentElement) {
    const { position, top } = getComputedStyle(node);
    if (position === "sticky") return Number.parseFloat(top) + node.getBoundingClientRect().height;
  }
  return bar;
}
function scrollToTop() {
  document.querySelector('[data-testid="stMain"]')?.scrollTo({ top: 0 });
}

// frontend/lists/counterparts.js
var SOURCES = "article, .spot";
var VISIBLE = 0.25;
var FLASH = 1800;
var Counterparts = class {
  /** @type {{ source: HTMLElement | null, nodes: HTMLElement[] }} */
  #lit = { source: null, nodes: [] };
  #sight;
  #root;
  #lists;
  #switcher;
  /**
   * @param {HTMLElement} root
   * @param {ResultLists} lists
   * @param {ListSwitcher} switcher
   */
  constructor(root, lists, switcher) {
    this.#root = root;
    this.#lists = lists;
    this.#switcher = switcher;
    this.#sight = new IntersectionObserver((entries) => this.#markAway(entries[entries.length - 1]), {
      rootMargin: `-${coveredHeight()}px 0px 0px`,
      threshold: [0, VISIBLE]
    });
    this.#listen();
  }
  destroy() {
    this.#sight.disconnect();
  }
  /** After a drawing, lit nodes may be gone or have new counterparts. */
  relight() {
    const { source } = this.#lit;
    this.#darken();
    this.#light(source?.isConnected ? source : this.#focusedSource());
  }
  /**
   * Shows a card that may be far away, in the hidden list, or both.
   * @param {HTMLElement} article
   */
  reveal(article) {
    const list = this.#lists.listOf(article);
    if (list) this.#switcher.show(list, false);
    const block = article.offsetHeight < innerHeight * 0.7 ? "center" : "start";
    const behavior = prefersReducedMotion() ? "auto" : "smooth";
    article.focus({ preventScroll: true });
    article.scrollIntoView({ block, inline: "nearest", behavior });
    flash(article);
  }
  #listen() {
    this.#root.addEventListener("pointerover", ({ target, pointerType }) => {
      if (pointerType !== "touch") this.#light(closest(target, SOURCES) ?? this.#focusedSource());
    });
    this.#root.addEventListener("pointerleave", () => this.#light(this.#focusedSource()));
    this.#root.addEventListener("focusin", ({ target }) => this.#light(closest(target, SOURCES)));
    this.#root.addEventListener("focusout", ({ relatedTarget }) => {
      if (!relatedTarget) this.#light(null);
    });
  }
  #focusedSource() {
    return closest(focusedWithin(this.#root), SOURCES);
  }
  /** @param {HTMLElement | null} source */
  #light(source) {
    const lit = this.#lit;
    if (lit.source === source && lit.nodes.every(({ isConnected }) => isConnected)) return;
    this.#darken();
    if (!source) return;
    const nodes2 = this.#nodesOf(source);
    for (const node of nodes2) node.classList.add("lit");
    this.#lit = { source, nodes: nodes2 };
    const counterpart = source.matches("article") ? this.#lists.counterpartOf(source) : null;
    if (counterpart) this.#sight.observe(counterpart);
  }
  /**
   * Everything that stands for the same document. A card without a counterpart has nothing to show elsewhere, so the
   * card itself stays as it is.
   * @param {HTMLElement} source
   */
  #nodesOf(source) {
    const cards = this.#lists.shown.flatMap((list) => list.card(idOf(source)) ?? []);
    const marks = findAll(this.#root, ".strip [data-id], .chart [data-id]").filter(
      (node) => idOf(node) === idOf(source)
    );
    return source.matches(".spot") || cards.length > 1 ? [...cards, ...marks] : marks;
  }
  #darken() {
    for (const node of this.#lit.nodes) node.classList.remove("lit");
    this.#lit.source?.querySelector(".badge")?.removeAttribute("data-away");
    this.#lit = { source: null, nodes: [] };
    this.#sight.disconnect();
  }
  /**
   * Tells on the lit card's badge whether its counterpart is out of sight, and where.
   * @param {IntersectionObserverEntry} entry
   */
  #markAway({ intersectionRatio, boundingClientRect, rootBounds }) {
    const badge = this.#lit.source?.querySelector("button.badge");
    const direction = boundingClientRect.top < (rootBounds?.top ?? 0) ? "up" : "down";
    if (intersectionRatio >= VISIBLE) badge?.removeAttribute("data-away");
    else badge?.setAttribute("data-away", direction);
  }
};
function flash(article) {
  const glow = "0 0 0 5px var(--glow-strong)";
  const easing = prefersReducedMotion() ? "steps(1)" : "ease-out";
  article.animate({ boxShadow: [glow, glow, "0 0 0 5px transparent"] }, { duration: FLASH, easing });
}

// frontend/lists/focus-keeper.js
var CONTROLS2 = [".more", "button.why", ".similar", ".website", "button.badge"];
var FocusKeeper = class {
  /** @type {{ engine: Engine, id: string, control: string | undefined } | null} */
  #note = null;
  #root;
  #lists;
  /**
   * @param {HTMLElement} root
   * @param {ResultLists} lists
   */
  constructor(root, lists) {
    this.#root = root;
    this.#lists = lists;
  }
  /** Before a drawing: notes the focused card by its id, because its node may be another one afterwards. */
  note() {
    const active = focusedWithin(this.#root);
    const article = closest(active, "article");
    const list = article && this.#lists.listOf(article);
    if (!list) return;
    const control = CONTROLS2.find((selector) => active?.matches(selector));
    this.#note = { engine: list.engine, id: idOf(article), control };
  }
  /**
   * After a drawing: gives the focus back if it was lost. While lists load there is no card to go to, so the note
   * waits; whoever has moved on is left alone.
   * @param {boolean} loading
   */
  restore(loading) {
    const note = this.#note;
    if (!note) return;
    if (!loading || document.activeElement !== document.body) this.#note = null;
    if (document.activeElement !== document.body) return;
    const list = this.#lists.byEngine(note.engine) ?? this.#lists.shown[0];
    const same = list?.card(note.id) ?? null;
    const control = note.control ? same?.querySelector(`${note.control}:not([hidden])`) : null;
    const target = control instanceof HTMLElement ? control : same ?? list?.articles[0];
    target?.focus({ preventScroll: same !== null });
    if (target) this.#note = null;
  }
};

// frontend/lists/list-switcher.js
var AT_REST = 120;
var ListSwitcher = class {
  tabs = el("div", { class: "tabs", role: "tablist", "aria-label": "List to show" });
  /** @type {ResultList | undefined} the list on show on a narrow screen */
  active = void 0;
  #nodes = new NodeCache();
  #swiping = false;
  /** @type {ResultList | null} where a smooth scroll is going */
  #goal = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #rest = void 0;
  #root;
  #lists;
  #preferences;
  /**
   * @param {HTMLElement} root
   * @param {ResultLists} lists
   * @param {Preferences} preferences
   */
  constructor(root, lists, preferences) {
    this.#root = root;
    this.#lists = lists;
    this.#preferences = preferences;
    this.tabs.addEventListener("click", ({ target }) => {
      const tab = closest(target, ".tab");
      if (tab) this.show(this.#listOfTab(tab), true);
    });
    this.tabs.addEventListener("keydown", (event) => this.#onTabKey(event));
    lists.element.addEventListener("scroll", () => this.#onScroll(), { passive: true });
    const touched = () => {
      this.#goal = null;
    };
    lists.element.addEventListener("pointerdown", touched, { passive: true });
  }
  /** @param {ListData[]} lists */
  draw(lists) {
    const tabs = lists.map(({ engine, label, loading, hits }) => {
      const tab = this.#nodes.get(`tab ${engine}`, { engine, label }, makeTab);
      find(tab, ".count").textContent = loading ? "" : String(hits.length);
      return tab;
    });
    this.tabs.style.setProperty("--count", String(tabs.length));
    arrange(this.tabs, lists.length < 2 ? [] : tabs);
  }
  destroy() {
    clearTimeout(this.#rest);
  }
  /** Whether only one list is visible. CSS decides that; asking it keeps the two from ever disagreeing. */
  isNarrow() {
    const layout = () => getComputedStyle(this.#lists.element).getPropertyValue("--layout").trim();
    return this.#lists.shown.length > 1 && layout() === "phone";
  }
  /** Adapts to the layout after every drawing and every change of size. */
  layOut() {
    const { shown, element } = this.#lists;
    const narrow = this.isNarrow();
    this.active = shown.find(({ engine }) => engine === this.#preferences.engine) ?? shown[0];
    this.#root.toggleAttribute("data-phone", narrow);
    for (const list of shown) {
      setAttributes(list.element, { id: `list-${list.engine}`, role: narrow ? "tabpanel" : "region" });
      list.element.inert = narrow && list !== this.active;
    }
    if (!narrow) return;
    element.style.setProperty("--shown", `${this.active.element.offsetHeight}px`);
    this.#markTab(this.active);
    this.#moveThumb();
  }
  /** Scrolls back to the active list after a change of size, but never against a finger or a glide under way. */
  keepPlace() {
    if (this.isNarrow() && !this.#swiping && this.active) this.#lists.element.scrollLeft = this.#placeOf(this.active);
  }
  /**
   * Makes a list the active one.
   * @param {ResultList} list
   * @param {boolean} smoothly
   */
  show(list, smoothly) {
    this.#preferences.engine = list.engine;
    if (!this.isNarrow() || list === this.active) return;
    const glides = smoothly && !prefersReducedMotion();
    this.#goal = glides ? list : null;
    this.#setSwiping(glides);
    this.layOut();
    this.#lists.element.scrollTo({ left: this.#placeOf(list), behavior: glides ? "smooth" : "instant" });
  }
  /** @param {HTMLElement} tab */
  #listOfTab(tab) {
    return this.#lists.shown[findAll(this.tabs, ".tab").indexOf(tab)];
  }
  /** @param {ResultList} active */
  #markTab(active) {
    findAll(this.tabs, ".tab").forEach((tab, i) => {
      const chosen = this.#lists.shown[i] === active;
      setAttributes(tab, { "aria-selected": chosen, tabindex: chosen ? 0 : -1 });
    });
    this.tabs.dataset.engine = active.engine;
  }
  /**
   * Where the scroller stands when this list is on show, in pixels.
   * @param {ResultList} list
   */
  #placeOf(list) {
    return list.element.offsetLeft - this.#lists.shown[0].element.offsetLeft;
  }
  /** 0 at the first list, 1 at the second, and so on. */
  #position() {
    const { shown, element } = this.#lists;
    return element.scrollLeft / this.#placeOf(shown[1]);
  }
  #moveThumb() {
    const last = this.#lists.shown.length - 1;
    this.tabs.style.setProperty("--at", String(Math.min(last, Math.max(0, this.#position()))));
  }
  /**
   * While a swipe moves, both lists have their full height; at rest the page is as long as the list on show.
   * @param {boolean} swiping
   */
  #setSwiping(swiping) {
    this.#swiping = swiping;
    this.#lists.element.toggleAttribute("data-swiping", swiping);
  }
  #onScroll() {
    if (!this.isNarrow() || !this.active) return;
    this.#moveThumb();
    clearTimeout(this.#rest);
    this.#rest = setTimeout(() => this.#settle(), AT_REST);
    if (this.#isAt(this.active)) return;
    this.#setSwiping(true);
    const nearest = this.#lists.shown[Math.round(this.#position())] ?? this.active;
    if (this.#goal || nearest === this.active) return;
    this.#preferences.engine = nearest.engine;
    this.layOut();
  }
  /** @param {ResultList} list */
  #isAt(list) {
    return Math.abs(this.#lists.element.scrollLeft - this.#placeOf(list)) <= 1;
  }
  /** A finger may rest halfway: then there is nothing to settle yet. */
  #settle() {
    if (!this.isNarrow() || !this.active || !this.#isAt(this.active)) return;
    this.#goal = null;
    this.#setSwiping(false);
    this.layOut();
  }
  /** @param {KeyboardEvent} event */
  #onTabKey(event) {
    const tabs = findAll(this.tabs, ".tab");
    const at = tabs.indexOf(
      /** @type {HTMLElement} */
      event.target
    );
    const targets = { ArrowLeft: tabs[at - 1], ArrowRight: tabs[at + 1], Home: tabs[0], End: tabs.at(-1) };
    if (hasModifier(event) || !Object.hasOwn(targets, event.key)) return;
    event.preventDefault();
    const tab = targets[event.key];
    if (!tab) return;
    this.show(this.#listOfTab(tab), true);
    tab.focus();
  }
};
function makeTab({ engine, label }) {
  const attributes = { type: "button", class: "tab", role: "tab", "data-engine": engine };
  const texts = [el("span", { dir: "auto" }, label), " ", el("span", { class: "count" })];
  return el("button", { ...attributes, "aria-controls": `list-${engine}` }, ...texts);
}

// frontend/lists/result-lists.js
var ResultLists = class {
  element = el("div", { class: "lists" });
  /** @type {ResultList[]} none, one, two, or three with hybrid */
  shown = [];
  /** @type {Map<Engine, ResultList>} every one that was ever on show */
  #lists = /* @__PURE__ */ new Map();
  /** @type {ResizeObserver} */
  #observer;
  /** @param {() => void} onResize called when a list changes its size */
  constructor(onResize) {
    this.#observer = new ResizeObserver(onResize);
  }
  /**
   * @param {ListData[]} data
   * @param {Omit<ListOptions, "shared">} options
   */
  draw(data, options) {
    this.shown = data.map(({ engine }) => this.#listFor(engine));
    data.forEach((list, i) => {
      this.shown[i].draw(list, { ...options, shared: sharedIds(list, data) });
    });
  }
  /** Puts the lists into the page. */
  place() {
    this.element.setAttribute("data-count", String(this.shown.length));
    arrange(
      this.element,
      this.shown.map(({ element }) => element)
    );
  }
  destroy() {
    this.#observer.disconnect();
  }
  /** @returns {Iterable<ResultList>} the lists of all engines that were ever on show */
  all() {
    return this.#lists.values();
  }
  /** @param {string | undefined} engine */
  byEngine(engine) {
    return this.shown.find((list) => list.engine === engine) ?? null;
  }
  /** @param {HTMLElement} article */
  listOf(article) {
    return this.shown.find(({ articles }) => articles.includes(article)) ?? null;
  }
  /**
   * The same document's card in another list.
   * @param {HTMLElement} article
   */
  counterpartOf(article) {
    const list = this.listOf(article);
    if (!list) return null;
    const cards = partners(this.shown, list).map((other) => other.card(idOf(article)));
    return cards.find(Boolean) ?? null;
  }
  /** @param {Engine} engine */
  #listFor(engine) {
    const known = this.#lists.get(engine);
    if (known) return known;
    const list = new ResultList(engine);
    this.#lists.set(engine, list);
    this.#observer.observe(list.element);
    return list;
  }
};
function partners(lists, list) {
  return lists.filter((other) => other !== list && (list.engine === "hybrid" || other.engine !== "hybrid"));
}
function sharedIds(list, lists) {
  if (lists.some(({ loading }) => loading)) return /* @__PURE__ */ new Set();
  const elsewhere = new Set(partners(lists, list).flatMap(({ hits }) => hits.map(({ id }) => String(id))));
  return new Set(list.hits.map(({ id }) => String(id)).filter((id) => elsewhere.has(id)));
}

// frontend/overview/document-marks.js
function makeWalkable(overview, upright) {
  find(overview, ".spot").tabIndex = 0;
  overview.addEventListener("keydown", (event) => onKey(event, overview, upright));
  overview.addEventListener("focusin", ({ target }) => {
    for (const mark of findAll(overview, '.spot[tabindex="0"]')) mark.tabIndex = -1;
    if (target instanceof HTMLElement) target.tabIndex = 0;
  });
}
function cardOfMark(mark, lists) {
  return lists.byEngine(closest(mark, ".track")?.dataset.engine)?.card(idOf(mark)) ?? null;
}
function onKey(event, overview, upright) {
  if (hasModifier(event)) return;
  const tracks = findAll(overview, ".track").map((track) => findAll(track, ".spot"));
  const target = neighbour(
    tracks,
    /** @type {HTMLElement} */
    event.target,
    event.key,
    upright
  );
  if (target === void 0) return;
  event.preventDefault();
  target?.focus();
}
function neighbour(tracks, from, key, upright) {
  const at = tracks.findIndex((track2) => track2.includes(from));
  if (at < 0) return void 0;
  const track = tracks[at];
  const i = track.indexOf(from);
  const across = (other) => other?.[Math.min(i, other.length - 1)];
  const along = [track[i - 1], track[i + 1]];
  const beside = [across(tracks[at - 1]), across(tracks[at + 1])];
  const [up, down] = upright ? along : beside;
  const [left, right] = upright ? beside : along;
  const targets = {
    ArrowUp: up,
    ArrowDown: down,
    ArrowLeft: left,
    ArrowRight: right,
    Home: track[0],
    End: track[track.length - 1]
  };
  if (!Object.hasOwn(targets, key) || key === "ArrowDown" && !down) return void 0;
  return targets[key] ?? null;
}

// frontend/overview/rankings.js
function rankedLists(lists) {
  return lists.map(({ engine, label, hits }) => ({
    engine,
    label,
    documents: hits.map(({ id, rank, name, other_rank: otherRank, other }) => ({
      id: String(id),
      rank,
      name: plainText(name),
      otherRank,
      reason: other?.title ?? ""
    }))
  }));
}
function positions({ documents }) {
  return new Map(documents.map(({ id }, i) => (
    /** @type {[string, number]} */
    [id, i]
  )).reverse());
}
function sharedPositions(one, other) {
  const there = positions(other);
  return [...positions(one)].reverse().flatMap(([id, here]) => {
    const index = there.get(id);
    return index === void 0 ? [] : [[id, here, index]];
  });
}

// frontend/overview/overlap-strip.js
var DENSE = 20;
function emptyStrip() {
  return el("div", { class: "strip", "aria-hidden": "true" });
}
function overlapStrip([above, below]) {
  const columns = Math.max(above.documents.length, below.documents.length);
  const pairs = sharedPositions(above, below);
  const results = columns === 1 ? "result is" : "results are";
  const label = `${pairs.length} of ${columns} ${results} in both lists`;
  const node = el(
    "div",
    { class: "strip", role: "group", "aria-label": label },
    row(above, below),
    lines(pairs, columns),
    row(below, above)
  );
  node.style.setProperty("--columns", String(columns));
  node.toggleAttribute("data-dense", columns > DENSE);
  makeWalkable(node, false);
  return node;
}
function row(list, other) {
  const there = positions(other);
  return el(
    "div",
    { class: "cells track", "data-engine": list.engine },
    el("span", { class: "side", dir: "auto", "aria-hidden": "true" }, list.label),
    ...list.documents.map((document2) => cell(document2, list, other, other.documents[there.get(document2.id) ?? -1]))
  );
}
function cell({ id, rank, name }, list, other, counterpart) {
  const also = counterpart ? `also ${other.label} ${counterpart.rank}` : `not among the ${other.label} results here`;
  return el("button", {
    type: "button",
    class: "cell spot",
    tabindex: -1,
    "data-id": id,
    "data-shared": counterpart !== void 0,
    title: `${rank}. ${name}`,
    "aria-label": `${list.label} ${rank}, ${name}, ${also}`
  });
}
function lines(pairs, columns) {
  const size = { viewBox: `0 0 ${columns} 1`, preserveAspectRatio: "none" };
  const image = svgElement("svg", { class: "links", ...size, "aria-hidden": "true" });
  image.append(...pairs.map(([id, i, j]) => svgElement("path", { "data-id": id, d: `M${i + 0.5} 0L${j + 0.5} 1` })));
  return image;
}

// frontend/overview/rank-chart.js
var DENSE2 = 20;
function rankChart([left, right]) {
  const rows = Math.max(left.documents.length, right.documents.length);
  const pairs = sharedPositions(left, right);
  const node = el(
    "section",
    { class: "chart", id: "rank-chart", "aria-label": "Rank chart" },
    column(left, right),
    curves(pairs, rows),
    column(right, left)
  );
  node.append(legend(pairs.length, new Set(findAll(node, ".place").map(({ dataset }) => dataset.kind))));
  node.style.setProperty("--rows", String(rows));
  node.toggleAttribute("data-dense", rows > DENSE2);
  makeWalkable(node, true);
  return node;
}
function column({ engine, label, documents }, other) {
  const there = positions(other);
  return el(
    "div",
    { class: "column track", role: "group", "aria-label": label, "data-engine": engine },
    el("p", { class: "head", dir: "auto", "aria-hidden": "true" }, label),
    ...documents.map((document2) => place(document2, label, other, other.documents[there.get(document2.id) ?? -1]))
  );
}
function place({ id, rank, name, otherRank, reason }, label, other, counterpart) {
  const there = counterpart?.rank ?? otherRank;
  const why = reason ? reason[0].toLowerCase() + reason.slice(1) : `not among the ${other.label} results here`;
  const elsewhere = there ? `${other.label.toLowerCase()} ${there}` : why;
  const kind = counterpart ? "both" : there ? "below" : "alone";
  return el(
    "button",
    {
      type: "button",
      class: "place spot",
      tabindex: -1,
      "data-id": id,
      "data-kind": kind,
      title: `${name}
${reason}`,
      "aria-label": `${label} ${rank}, ${name}, ${elsewhere}`
    },
    el("span", { class: "label", dir: "auto" }, name),
    el("span", { class: "number" }, rank),
    el("span", { class: "dot" }),
    // A curve to a place far below would cross everything; there may be fifty of them.
    kind === "below" && el("span", { class: "stub" }, `#${there}`)
  );
}
function curves(pairs, rows) {
  const size = { viewBox: `0 0 1 ${rows}`, preserveAspectRatio: "none" };
  const image = svgElement("svg", { class: "curves", ...size, "aria-hidden": "true" });
  for (const [id, i, j] of pairs) {
    const d = `M0 ${i + 0.5}C.5 ${i + 0.5} .5 ${j + 0.5} 1 ${j + 0.5}`;
    image.append(svgElement("path", { "data-id": id, d }));
  }
  return image;
}
function legend(shared, kinds) {
  const entries = [
    ["both", `in both: ${shared}`],
    ["below", "further down there"],
    ["alone", "not in the top 100 there"]
  ].filter(([kind]) => kinds.has(kind));
  const sample = (kind) => [
    el("span", { class: "dot" }),
    kind === "below" && el("span", { class: "stub" }, "#n")
  ];
  return el(
    "p",
    { class: "legend", "aria-hidden": "true" },
    ...entries.map(([kind, text]) => el("span", { "data-kind": kind }, ...sample(kind), text))
  );
}

// frontend/overview/overview.js
var Overview = class {
  button = makeButton2();
  /** @type {HTMLElement | null} */
  strip = null;
  /** @type {HTMLElement | null} */
  chart = null;
  #nodes = new NodeCache();
  #preferences;
  /**
   * @param {Preferences} preferences
   * @param {() => void} redraw
   */
  constructor(preferences, redraw) {
    this.#preferences = preferences;
    this.button.addEventListener("click", () => {
      preferences.showsRankChart = !preferences.showsRankChart;
      redraw();
    });
  }
  /** @param {ListData[]} lists */
  draw(lists) {
    const loading = lists.some((list) => list.loading);
    const comparable = lists.length > 1 && !loading && lists.every(({ hits }) => hits.length > 0);
    const showsChart = comparable && this.#preferences.showsRankChart;
    this.button.hidden = !comparable;
    this.button.setAttribute("aria-expanded", String(showsChart));
    this.strip = null;
    this.chart = null;
    if (showsChart) this.chart = this.#nodes.get("chart", rankedLists(lists), rankChart);
    else if (comparable) this.strip = this.#nodes.get("strip", rankedLists(lists), overlapStrip);
    else if (lists.length > 1 && loading) this.strip = this.#nodes.get("strip", null, emptyStrip);
  }
};
function makeButton2() {
  const state = { "aria-expanded": false, "aria-controls": "rank-chart" };
  const label = el("span", { class: "words" }, el("span", {}, "Rank chart"));
  const title = "Where each document stands in both lists";
  return el("button", { type: "button", class: "tool chart-tool", ...state, title }, icon("chart"), label);
}

// frontend/page/keyboard.js
var TYPING = 'input, textarea, select, [contenteditable]:not([contenteditable="false"])';
var FOREIGN = '[data-baseweb="popover"], [data-testid="stPopoverBody"], dialog, [role="listbox"], [role="menu"], [role="dialog"]';
var Keyboard = class {
  #parts;
  #listener;
  /** @param {Parts} parts */
  constructor(parts) {
    this.#parts = parts;
    this.#listener = (event) => this.#onKey(event);
    document.addEventListener("keydown", this.#listener);
  }
  destroy() {
    document.removeEventListener("keydown", this.#listener);
  }
  #invited = false;
  /** The search field takes the focus, once, where a keyboard is likely and nothing else has it. */
  invite() {
    if (this.#invited) return;
    this.#invited = true;
    if (document.activeElement === document.body && matchMedia("(hover: hover)").matches) focusSearch();
  }
  /** @param {KeyboardEvent} event */
  #onKey(event) {
    const dialogOpen = this.#parts.root.querySelector("dialog[open]") !== null;
    if (event.defaultPrevented || event.isComposing || dialogOpen) return;
    if (this.#isHandled(event)) event.preventDefault();
  }
  /** @param {KeyboardEvent} event */
  #isHandled(event) {
    if (isPlain(event) && event.composedPath()[0] === searchField()) return this.#onSearchFieldKey(event.key);
    if (isTaken(event) || isSingleKey(event) && !this.#parts.preferences.singleKeys) return false;
    return isSearchKey(event) ? focusSearch() : isPlain(event) && this.#onPlainKey(event);
  }
  /**
   * In a field with another text than the answered query, "down" is the browser's, which offers recent queries.
   * @param {string} key
   */
  #onSearchFieldKey(key) {
    if (key === "Escape") return true;
    const answered = new URLSearchParams(location.search).get("q");
    return key === "ArrowDown" && searchField()?.value === answered && focusCard(this.#reachable()[0]);
  }
  /**
   * Whether the key did something.
   * @param {KeyboardEvent} event
   */
  #onPlainKey({ key, repeat }) {
    const { root, help } = this.#parts;
    if (key === "?" && !repeat) {
      help.showModal();
      return true;
    }
    const active = deepActiveElement();
    const article = root.contains(active) ? closest(active, "article") : null;
    if (!article) return key === "ArrowDown" && this.#isIdle(active) && this.#enter();
    if (repeat && !key.startsWith("Arrow")) return false;
    return this.#act(article, active, key) || this.#move(article, key);
  }
  /**
   * On a page where nothing has the focus, or from the toolbar, "down" goes to the results.
   * @param {Element | null} active
   */
  #isIdle(active) {
    return active === document.body || this.#parts.root.contains(active);
  }
  #reachable() {
    const { lists, switcher } = this.#parts;
    const reachable = switcher.isNarrow() && switcher.active ? [switcher.active] : lists.shown;
    return reachable.flatMap((list) => list.articles);
  }
  #enter() {
    const articles = this.#reachable();
    const hidden = coveredHeight();
    const inView = articles.find((article) => {
      const { top } = article.getBoundingClientRect();
      return top >= hidden && top < innerHeight;
    });
    return focusCard(inView ?? articles[0]);
  }
  /**
   * @param {HTMLElement} article
   * @param {Element | null} active
   * @param {string} key
   */
  #act(article, active, key) {
    if (key === "s") {
      this.#parts.trigger("similar", idOf(article));
      return true;
    }
    const selectors = { m: ".more:not([hidden])", w: "button.why" };
    if (active === article) selectors.Enter = ".website";
    const target = Object.hasOwn(selectors, key) ? article.querySelector(selectors[key]) : null;
    if (target instanceof HTMLElement) target.click();
    return target !== null;
  }
  /**
   * @param {HTMLElement} article
   * @param {string} key
   */
  #move(article, key) {
    const list = this.#parts.lists.listOf(article);
    if (!list) return false;
    const { articles } = list;
    const at = articles.indexOf(article);
    if (key === "ArrowLeft" || key === "ArrowRight") return this.#cross(list, at, key === "ArrowLeft" ? -1 : 1);
    const targets = { ArrowDown: articles[at + 1], ArrowUp: articles[at - 1], Home: articles[0], End: articles.at(-1) };
    return focusCard(Object.hasOwn(targets, key) ? targets[key] : void 0);
  }
  /**
   * @param {ResultList} list
   * @param {number} at index of the card
   * @param {1 | -1} step
   */
  #cross(list, at, step) {
    const { lists, switcher } = this.#parts;
    const other = lists.shown[lists.shown.indexOf(list) + step];
    if (!other?.articles.length) return false;
    switcher.show(other, false);
    return focusCard(other.articles[Math.min(at, other.articles.length - 1)]);
  }
};
function isTaken(event) {
  return event.composedPath().some((node) => node instanceof Element && node.matches(`${TYPING}, ${FOREIGN}`));
}
function isPlain({ key, ctrlKey, metaKey, altKey, shiftKey }) {
  return !ctrlKey && !metaKey && !altKey && (!shiftKey || key === "/" || key === "?");
}
function isSearchKey(event) {
  const { key, ctrlKey, metaKey, altKey, shiftKey } = event;
  const isCtrlK = key.toLowerCase() === "k" && ctrlKey !== metaKey && !altKey && !shiftKey;
  return isCtrlK || key === "/" && isPlain(event);
}
function isSingleKey(event) {
  return isPlain(event) && event.key.length === 1;
}
function focusSearch() {
  const field = searchField();
  if (!field) return false;
  field.focus();
  field.select();
  return true;
}
function focusCard(article) {
  if (!article) return false;
  article.focus({ preventScroll: true });
  article.scrollIntoView({ block: "nearest", inline: "nearest" });
  return true;
}

// frontend/page/keyboard-help.js
var KEYS = [
  [[["/"], ["Ctrl", "K"]], "Search"],
  [[["↓"], ["↑"]], "Next, previous result"],
  [[["←"], ["→"]], "Same place in the other list"],
  [[["Home"], ["End"]], "First, last result"],
  [[["Enter"]], "Open the website"],
  [[["w"]], "Why it is here"],
  [[["s"]], "Find similar"],
  [[["m"]], "More or less text"],
  [[["?"]], "This list"],
  [[["Esc"]], "Close"]
];
function keyboardHelp(preferences, clearRecent) {
  const close = el("button", { type: "button", class: "tool close", "aria-label": "Close" }, icon("close"));
  const rows = KEYS.map(
    ([combinations, meaning]) => el("div", {}, el("dt", {}, ...combinations.map(keyCombination)), el("dd", {}, meaning))
  );
  const forget = el("button", { type: "button", class: "tool forget" }, "Clear them");
  forget.addEventListener("click", () => {
    forget.textContent = clearRecent() ? "Cleared" : "There are none";
  });
  const hint = "↓ leads to the results, Tab to the buttons of a card. While you type in a field, keys only type.";
  const dialog = el(
    "dialog",
    { class: "help", "aria-labelledby": "help-title" },
    el(
      "div",
      { class: "sheet" },
      el("header", {}, el("h2", { id: "help-title" }, "Keyboard"), close),
      el("dl", {}, ...rows),
      el("p", {}, hint),
      el("p", {}, "↓ in an empty search field offers this browser's recent queries. ", forget),
      singleKeysSwitch(preferences)
    )
  );
  dialog.addEventListener("close", () => {
    forget.textContent = "Clear them";
  });
  close.addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", ({ target }) => {
    if (target === dialog) dialog.close();
  });
  return dialog;
}
function singleKeysSwitch(preferences) {
  const box = el("input", { type: "checkbox" });
  box.checked = preferences.singleKeys;
  box.addEventListener("change", () => {
    preferences.singleKeys = box.checked;
  });
  return el("label", { class: "switch" }, box, "Shortcuts of a single letter or sign");
}
function keyCombination(keys) {
  return el("span", {}, ...keys.flatMap((key, i) => [i ? " + " : "", el("kbd", {}, keyName(key))]));
}
function keyName(key) {
  return key === "Ctrl" && /Mac|iP(hone|ad)/.test(navigator.platform) ? "⌘" : key;
}

// frontend/page/recent-queries.js
var KEY = "nvk-recent-queries";
var LIST_ID = "nvk-recent-queries";
var MOST = 20;
var LONGEST = 200;
function recent(store) {
  try {
    const kept = JSON.parse(store?.getItem(KEY) ?? "[]");
    return Array.isArray(kept) ? kept.filter((query) => typeof query === "string").slice(0, MOST) : [];
  } catch {
    return [];
  }
}
function remember(store, query) {
  if (!store || !query || query.length > LONGEST) return;
  const queries = [query, ...recent(store).filter((other) => other !== query)].slice(0, MOST);
  try {
    store.setItem(KEY, JSON.stringify(queries));
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
  }
}
var RecentQueries = class {
  #list = el("datalist", { id: LIST_ID });
  #listener = () => this.#offer();
  constructor() {
    document.getElementById(LIST_ID)?.remove();
    document.body.append(this.#list);
    document.addEventListener("focusin", this.#listener);
    this.#offer();
  }
  destroy() {
    document.removeEventListener("focusin", this.#listener);
    this.#list.remove();
  }
  /** @param {Question | null} question */
  draw(question) {
    if (question?.typed) remember(storage(), question.q);
    this.#offer();
  }
  /** Forgets all of them; whether there were any. */
  clear() {
    const had = recent(storage()).length > 0;
    storage()?.removeItem(KEY);
    this.#offer();
    return had;
  }
  #offer() {
    this.#list.replaceChildren(...recent(storage()).map((query) => el("option", { value: query })));
    const field = searchField();
    if (field && field.getAttribute("list") !== LIST_ID) field.setAttribute("list", LIST_ID);
  }
};
function storage() {
  try {
    return localStorage;
  } catch {
    return null;
  }
}

// frontend/page/streamlit-connection.js
var AWAY = "The app does not answer. This page comes back by itself as soon as it does.";
var APP = '[data-testid="stApp"]';
var CONNECTION = "data-test-connection-state";
function reloadAfterReconnection() {
  const app = document.querySelector(APP);
  if (!app) return () => {
  };
  const notice2 = el("div", { class: "nvk-away", role: "alert" });
  let lost = false;
  const observer = new MutationObserver(() => {
    const connected = app.getAttribute(CONNECTION) === "CONNECTED";
    if (lost && connected) location.reload();
    if (!lost && !connected) {
      document.body.append(notice2);
      notice2.textContent = AWAY;
    }
    lost ||= !connected;
  });
  observer.observe(app, { attributes: true, attributeFilter: [CONNECTION] });
  return () => {
    observer.disconnect();
    notice2.remove();
  };
}

// frontend/page/streamlit-drawer.js
var SIDEBAR = '[data-testid="stSidebar"]';
var CLOSE = '[data-testid="stSidebarCollapseButton"] button';
var NARROW = "(max-width: 768px)";
function closeDrawerAfterNavigation() {
  const listener = ({ target }) => {
    if (!matchMedia(NARROW).matches || !closest(target, `${SIDEBAR} a[href]`)) return;
    const button = document.querySelector(`${SIDEBAR} ${CLOSE}`);
    if (button instanceof HTMLElement) setTimeout(() => button.click());
  };
  document.addEventListener("click", listener);
  return () => document.removeEventListener("click", listener);
}

// frontend/page/streamlit-popover.js
var POPOVER_BUTTON = '[data-testid="stPopoverButton"][aria-expanded="false"]';
var POPOVER_BODY = '[data-testid="stPopoverBody"]';
var SKELETON = '[data-testid="stSkeleton"]';
var FOCUSABLE = "textarea, input, button, a[href]";
var FRAMES = 60;
function focusOpenedPopovers() {
  const listener = ({ target, detail }) => {
    if (detail === 0 && closest(target, POPOVER_BUTTON)) focusPopover(FRAMES);
  };
  document.addEventListener("click", listener, true);
  return () => document.removeEventListener("click", listener, true);
}
function focusPopover(frames) {
  const body2 = [...document.querySelectorAll(POPOVER_BODY)].at(-1);
  const first = body2?.querySelector(SKELETON) ? null : body2?.querySelector(FOCUSABLE);
  if (first instanceof HTMLElement) first.focus({ preventScroll: true });
  if (frames && (!first || document.activeElement !== first)) requestAnimationFrame(() => focusPopover(frames - 1));
}

// frontend/page/clipboard.js
async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyBySelection(text);
  }
}
function copyBySelection(text) {
  const focused = deepActiveElement();
  const area = el("textarea", { readonly: "", "aria-hidden": "true", style: "position:fixed;top:0;opacity:0" });
  area.value = text;
  document.body.append(area);
  area.focus({ preventScroll: true });
  area.select();
  const copied = document.execCommand("copy");
  area.remove();
  focused?.focus({ preventScroll: true });
  return copied;
}

// frontend/page/toolbar.js
var COPIED_FOR = 2e3;
var Toolbar = class {
  verdict = el("p", { class: "verdict", role: "status", "aria-live": "polite", dir: "auto" });
  #announcement = el("span", { class: "unseen", role: "status", "aria-live": "polite" });
  #copy = copyButton();
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #copied = void 0;
  /**
   * @param {HTMLElement[]} buttons
   * @param {() => void} showKeys
   */
  constructor(buttons, showKeys) {
    const keys = keysButton();
    keys.addEventListener("click", showKeys);
    this.#copy.addEventListener("click", () => this.#copyLink());
    this.tools = el("div", { class: "tools" }, ...buttons, this.#copy, keys, this.#announcement);
  }
  /**
   * A live region is read out when it changes, so an unchanged verdict is not written again.
   * @param {string | null} verdict
   */
  draw(verdict) {
    const text = withoutControls(verdict ?? "");
    if (this.verdict.textContent !== text) this.verdict.textContent = text;
  }
  destroy() {
    clearTimeout(this.#copied);
  }
  async #copyLink() {
    const copied = await copyText(location.href);
    const failure2 = "The link could not be copied; it is in the address bar";
    this.#announcement.textContent = copied ? "Link copied" : failure2;
    this.#copy.toggleAttribute("data-copied", copied);
    clearTimeout(this.#copied);
    this.#copied = setTimeout(() => {
      this.#announcement.textContent = "";
      this.#copy.removeAttribute("data-copied");
    }, COPIED_FOR);
  }
};
function copyButton() {
  const label = { "aria-label": "Copy link", title: "Copy a link to this view" };
  const words = el("span", { class: "words" }, el("span", {}, "Copy link"), el("span", {}, "Copied"));
  return el("button", { type: "button", class: "tool copy", ...label }, icon("link"), icon("check"), words);
}
function keysButton() {
  const label = { "aria-keyshortcuts": "?", title: "Keyboard shortcuts" };
  return el("button", { type: "button", class: "tool keys", ...label }, "Keys ", el("kbd", {}, "?"));
}

// frontend/query/query-words.js
var WORDS_SHOWN = 8;
var COUNT_CAP = 1e3;
function queryWords(words, question, suggestion) {
  const more = words.length - WORDS_SHOWN;
  return el(
    "div",
    { class: "looked", "data-engine": "keyword" },
    engineIcon("keyword"),
    el("span", { class: "unseen" }, "Full-text searches for"),
    ...words.slice(0, WORDS_SHOWN).flatMap((word2) => [" ", queryWord(word2, question)]),
    more > 0 && ` and ${more} more`,
    suggestion && question.typed && el("span", {}, " perhaps you mean ", searchFor(suggestion, suggestion), "?")
  );
}
function searchFor(query, label) {
  return el("button", { type: "button", class: "near", "data-query": query, title: `Search for “${query}”` }, label);
}
function queryWord({ word: word2, term, documents, within, near, note: title, start, end }, { q, typed }) {
  if (!term) return el("s", { class: "word", title }, word2);
  const kind = within ?? documents ? "used" : "unknown";
  const count = el("small", {}, withinFilter(within) + grouped(documents));
  const chip = el("span", { class: "word", "data-kind": kind, title }, word2, " ", count);
  if (!near.length || !typed) return chip;
  const corrected = new DrawnText(q).replaced(start, end, near[0].word);
  return el("span", {}, chip, " did you mean ", searchFor(corrected, near[0].word), "?");
}
function withinFilter(within) {
  if (within === null) return "";
  return `${grouped(within)}${within === COUNT_CAP ? "+" : ""} of `;
}

// frontend/query/reference-scale.js
var RIGHT_HALF = 60;
function referenceScale({ best, unrelated }, { this_query: thisQuery, scale }) {
  const at = percentScale([best, ...unrelated]);
  const size = { viewBox: "0 0 100 10", preserveAspectRatio: "none" };
  const image = svgElement("svg", { ...size, "aria-hidden": "true" });
  for (const score2 of unrelated) image.append(svgElement("path", { d: `M${at(score2)} 3V10`, class: "unrelated" }));
  image.append(svgElement("path", { d: `M${at(best)} 0V10`, class: "best" }));
  const label = el("span", { class: "mark" }, thisQuery);
  label.style.setProperty("--at", `${at(best)}%`);
  label.toggleAttribute("data-right", at(best) > RIGHT_HALF);
  return el("figure", { class: "scale", "data-engine": "neural" }, label, image, el("figcaption", {}, scale));
}
function percentScale(scores) {
  const top = Math.max(...scores, 0.01) * 1.05;
  const low = Math.min(0, ...scores);
  return (score2) => 100 * (score2 - low) / (top - low);
}

// frontend/query/query-summary.js
var HINT = "In neural results, the three words that contribute most to the score are highlighted. “Why?” shows how much.";
var NOISE = "Noise level: half of the queries made of unrelated words score this or more on this dataset.";
var QuerySummary = class {
  #words = el("div", { class: "read" });
  #account = el("div", { class: "account", id: "query-account", hidden: "" });
  #button = accountButton();
  /** @type {string | null} the question that is answered on the page */
  #answered = null;
  /** @type {number | null} the neural score that unrelated words get */
  #noise = null;
  #preferences;
  /**
   * @param {Preferences} preferences
   * @param {Trigger} trigger
   */
  constructor(preferences, trigger) {
    this.#preferences = preferences;
    const label = { class: "reading", "aria-label": "How the query is read" };
    this.element = el("section", label, el("div", { class: "row" }, this.#words, this.#button), this.#account);
    this.#button.addEventListener("click", () => {
      preferences.showsQueryAccount = !preferences.showsQueryAccount;
      this.#showAccount();
    });
    this.element.addEventListener("click", ({ target }) => {
      const query = closest(target, "button.near")?.dataset.query;
      if (query) trigger("search", query);
    });
  }
  /**
   * Asks how a query is read and draws the answer. An account already on show stays until the new one is there.
   * @param {Question} question
   * @param {AbortSignal} signal
   */
  async read(question, signal) {
    const key = keyOf2(question);
    if (this.#answered === key) return;
    if (this.element.hasAttribute("data-read")) this.#clear();
    try {
      const answer = await explainQuery(question, signal);
      if (signal.aborted) return;
      this.#answered = key;
      this.#noise = answer.reference?.typical ?? null;
      this.#draw(answer, question);
    } catch (error) {
      if (!signal.aborted) arrange(this.#words, [failure(error)]);
    }
  }
  /**
   * The neural score that unrelated words get on what this question searches; null if it is not known.
   * @param {Question} question
   */
  noiseOf(question) {
    return keyOf2(question) === this.#answered ? this.#noise : null;
  }
  /** Words that do not fit can be scrolled to, and so by the keyboard as well. */
  fit() {
    this.#words.tabIndex = this.#words.scrollWidth > this.#words.clientWidth ? 0 : -1;
  }
  #clear() {
    this.element.removeAttribute("data-read");
    arrange(this.#words, []);
    this.#account.setAttribute("aria-busy", "true");
  }
  /**
   * @param {QueryExplanation} answer
   * @param {Question} question
   */
  #draw({ words, reference, labels, summary, suggestion }, question) {
    arrange(this.#words, [labels && bestScore(labels), queryWords(words, question, suggestion)]);
    this.#account.removeAttribute("aria-busy");
    arrange(this.#account, [
      el("ul", {}, ...summary.map((line2) => el("li", { dir: "auto" }, line2))),
      reference && labels && referenceScale(reference, labels),
      el("p", { class: "hint" }, HINT)
    ]);
    this.element.setAttribute("data-read", "");
    this.#showAccount();
    this.fit();
  }
  #showAccount() {
    const open = this.#preferences.showsQueryAccount && this.#account.childElementCount > 0;
    this.#account.hidden = !open;
    this.#button.setAttribute("aria-expanded", String(open));
    this.element.toggleAttribute("data-open", open);
  }
};
function keyOf2({ q, like, city, filter, dataset }) {
  return JSON.stringify([dataset, like ?? q, city, filter]);
}
function accountButton() {
  const state = { "aria-controls": "query-account", "aria-expanded": false };
  return el(
    "button",
    { type: "button", class: "tool about", ...state },
    icon("info"),
    el("span", {}, "About this query")
  );
}
function failure(error) {
  const reason = error instanceof Error ? error.message : String(error);
  return el("p", { class: "failed" }, `The query could not be explained: ${reason}`);
}
function bestScore({ best, typical, warning }) {
  return el(
    "div",
    { class: "worth", "data-engine": "neural", title: NOISE },
    engineIcon("neural"),
    el("span", {}, [best, typical, warning].filter(Boolean).join(" · "))
  );
}

// frontend/results-view.js
var MOST_LISTS = 3;
var ResultsView = class {
  /** @type {StreamlitComponent | null} of the newest drawing; null while none follows a cleanup */
  component = null;
  /** Seconds since the epoch. */
  drawnAt = Number.NEGATIVE_INFINITY;
  #root = el("div", { class: "results", "data-testid": "results" });
  #resized = new ResizeObserver(() => this.#fit());
  /** What is true of the whole answer, in one block above the lists. */
  #facts = el("div", { class: "facts" });
  #recent = new RecentQueries();
  /** @type {string | null} the document whose neighbours are on show */
  #like = null;
  #explaining = new AbortController();
  /** @param {Shared} shared */
  constructor({ preferences, registry, shares }) {
    const trigger = (name, value) => this.component?.setTriggerValue(name, value);
    this.trigger = trigger;
    this.help = keyboardHelp(preferences, () => this.#recent.clear());
    this.lists = new ResultLists(() => this.#fit());
    this.overview = new Overview(preferences, () => this.#redraw());
    this.columns = new Columns(trigger);
    this.toolbar = new Toolbar([this.columns.button, this.overview.button], () => this.help.showModal());
    this.summary = new QuerySummary(preferences, trigger);
    this.switcher = new ListSwitcher(this.#root, this.lists, preferences);
    this.highlights = new WordHighlights(this.lists, registry, shares);
    this.explanation = new ExplanationDialog(this.#root, this.lists);
    this.counterparts = new Counterparts(this.#root, this.lists, this.switcher);
    this.focus = new FocusKeeper(this.#root, this.lists);
    const { lists, switcher } = this;
    const { help } = this;
    this.keyboard = new Keyboard({ root: this.#root, lists, switcher, help, preferences, trigger });
    this.stopPopovers = focusOpenedPopovers();
    this.stopDrawer = closeDrawerAfterNavigation();
    this.stopReconnection = reloadAfterReconnection();
    this.#listen();
  }
  /** @param {Node} parent */
  mount(parent) {
    parent.appendChild(this.#root);
  }
  destroy() {
    this.#explaining.abort();
    this.highlights.clear();
    this.keyboard.destroy();
    this.#recent.destroy();
    this.stopPopovers();
    this.stopDrawer();
    this.stopReconnection();
    this.#resized.disconnect();
    this.lists.destroy();
    this.counterparts.destroy();
    this.explanation.destroy();
    this.toolbar.destroy();
    this.switcher.destroy();
    this.#root.remove();
  }
  /** @param {StreamlitComponent} component */
  draw(component) {
    this.component = component;
    const data = component.data;
    const lists = data?.lists.slice(0, MOST_LISTS) ?? [];
    const question = data?.question ?? null;
    const loading = lists.some((list) => list.loading);
    const theme = themeOf(this.#root);
    this.drawnAt = data?.drawn_at ?? this.drawnAt;
    this.focus.note();
    this.#root.setAttribute("data-theme", theme);
    this.toolbar.draw(data?.verdict ?? null);
    this.lists.draw(lists, { theme, remoteLogos: data?.remote_logos ?? false });
    this.#markNoise(question);
    this.overview.draw(lists.filter(({ engine }) => engine !== "hybrid"));
    this.columns.draw(lists);
    this.switcher.draw(lists);
    this.#place();
    for (const list of this.lists.shown) list.restoreTabStop();
    this.focus.restore(loading);
    this.counterparts.relight();
    this.explanation.setQuestion(question);
    this.#recent.draw(question);
    this.lists.shown.forEach((list, i) => {
      list.markReady(lists[i].loading);
    });
    this.#showStart(question?.like ?? null);
    this.#explain(lists, question);
    if (data?.invites) this.keyboard.invite();
  }
  /** @param {Question | null} question */
  #markNoise(question) {
    this.lists.byEngine("neural")?.markNoise(question && this.summary.noiseOf(question));
  }
  /**
   * Other neighbours are shown from the banner on that says whose they are.
   * @param {string | null} like
   */
  #showStart(like) {
    if (like && like !== this.#like) scrollToTop();
    this.#like = like;
  }
  #redraw() {
    if (this.component) this.draw(this.component);
  }
  #place() {
    const { toolbar, summary, overview, switcher, lists, explanation } = this;
    const area = [toolbar.tools, this.#facts, overview.chart, switcher.tabs, lists.element];
    lists.place();
    arrange(this.#facts, [toolbar.verdict, summary.element, overview.strip]);
    arrange(this.#root, [
      ...lists.shown.length ? area : [],
      this.help,
      explanation.element.open && explanation.element
    ]);
    this.#fit();
  }
  /** Adapts to the size of everything, after each drawing and whenever a size changes. */
  #fit() {
    this.#root.style.setProperty("--bar", `${coveredHeight()}px`);
    offerMore(this.lists.element);
    this.summary.fit();
    if (!this.lists.shown.length) return;
    this.switcher.layOut();
    this.switcher.keepPlace();
  }
  /**
   * Asks for what comes after the lists, once the browser has painted them.
   * @param {ListData[]} lists
   * @param {Question | null} question
   */
  #explain(lists, question) {
    this.#explaining.abort();
    this.#explaining = new AbortController();
    const { signal } = this.#explaining;
    const pending = this.highlights.drawKnown(lists, question);
    const explain2 = async () => {
      if (!question || signal.aborted) return;
      const read = async () => {
        if (signal.aborted) return;
        await this.summary.read(question, signal);
        this.#markNoise(question);
      };
      if (pending) await this.highlights.drawMissing(pending, signal, read);
      await read();
    };
    requestAnimationFrame(() => setTimeout(explain2));
  }
  #listen() {
    this.#root.addEventListener("click", ({ target }) => this.#onClick(target));
    this.#root.addEventListener("focusin", ({ target }) => {
      const article = closest(target, "article");
      if (article) this.lists.listOf(article)?.setTabStop(article);
    });
    showLoadedLogos(this.#root);
    this.#resized.observe(this.#root);
    document.fonts.ready.then(() => this.#fit());
  }
  /** @param {EventTarget | null} target */
  #onClick(target) {
    const mark = closest(target, ".spot");
    const button = closest(target, "article button");
    const article = mark ? cardOfMark(mark, this.lists) : closest(button, "article");
    if (!article) return;
    const counterpart = this.lists.counterpartOf(article);
    if (mark) this.counterparts.reveal(article);
    else if (button?.matches(".more")) this.lists.listOf(article)?.toggleText(article);
    else if (button?.matches(".why")) this.explanation.open(article);
    else if (button?.matches(".similar")) this.trigger("similar", idOf(article));
    else if (counterpart) this.counterparts.reveal(counterpart);
  }
};

// frontend/mounted-views.js
var SECONDS_LATE = 30;
var MountedViews = class {
  /** @type {WeakMap<Node, ResultsView>} by the node they are drawn into */
  #views = /* @__PURE__ */ new WeakMap();
  #shared = { preferences: new Preferences(), registry: new HighlightRegistry(), shares: new WordShareCache() };
  /**
   * Draws a component into its place; returns what Streamlit calls to clean up.
   * @param {StreamlitComponent} component
   * @returns {() => void}
   */
  render(component) {
    const { parentElement: parent, data } = component;
    const view = this.#views.get(parent) ?? this.#mount(parent);
    if (data && isOvertaken(view.drawnAt, data.drawn_at)) return () => {
    };
    view.draw(component);
    return () => this.#cleanUp(view, component);
  }
  /** @param {Node} parent */
  #mount(parent) {
    const view = new ResultsView(this.#shared);
    view.mount(parent);
    this.#views.set(parent, view);
    return view;
  }
  /**
   * When a rerun overtakes an earlier one, Streamlit cleans up the overtaken drawing, before or after the newer one.
   * Only when no newer drawing follows at once is the area really gone.
   * @param {ResultsView} view
   * @param {StreamlitComponent} component
   */
  #cleanUp(view, component) {
    if (view.component !== component) return;
    view.component = null;
    setTimeout(() => {
      if (view.component) return;
      view.destroy();
      this.#views.delete(component.parentElement);
    });
  }
};
function isOvertaken(last, next) {
  return last > next && last - next < SECONDS_LATE;
}

// frontend/main.js
var views = new MountedViews();
function render(component) {
  return views.render(component);
}
export {
  render as default
};

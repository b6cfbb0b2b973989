/* One ranked list: a section that outlives reruns, so that an unchanged card keeps its node. */

const SKELETONS = 3;

function makePanel(engine) {
  return {
    engine,
    root: el("section", { class: "list" }),
    body: el("ol", { role: "list" }), // Safari forgets a bare list's role
    parts: new Map(), // header, notice, empty: see memo()
    cards: new Map(), // content → li
    byId: new Map(), // id → article on show
    articles: [],
    open: new Set(), // ids whose whole text is shown
  };
}

function drawList(panel, data, { theme, remoteLogos, shared }) {
  const { root, parts } = panel;
  setAttributes(root, {
    "aria-label": `${data.label} results`, "data-engine": data.engine, "data-testid": `results-${data.engine}`,
    "data-theme": theme, "aria-busy": Boolean(data.loading),
  });
  const hits = data.loading ? [] : data.hits;
  if (!data.loading) drawCards(panel, hits, remoteLogos, shared);
  panel.articles = hits.length ? [...panel.body.children].map((item) => item.firstElementChild) : [];
  panel.byId = new Map(panel.articles.map((article) => [article.dataset.id, article]).reverse());
  arrange(root, [
    memo(parts, "header", [data.engine, data.label, data.summary], header),
    data.notice && memo(parts, "notice", data.notice, notice),
    data.loading && memo(parts, "skeletons", SKELETONS, skeletons),
    hits.length ? panel.body : !data.loading && data.empty && memo(parts, "empty", data.empty, empty),
  ].filter(Boolean));
}

// What tests wait for; set when everything else is in place.
function markReady({ root, articles }, loading) {
  root.removeAttribute(loading ? "data-ready" : "data-loading");
  root.setAttribute(loading ? "data-loading" : "data-ready", loading || articles.length);
}

// An unchanged hit keeps its card: logos do not blink on a rerun. A changed one is at least as open as before.
function drawCards(panel, hits, remoteLogos, shared) {
  const old = panel.cards;
  panel.cards = new Map();
  const items = hits.map((hit) => {
    const key = JSON.stringify([{ ...hit, other: null, other_rank: null }, remoteLogos]);
    const item = old.get(key) ?? el("li", {}, card(hit, remoteLogos));
    old.delete(key); // two identical hits must not share one card
    panel.cards.set(key, item);
    const article = item.firstElementChild;
    drawBadge(article, hit.other, shared.has(article.dataset.id));
    if (panel.open.has(article.dataset.id) && !isOpen(article)) openText(article, true);
    return item;
  });
  const present = new Set(hits.map((hit) => String(hit.id)));
  panel.open = new Set([...panel.open].filter((id) => present.has(id)));
  arrange(panel.body, items);
}

function toggleText(panel, article) {
  const open = !isOpen(article);
  openText(article, open);
  panel.open[open ? "add" : "delete"](article.dataset.id);
}

// One tab stop per list: the card used last, with its own buttons behind it.
function rove(panel, article) {
  if (panel.stop && panel.stop !== article) setTabIndex(panel.stop, -1);
  if (article) setTabIndex(article, 0);
  panel.stop = article;
}

function setTabIndex(article, value) {
  for (const node of [article, ...article.querySelectorAll("button, a")]) node.tabIndex = value;
}

function header([engine, label, summary]) {
  return el("header", {},
    el("h2", {}, engineIcon(engine), el("span", { dir: "auto" }, label)),
    el("p", { class: "summary", dir: "auto" }, summary || "\u00a0")); // empty while loading, but as high as later
}

function notice(text) {
  return el("p", { class: "notice", role: "note" }, svg(ICONS.info), el("span", { dir: "auto" }, text));
}

function empty({ title, hint }) {
  return el("div", { class: "empty" },
    el("p", { class: "title", dir: "auto" }, title), el("p", { dir: "auto" }, hint));
}

function skeletons(count) {
  return el("div", { class: "skeletons", "aria-hidden": "true" }, ...Array.from({ length: count }, () =>
    el("div", { class: "skeleton" }, ...Array.from({ length: 6 }, () => el("span", {})))));
}

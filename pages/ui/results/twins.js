/* One document in two places: what the pointer or the focus is on lights up everywhere, and a badge leads there. */

// What Streamlit's own bar hides at the top of the page; it is not there when the app is embedded.
function barHeight() {
  return document.querySelector('[data-testid="stHeader"]')?.offsetHeight ?? 0;
}

function watchTwins(instance) {
  const { root } = instance;
  instance.lit = { source: null, id: null, nodes: [] };
  instance.sight = new IntersectionObserver((entries) => tellAway(instance, entries.at(-1)), {
    rootMargin: `-${barHeight()}px 0px 0px`, threshold: [0, 0.25],
  });
  // A finger has no place to hover: the browser would leave the last touched card lit.
  root.addEventListener("pointerover", ({ target, pointerType }) => {
    if (pointerType !== "touch") light(instance, target.closest(SOURCES) ?? focusedSource(instance));
  });
  root.addEventListener("pointerleave", () => light(instance, focusedSource(instance)));
  root.addEventListener("focusin", ({ target }) => light(instance, target.closest(SOURCES)));
  root.addEventListener("focusout", ({ relatedTarget }) => { if (!relatedTarget) light(instance, null); });
}

const SOURCES = "article, .spot";

function focusedSource({ root }) {
  const active = root.getRootNode().activeElement;
  return root.contains(active) ? active.closest(SOURCES) : null;
}

function light(instance, source) {
  const { lit, shown, overview } = instance;
  if (lit.source === source && (!source || lit.nodes.every((node) => node.isConnected))) return;
  unlight(instance);
  if (!source) return;
  const id = source.dataset.id;
  const cards = shown.map((panel) => panel.byId.get(id)).filter(Boolean);
  const marks = overview ? [...overview.querySelectorAll("[data-id]")].filter((node) => node.dataset.id === id) : [];
  // A card without a twin has nothing to show elsewhere: it stays calm.
  const nodes = source.matches(".spot") || cards.length > 1 ? [...cards, ...marks] : marks;
  for (const node of nodes) node.classList.add("lit");
  instance.lit = { source, id, nodes };
  const twin = source.matches("article") && twinOf(instance, source);
  if (twin) instance.sight.observe(twin);
}

function unlight(instance) {
  for (const node of instance.lit.nodes) node.classList.remove("lit");
  instance.lit.source?.querySelector(".badge")?.removeAttribute("data-away");
  instance.lit = { source: null, id: null, nodes: [] };
  instance.sight.disconnect();
}

function tellAway({ lit }, { intersectionRatio, boundingClientRect, rootBounds }) {
  const button = lit.source?.querySelector("button.badge");
  if (!button) return;
  const away = boundingClientRect.top < (rootBounds?.top ?? 0) ? "up" : "down";
  if (intersectionRatio >= 0.25) button.removeAttribute("data-away");
  else button.setAttribute("data-away", away);
}

function panelOf({ shown }, article) {
  return shown.find((panel) => panel.articles.includes(article));
}

function twinOf(instance, article) {
  const other = instance.shown.find((panel) => !panel.articles.includes(article));
  return other?.byId.get(article.dataset.id) ?? null;
}

// Shows a card that may be far away, on the hidden list, or both.
function reveal(instance, article) {
  showList(instance, panelOf(instance, article), false);
  const fits = article.offsetHeight < innerHeight * 0.7;
  article.focus({ preventScroll: true });
  article.scrollIntoView({ block: fits ? "center" : "start", inline: "nearest", behavior: calm() ? "auto" : "smooth" });
  // After the scroll the pointer is over some other card, which takes the light; this stays long enough to be found.
  article.animate({ boxShadow: ["0 0 0 5px var(--glow-strong)", "0 0 0 5px var(--glow-strong)", "0 0 0 5px transparent"] },
    { duration: 1800, easing: calm() ? "steps(1)" : "ease-out" });
}

// After a drawing the lit nodes may be gone or have new twins.
function relight(instance) {
  const { source } = instance.lit;
  unlight(instance);
  light(instance, source?.isConnected ? source : focusedSource(instance));
}

/* The whole result area of a search, drawn into one place (Streamlit components v2, shadow DOM).
 *
 * data = { drawn_at: seconds, verdict: string|null, lists: [0 to 2 lists], remote_logos: boolean,
 *          question: {q, like|null, city: [string], k, dataset, weight: 0..1, typed: boolean}|null }
 * list = { engine: "neural"|"keyword"|"hybrid", label, summary, notice|null, empty: {title, hint}|null,
 *          loading: boolean, hits: [hit] }
 * hit  = { id, rank, score, score_text, bar: 0..1, city|null, logo|null, link|null, initials, hue: 0..359,
 *          name: [[text, isMatch]], description: [[text, isMatch]], focus: code points to skip when collapsed,
 *          extra: [[label, text]], icon: {path, color}|null,
 *          offsets: [where the name, where the description begins in what the model reads],
 *          other: {text, kind: "same"|"moved"|"alone", title}|null, other_rank: 1..100|null }
 * Triggers: "similar" with the hit's id, "search" with a query.
 */

// One entry per mounted area. Streamlit calls the renderer again for each rerun and each theme change.
const instances = new WeakMap();
const SECONDS_LATE = 30;

export default function render(component) {
  const parent = component.parentElement;
  const data = component.data ?? { lists: [] };
  const instance = instances.get(parent) ?? mount(parent);
  if (isOvertaken(instance, data)) return () => {};
  instance.drawnAt = data.drawn_at;
  instance.component = component; // clicks and keys must use the newest setTriggerValue
  update(instance, data);
  return () => {
    if (instance.component !== component) return;
    // When a rerun overtakes an earlier one, Streamlit runs the cleanup of the overtaken call, before or after
    // the newer call has drawn. Only when no newer call follows at once is the area really gone.
    instance.component = null;
    setTimeout(() => { if (!instance.component) unmount(instance, parent); });
  };
}

// Drawings wait for this script, each for itself, and the first two may come in the other order: the older one must
// not cover the newer. Much older than the last is only what a server with another clock sends.
function isOvertaken({ drawnAt }, data) {
  return drawnAt > data.drawn_at && drawnAt - data.drawn_at < SECONDS_LATE;
}

function mount(parent) {
  const root = el("div", { class: "results", "data-testid": "results" });
  const instance = { root, panels: new Map(), parts: new Map(), shown: [], overview: null, note: null, component: null };
  instance.toolbar = makeToolbar(instance);
  instance.tabs = makeTabs(instance);
  instance.lists = el("div", { class: "lists" });
  instance.help = makeHelp();
  instance.why = makeWhy(instance);
  makeReading(instance);
  watchTwins(instance);
  root.addEventListener("click", (event) => onClick(instance, event));
  root.addEventListener("focusin", ({ target }) => onFocus(instance, target));
  // Image events do not bubble, so the one listener for all logos has to capture.
  root.addEventListener("load", onLogo, true);
  root.addEventListener("error", onLogo, true);
  instance.lists.addEventListener("scroll", () => onSwipe(instance), { passive: true });
  instance.lists.addEventListener("pointerdown", () => { instance.goal = null; }, { passive: true });
  instance.observer = new ResizeObserver(() => fit(instance));
  instance.observer.observe(root);
  instance.deafen = listenToKeys(instance);
  instance.unfollow = followPopovers();
  instance.unwatch = watchConnection();
  // A font that comes late wraps lines anew inside cards whose height stays.
  document.fonts.ready.then(() => fit(instance));
  parent.append(root);
  instances.set(parent, instance);
  return instance;
}

function unmount(instance, parent) {
  instance.asking?.abort();
  darken(instance);
  instance.deafen();
  instance.unfollow();
  instance.unwatch();
  instance.observer.disconnect();
  instance.sight.disconnect();
  instance.why.asking?.abort();
  clearTimeout(instance.copying);
  clearTimeout(instance.rest);
  instance.root.remove();
  instances.delete(parent);
}

function update(instance, data) {
  const { root } = instance;
  const lists = data.lists.slice(0, 2);
  const theme = themeOf(root);
  const shared = sharedIds(lists);
  const loading = lists.some((list) => list.loading);
  instance.question = data.question;
  instance.note = noteFocus(instance) ?? instance.note;
  root.setAttribute("data-theme", theme);
  drawVerdict(instance, data.verdict);
  instance.shown = lists.map((list) => panelFor(instance, list.engine));
  lists.forEach((list, i) => drawList(instance.shown[i], list, { theme, remoteLogos: data.remote_logos, shared }));
  instance.overview = drawOverview(instance, lists, shared);
  drawTabs(instance, lists);
  instance.lists.setAttribute("data-count", lists.length);
  arrange(instance.lists, instance.shown.map((panel) => panel.root));
  arrange(root, [
    ...(lists.length ? [instance.toolbar, instance.reading.root, instance.overview, instance.tabs, instance.lists] : []),
    instance.help, instance.why.dialog.open && instance.why.dialog,
  ].filter(Boolean));
  fit(instance);
  for (const panel of instance.shown) rove(panel, panel.byId.get(panel.stop?.dataset.id) ?? panel.articles[0]);
  restoreFocus(instance, loading);
  relight(instance);
  keepWhy(instance);
  instance.shown.forEach((panel, i) => markReady(panel, Boolean(lists[i].loading)));
  explain(instance, lists);
}

// What comes after the lists: the browser paints them before the first question goes out.
function explain(instance, lists) {
  instance.asking?.abort();
  const { signal } = instance.asking = new AbortController();
  const dark = lightKnown(instance, lists);
  requestAnimationFrame(() => setTimeout(async () => {
    if (!instance.question || signal.aborted) return;
    const read = () => (signal.aborted ? null : readQuery(instance, signal));
    if (dark) await lightWords(instance, dark, signal, read);
    await read();
  }));
}

// The ids that stand in both lists.
function sharedIds(lists) {
  if (lists.length < 2 || lists.some((list) => list.loading)) return new Set();
  const [one, other] = lists.map(({ hits }) => new Set(hits.map(({ id }) => String(id))));
  return new Set([...one].filter((id) => other.has(id)));
}

function panelFor(instance, engine) {
  const { panels, observer } = instance;
  if (!panels.has(engine)) {
    panels.set(engine, makePanel(engine));
    observer.observe(panels.get(engine).root);
  }
  return panels.get(engine);
}

function fit(instance) {
  instance.root.style.setProperty("--bar", `${barHeight()}px`);
  offerMore(instance.lists);
  if (!instance.shown.length) return;
  layOut(instance);
  keepPlace(instance);
}

function onFocus(instance, target) {
  const article = target.closest("article");
  const panel = article && panelOf(instance, article);
  if (panel) rove(panel, article);
}

function onClick(instance, { target }) {
  const spot = target.closest(".spot");
  const button = target.closest("article button");
  if (spot) return goToSpot(instance, spot);
  if (!button) return;
  const article = button.closest("article");
  const twin = twinOf(instance, article);
  if (button.matches(".more")) toggleText(panelOf(instance, article), article);
  else if (button.matches(".why")) openWhy(instance, article);
  else if (button.matches(".similar")) instance.component?.setTriggerValue("similar", article.dataset.id);
  else if (twin) reveal(instance, twin);
}

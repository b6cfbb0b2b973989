/* Narrow screens: one list at a time, side by side in a scroller that snaps, with a switch above that follows. */

let lastEngine = null; // outlives a remount: the choice is the person's, not the list's

function makeTabs(instance) {
  const tabs = el("div", { class: "tabs", role: "tablist", "aria-label": "List to show" });
  tabs.addEventListener("click", ({ target }) => {
    const panel = panelOfTab(instance, target.closest(".tab"));
    if (panel) showList(instance, panel, true);
  });
  tabs.addEventListener("keydown", (event) => onTabKey(instance, event));
  return tabs;
}

function drawTabs(instance, lists) {
  const { tabs, parts } = instance;
  arrange(tabs, lists.length < 2 ? [] : lists.map(({ engine, label, loading, hits }) => {
    const tab = memo(parts, `tab ${engine}`, [engine, label], () => el("button", {
      type: "button", class: "tab", role: "tab", "aria-controls": `list-${engine}`, "data-engine": engine,
    }, el("span", { dir: "auto" }, label), " ", el("span", { class: "count" })));
    tab.lastElementChild.textContent = loading ? "" : hits.length;
    return tab;
  }));
}

function panelOfTab({ tabs, shown }, tab) {
  return shown[[...tabs.children].indexOf(tab)];
}

// CSS decides which layout there is; asking it keeps the two from ever disagreeing.
function isPhone({ lists, shown }) {
  return shown.length > 1 && getComputedStyle(lists).getPropertyValue("--layout").trim() === "phone";
}

// Called after every drawing and on every change of size.
function layOut(instance) {
  const { root, lists, shown } = instance;
  const phone = isPhone(instance);
  instance.active = shown.find(({ engine }) => engine === lastEngine) ?? shown[0];
  root.toggleAttribute("data-phone", phone);
  for (const panel of shown) {
    setAttributes(panel.root, { id: `list-${panel.engine}`, role: phone ? "tabpanel" : "region" });
    panel.root.inert = phone && panel !== instance.active;
  }
  if (!phone) return;
  lists.style.setProperty("--shown", `${instance.active.root.offsetHeight}px`);
  markTab(instance);
  follow(instance);
}

// A finger or a glide under way must not be pulled back.
function keepPlace(instance) {
  if (isPhone(instance) && !instance.swiping) instance.lists.scrollLeft = placeOf(instance, instance.active);
}

function markTab({ tabs, shown, active }) {
  [...tabs.children].forEach((tab, i) => {
    const chosen = shown[i] === active;
    setAttributes(tab, { "aria-selected": chosen, tabindex: chosen ? 0 : -1 });
  });
  tabs.dataset.engine = active.engine;
}

function placeOf({ shown }, panel) {
  return panel.root.offsetLeft - shown[0].root.offsetLeft;
}

// The switch's thumb stands where the swipe stands.
function follow(instance) {
  const { tabs, lists, shown } = instance;
  tabs.style.setProperty("--at", Math.min(1, Math.max(0, lists.scrollLeft / placeOf(instance, shown[1]))));
}

function showList(instance, panel, smoothly) {
  lastEngine = panel.engine;
  if (!isPhone(instance) || panel === instance.active) return;
  const glide = smoothly && !calm();
  instance.goal = glide ? panel : null;
  setSwiping(instance, glide);
  layOut(instance);
  instance.lists.scrollTo({ left: placeOf(instance, panel), behavior: glide ? "smooth" : "instant" });
}

// While a swipe moves, both lists have their full height; at rest the page is as long as the list on show.
function setSwiping(instance, swiping) {
  instance.swiping = swiping;
  instance.lists.toggleAttribute("data-swiping", swiping);
}

function onSwipe(instance) {
  if (!isPhone(instance)) return;
  const { lists, shown, active } = instance;
  follow(instance);
  clearTimeout(instance.rest);
  instance.rest = setTimeout(() => settle(instance), 120);
  if (isAt(instance, active)) return;
  setSwiping(instance, true);
  const nearest = shown[Math.round(lists.scrollLeft / placeOf(instance, shown[1]))] ?? active;
  if (instance.goal || nearest === active) return; // on the way to a chosen list the halfway point says nothing
  lastEngine = nearest.engine;
  layOut(instance);
}

function isAt(instance, panel) {
  return Math.abs(instance.lists.scrollLeft - placeOf(instance, panel)) <= 1;
}

// A finger may rest halfway: then there is nothing to settle yet.
function settle(instance) {
  if (!isPhone(instance) || !isAt(instance, instance.active)) return;
  instance.goal = null;
  setSwiping(instance, false);
  layOut(instance);
}

function onTabKey(instance, event) {
  const tabs = [...instance.tabs.children];
  const at = tabs.indexOf(event.target);
  const next = { ArrowLeft: tabs[at - 1], ArrowRight: tabs[at + 1], Home: tabs[0], End: tabs.at(-1) };
  if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || !Object.hasOwn(next, event.key)) return;
  event.preventDefault();
  if (!next[event.key]) return;
  showList(instance, panelOfTab(instance, next[event.key]), true);
  next[event.key].focus();
}

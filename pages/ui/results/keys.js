/* The keyboard. One listener on the document for each mounted component: it hears keys wherever the focus is,
 * and answers only when nobody else would. */

const TYPING = 'input, textarea, select, [contenteditable]:not([contenteditable="false"])';
// Streamlit's popovers, menus and drop-downs have arrows and letters of their own; so has any open dialog.
const FOREIGN = '[data-baseweb="popover"], [data-testid="stPopoverBody"], dialog, ' +
  '[role="listbox"], [role="menu"], [role="dialog"]';
const SEARCH = ['input[type="search"]', '[data-testid="stTextInput"] input'];

function listenToKeys(instance) {
  const listener = (event) => onKey(instance, event);
  document.addEventListener("keydown", listener);
  return () => document.removeEventListener("keydown", listener);
}

function onKey(instance, event) {
  if (event.defaultPrevented || event.isComposing || instance.root.querySelector("dialog[open]") || isTaken(event)) return;
  if (isSearchKey(event) ? focusSearch() : isPlain(event) && onPlainKey(instance, event)) event.preventDefault();
}

function isTaken(event) {
  return event.composedPath().some((node) => node instanceof Element && node.matches(`${TYPING}, ${FOREIGN}`));
}

function isPlain({ key, ctrlKey, metaKey, altKey, shiftKey }) {
  // Some keyboards have "/" above a digit, most have "?" above "/".
  return !ctrlKey && !metaKey && !altKey && (!shiftKey || key === "/" || key === "?");
}

function isSearchKey(event) {
  const { key, ctrlKey, metaKey, altKey, shiftKey } = event;
  return (key === "/" && isPlain(event)) || (key.toLowerCase() === "k" && ctrlKey !== metaKey && !altKey && !shiftKey);
}

function focusSearch() {
  const field = SEARCH.map((selector) => document.querySelector(selector)).find(Boolean);
  field?.focus();
  field?.select();
  return Boolean(field);
}

function onPlainKey(instance, { key, repeat }) {
  if (key === "?" && !repeat) {
    instance.help.showModal();
    return true;
  }
  const active = deepFocus();
  const article = instance.root.contains(active) ? active.closest("article") : null;
  if (!article) return key === "ArrowDown" && isIdle(instance, active) && enter(instance);
  if (repeat && !key.startsWith("Arrow")) return false; // a held "s" would search again and again
  return act(instance, article, active, key) || move(instance, article, key);
}

// On a page where nothing has the focus, or from the toolbar, "down" goes to the results.
function isIdle({ root }, active) {
  return active === document.body || root.contains(active);
}

function enter(instance) {
  const articles = (isPhone(instance) ? [instance.active] : instance.shown).flatMap((panel) => panel.articles);
  const bar = barHeight();
  const inView = articles.find((article) => {
    const { top } = article.getBoundingClientRect();
    return top >= bar && top < innerHeight;
  });
  return goTo(inView ?? articles[0]);
}

function act(instance, article, active, key) {
  if (key === "s") {
    instance.component?.setTriggerValue("similar", article.dataset.id);
    return true;
  }
  const target = {
    m: article.querySelector(".more:not([hidden])"),
    w: article.querySelector("button.why"),
    Enter: active === article && article.querySelector(".website"), // in a button, Enter is that button's
  }[key];
  target?.click?.();
  return Boolean(target);
}

function move(instance, article, key) {
  const panel = panelOf(instance, article);
  if (!panel) return false;
  const { articles } = panel;
  const at = articles.indexOf(article);
  if (key === "ArrowLeft" || key === "ArrowRight") return cross(instance, panel, at, key === "ArrowLeft" ? -1 : 1);
  return goTo({ ArrowDown: articles[at + 1], ArrowUp: articles[at - 1], Home: articles[0], End: articles.at(-1) }[key]);
}

function cross(instance, panel, at, step) {
  const { shown } = instance;
  const other = shown[shown.indexOf(panel) + step];
  if (!other?.articles.length) return false;
  showList(instance, other, false); // the hidden list takes no focus before it is shown
  return goTo(other.articles[Math.min(at, other.articles.length - 1)]);
}

function goTo(article) {
  if (!article) return false;
  article.focus({ preventScroll: true });
  article.scrollIntoView({ block: "nearest", inline: "nearest" });
  return true;
}

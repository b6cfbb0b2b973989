// @ts-check
/** @import { Trigger } from "../component.d.ts" */
/** @import { ListSwitcher } from "../lists/list-switcher.js" */
/** @import { ResultList } from "../lists/result-list.js" */
/** @import { ResultLists } from "../lists/result-lists.js" */
/** @import { Preferences } from "../preferences.js" */
/* The keyboard. One listener on the document for each mounted component: it hears keys wherever the focus is, and
 * answers only when nothing else would. */

import { closest, deepActiveElement, searchField } from "../dom/queries.js";
import { idOf } from "../lists/result-list.js";
import { coveredHeight } from "./page-top.js";

/** @typedef {{ root: HTMLElement, lists: ResultLists, switcher: ListSwitcher, help: HTMLDialogElement, preferences: Preferences, trigger: Trigger }} Parts */

const TYPING = 'input, textarea, select, [contenteditable]:not([contenteditable="false"])';
// Streamlit's popovers, menus and drop-downs have arrows and letters of their own; so has any open dialog.
const FOREIGN =
  '[data-baseweb="popover"], [data-testid="stPopoverBody"], dialog, ' +
  '[role="listbox"], [role="menu"], [role="dialog"]';

export class Keyboard {
  #parts;
  #listener;

  /** @param {Parts} parts */
  constructor(parts) {
    this.#parts = parts;
    this.#listener = (/** @type {KeyboardEvent} */ event) => this.#onKey(event);
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
    if (isTaken(event) || (isSingleKey(event) && !this.#parts.preferences.singleKeys)) return false;
    return isSearchKey(event) ? focusSearch() : isPlain(event) && this.#onPlainKey(event);
  }

  /**
   * In a field with another text than the answered query, "down" is the browser's, which offers recent queries.
   * @param {string} key
   */
  #onSearchFieldKey(key) {
    if (key === "Escape") return true; // which would empty the field
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
    if (repeat && !key.startsWith("Arrow")) return false; // a held "s" would search again and again
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
    /** @type {Record<string, string>} */
    const selectors = { m: ".more:not([hidden])", w: "button.why" };
    if (active === article) selectors.Enter = ".website"; // in a button, Enter is that button's
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
    /** @type {Record<string, HTMLElement | undefined>} */
    const targets = { ArrowDown: articles[at + 1], ArrowUp: articles[at - 1], Home: articles[0], End: articles.at(-1) };
    return focusCard(Object.hasOwn(targets, key) ? targets[key] : undefined);
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
    switcher.show(other, false); // the hidden list takes no focus before it is shown
    return focusCard(other.articles[Math.min(at, other.articles.length - 1)]);
  }
}

/** @param {KeyboardEvent} event */
function isTaken(event) {
  return event.composedPath().some((node) => node instanceof Element && node.matches(`${TYPING}, ${FOREIGN}`));
}

/**
 * Without modifiers; but some keyboards have "/" above a digit, and most have "?" above "/".
 * @param {KeyboardEvent} event
 */
function isPlain({ key, ctrlKey, metaKey, altKey, shiftKey }) {
  return !ctrlKey && !metaKey && !altKey && (!shiftKey || key === "/" || key === "?");
}

/** @param {KeyboardEvent} event */
function isSearchKey(event) {
  const { key, ctrlKey, metaKey, altKey, shiftKey } = event;
  const isCtrlK = key.toLowerCase() === "k" && ctrlKey !== metaKey && !altKey && !shiftKey;
  return isCtrlK || (key === "/" && isPlain(event));
}

/**
 * A key that types a character; people who speak to their computer may want none of them to do anything.
 * @param {KeyboardEvent} event
 */
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

/** @param {HTMLElement | undefined} article */
function focusCard(article) {
  if (!article) return false;
  article.focus({ preventScroll: true });
  article.scrollIntoView({ block: "nearest", inline: "nearest" });
  return true;
}

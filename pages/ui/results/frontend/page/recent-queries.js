// @ts-check
/** @import { Question } from "../component.d.ts" */
/* The queries typed lately in this browser, offered under the search field: by a click into the empty field, by ↓, and
 * while one types. They are kept in this browser and sent nowhere. The browser draws the list itself (a datalist), so
 * it takes no room and speaks to every assistive technology. */

import { el } from "../dom/elements.js";
import { searchField } from "../dom/queries.js";

const KEY = "nvk-recent-queries";
const LIST_ID = "nvk-recent-queries";
export const MOST = 20;
export const LONGEST = 200; // characters

/** @typedef {Pick<Storage, "getItem" | "setItem" | "removeItem">} Store */

/**
 * What is kept, the newest first. Anything else that stands there is somebody else's and counts as nothing.
 * @param {Store | null} store
 * @returns {string[]}
 */
export function recent(store) {
  try {
    const kept = JSON.parse(store?.getItem(KEY) ?? "[]");
    return Array.isArray(kept) ? kept.filter((query) => typeof query === "string").slice(0, MOST) : [];
  } catch {
    return [];
  }
}

/**
 * The query becomes the newest. A storage that is full keeps what it has.
 * @param {Store | null} store
 * @param {string} query
 */
export function remember(store, query) {
  if (!store || !query || query.length > LONGEST) return;
  const queries = [query, ...recent(store).filter((other) => other !== query)].slice(0, MOST);
  try {
    store.setItem(KEY, JSON.stringify(queries));
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
  }
}

export class RecentQueries {
  #list = el("datalist", { id: LIST_ID });
  #listener = () => this.#offer();

  constructor() {
    document.getElementById(LIST_ID)?.remove(); // of an area that the page forgot to clean up
    document.body.append(this.#list);
    // Streamlit may put another field in the place of the one that was there.
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
}

/** The browser's storage; null where the person has forbidden it. */
function storage() {
  try {
    return localStorage;
  } catch {
    return null;
  }
}

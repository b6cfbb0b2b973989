// @ts-check
/** @import { Engine } from "../component.d.ts" */
/** @import { ResultLists } from "./result-lists.js" */
/* Keeps the keyboard's place while cards come and go under it. */

import { closest, focusedWithin } from "../dom/queries.js";
import { idOf } from "./result-list.js";

const CONTROLS = [".more", "button.why", ".similar", ".website", "button.badge"];

export class FocusKeeper {
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
    const control = CONTROLS.find((selector) => active?.matches(selector));
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
    const target = control instanceof HTMLElement ? control : (same ?? list?.articles[0]);
    // A card that is still there stays where it is; another one is worth scrolling to.
    target?.focus({ preventScroll: same !== null });
    if (target) this.#note = null;
  }
}

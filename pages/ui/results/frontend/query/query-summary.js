// @ts-check
/** @import { Question, Trigger } from "../component.d.ts" */
/** @import { QueryExplanation, ReferenceLabels } from "../explanation.d.ts" */
/** @import { Preferences } from "../preferences.js" */
/* How both engines read the query, in one row of fixed height above the lists: the words that full-text looks for with
 * how many documents have them, and what the best neural score is worth. A click opens the whole account below it. */

import { arrange, el } from "../dom/elements.js";
import { engineIcon } from "../dom/icons.js";
import { closest } from "../dom/queries.js";
import { explainQuery } from "../explanation/explanation-api.js";
import { queryWords } from "./query-words.js";
import { referenceScale } from "./reference-scale.js";

const HINT = "In neural results, the darker a word, the more of the score it contributes. “Why?” shows how much.";

export class QuerySummary {
  #row = el("div", { class: "row" });
  #account = el("div", { class: "account", id: "query-account", hidden: "" });
  #button = accountButton();
  /** @type {string | null} the question that is answered on the page */
  #answered = null;
  #preferences;

  /**
   * @param {Preferences} preferences
   * @param {Trigger} trigger
   */
  constructor(preferences, trigger) {
    this.#preferences = preferences;
    const label = { class: "reading", "aria-label": "How the query is read" };
    this.element = el("section", label, this.#row, this.#button, this.#account);
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
    const { q, like, city, filter, dataset } = question;
    const key = JSON.stringify([dataset, like ?? q, city, filter]);
    if (this.#answered === key) return;
    if (this.element.hasAttribute("data-read")) this.#clear();
    try {
      const answer = await explainQuery(question, signal);
      if (signal.aborted) return;
      this.#answered = key;
      this.#draw(answer, question);
    } catch (error) {
      if (!signal.aborted) arrange(this.#row, [failure(error)]);
    }
  }

  #clear() {
    this.element.removeAttribute("data-read");
    arrange(this.#row, []);
    this.#account.setAttribute("aria-busy", "true");
  }

  /**
   * @param {QueryExplanation} answer
   * @param {Question} question
   */
  #draw({ words, reference, labels, summary, suggestion }, question) {
    arrange(this.#row, [queryWords(words, question, suggestion), labels && bestScore(labels)]);
    this.#account.removeAttribute("aria-busy");
    arrange(this.#account, [
      el("ul", {}, ...summary.map((line) => el("li", { dir: "auto" }, line))),
      reference && labels && referenceScale(reference, labels),
      el("p", { class: "hint" }, HINT),
    ]);
    this.element.setAttribute("data-read", "");
    this.#showAccount();
  }

  #showAccount() {
    const open = this.#preferences.showsQueryAccount && this.#account.childElementCount > 0;
    this.#account.hidden = !open;
    this.#button.setAttribute("aria-expanded", String(open));
    this.element.toggleAttribute("data-open", open);
  }
}

function accountButton() {
  const state = { "aria-controls": "query-account", "aria-expanded": false };
  return el("button", { type: "button", class: "tool about", ...state }, "About this query");
}

/** @param {unknown} error */
function failure(error) {
  const reason = error instanceof Error ? error.message : String(error);
  return el("p", { class: "failed" }, `The query could not be explained: ${reason}`);
}

/** @param {ReferenceLabels} labels */
function bestScore({ best, typical, warning }) {
  return el(
    "div",
    { class: "worth", "data-engine": "neural", "data-warning": warning !== "" },
    engineIcon("neural"),
    el("span", {}, best, el("span", { class: "typical" }, ` · ${typical}`)),
    warning && el("strong", {}, warning),
  );
}

// @ts-check
/** @import { Question, Trigger } from "../component.d.ts" */
/** @import { QueryExplanation, ReferenceLabels } from "../explanation.d.ts" */
/** @import { Preferences } from "../preferences.js" */
/* How both engines read the query, in one row of fixed height above the lists: the words that full-text looks for with
 * how many documents have them, and what the best neural score is worth. A click opens the whole account below it. */

import { arrange, el } from "../dom/elements.js";
import { engineIcon, icon } from "../dom/icons.js";
import { closest } from "../dom/queries.js";
import { explainQuery } from "../explanation/explanation-api.js";
import { queryWords } from "./query-words.js";
import { referenceScale } from "./reference-scale.js";

const HINT =
  "In neural results, the three words that contribute most to the score are highlighted. “Why?” shows how much.";
const NOISE = "Noise level: half of the queries made of unrelated words score this or more on this dataset.";

export class QuerySummary {
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
    const key = keyOf(question);
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
    return keyOf(question) === this.#answered ? this.#noise : null;
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
      el("ul", {}, ...summary.map((line) => el("li", { dir: "auto" }, line))),
      reference && labels && referenceScale(reference, labels),
      el("p", { class: "hint" }, HINT),
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
}

/**
 * What the reading of a query depends on.
 * @param {Question} question
 */
function keyOf({ q, like, city, filter, dataset }) {
  return JSON.stringify([dataset, like ?? q, city, filter]);
}

function accountButton() {
  const state = { "aria-controls": "query-account", "aria-expanded": false };
  return el(
    "button",
    { type: "button", class: "tool about", ...state },
    icon("info"),
    el("span", {}, "About this query"),
  );
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
    { class: "worth", "data-engine": "neural", title: NOISE },
    engineIcon("neural"),
    el("span", {}, [best, typical, warning].filter(Boolean).join(" · ")),
  );
}

// @ts-check
/** @import { Engine, Question } from "../component.d.ts" */
/** @import { Explanation } from "../explanation.d.ts" */
/** @import { ResultLists } from "../lists/result-lists.js" */
/** @import { ExplanationRequest } from "./explanation-api.js" */
/** @import { Child } from "../dom/elements.js" */
/* "Why?": the dialog that takes a result's scores apart. It asks the API itself, so nothing on the page runs again. */

import { el, present, setAttributes } from "../dom/elements.js";
import { engineIcon, icon } from "../dom/icons.js";
import { closest, deepActiveElement, find } from "../dom/queries.js";
import { idOf } from "../lists/result-list.js";
import { breakdownSection } from "./breakdown.js";
import { explain, explanationRequest } from "./explanation-api.js";
import { keywordBreakdown } from "./keyword-breakdown.js";
import { neuralBreakdown } from "./neural-breakdown.js";
import { numberTables } from "./number-tables.js";

/** @typedef {{ id: string, rank: string, engine: Engine, label: string, name: string }} ExplainedHit */

export class ExplanationDialog {
  element = el("dialog", { class: "why", "aria-labelledby": "why-title" });
  #body = el("div", { class: "why-body" });
  /** @type {Question | null} what the lists on show answer */
  #question = null;
  /** @type {{ hit: ExplainedHit, question: Question, back: HTMLElement } | null} */
  #explained = null;
  #asking = new AbortController();
  #root;
  #lists;

  /**
   * @param {HTMLElement} root
   * @param {ResultLists} lists
   */
  constructor(root, lists) {
    this.#root = root;
    this.#lists = lists;
    /** @type {EventTarget | null} a selection of text that ends on the backdrop is no click on it */
    let pressed = null;
    this.element.addEventListener("pointerdown", ({ target }) => {
      pressed = target;
    });
    this.element.addEventListener("click", ({ target }) => {
      const onBackdrop = target === this.element && pressed === this.element;
      if (closest(target, ".close") || onBackdrop) this.element.close();
    });
    this.element.addEventListener("close", () => this.#leave());
  }

  /**
   * After a drawing: another question makes the open explanation wrong. The page can change below an open dialog,
   * for example by the browser's "back".
   * @param {Question | null} question
   */
  setQuestion(question) {
    this.#question = question;
    const explained = JSON.stringify(this.#explained?.question ?? null);
    if (this.element.open && explained !== JSON.stringify(question)) this.element.close();
  }

  /** @param {HTMLElement} article */
  open(article) {
    const list = this.#lists.listOf(article);
    if (!list || !this.#question) return;
    const focused = deepActiveElement();
    const button = find(article, "button.why");
    const hit = {
      id: idOf(article),
      rank: article.dataset.rank ?? "",
      engine: list.engine,
      label: find(list.element, "h2").textContent ?? "",
      name: find(article, ".name").title,
    };
    // Safari does not focus a clicked button.
    const back = focused && article.contains(focused) ? focused : button;
    this.#explained = { hit, question: this.#question, back };
    this.#body = el("div", { class: "why-body" });
    this.element.replaceChildren(el("div", { class: "why-sheet" }, header(hit, this.#question.q), this.#body));
    this.#root.append(this.element); // in the page only while it is open: before, it has neither name nor content
    this.element.showModal();
    this.element.scrollTop = 0;
    this.#ask(explanationRequest(this.#question, hit.id), hit.engine);
  }

  destroy() {
    this.#asking.abort();
  }

  /**
   * @param {ExplanationRequest} request
   * @param {Engine} engine the list that the document was opened in
   */
  async #ask(request, engine) {
    this.#asking.abort();
    this.#asking = new AbortController();
    const { signal } = this.#asking;
    this.#show("loading", waiting());
    try {
      const explanation = await explain(request, signal);
      if (!signal.aborted) this.#show("ready", content(explanation, request, engine));
    } catch (error) {
      if (!signal.aborted) this.#show("failed", [this.#failure(error, () => this.#ask(request, engine))]);
    }
  }

  /**
   * @param {"loading" | "ready" | "failed"} state
   * @param {Child[]} children
   */
  #show(state, children) {
    setAttributes(this.#body, { "data-state": state, "aria-busy": state === "loading" });
    this.#body.replaceChildren(.../** @type {Node[]} */ (present(children)));
  }

  #leave() {
    this.#asking.abort();
    this.element.remove();
    if (!this.#explained) return;
    const { hit, back } = this.#explained;
    // The card may have been drawn anew meanwhile.
    const card = back.isConnected ? null : this.#lists.byEngine(hit.engine)?.card(hit.id);
    const target = card ? find(card, "button.why") : back;
    target.focus({ preventScroll: true });
  }

  /**
   * @param {unknown} error
   * @param {() => void} retry
   */
  #failure(error, retry) {
    // fetch() throws a TypeError whose text differs from browser to browser.
    const said = error instanceof Error && !(error instanceof TypeError) ? error.message : "The app does not answer.";
    const again = el("button", { type: "button", class: "tool again" }, "Try again");
    again.addEventListener("click", () => {
      find(this.element, ".close").focus(); // the button is about to go
      retry();
    });
    return el("div", { class: "why-failed", role: "alert" }, el("p", { dir: "auto" }, said), again);
  }
}

/**
 * @param {ExplainedHit} hit
 * @param {string} q
 */
function header(hit, q) {
  const place = el("span", { dir: "auto" }, `${hit.label} #${hit.rank}`);
  const query = q && el("span", { class: "why-query", dir: "auto" }, `“${q}”`);
  return el(
    "header",
    {},
    el(
      "div",
      { class: "why-head" },
      el("p", { class: "why-place", "data-engine": hit.engine }, engineIcon(hit.engine), place, query),
      el("h2", { id: "why-title" }, "Why is ", el("bdi", {}, hit.name), " here?"),
    ),
    el("button", { type: "button", class: "tool close", "aria-label": "Close" }, icon("close")),
  );
}

/** @returns {Child[]} */
function waiting() {
  const lines = (/** @type {number} */ count) => el("div", {}, ...Array.from({ length: count }, () => el("span", {})));
  return [
    el("p", { class: "unseen", role: "status" }, "Taking the scores apart"),
    el("div", { class: "why-wait", "aria-hidden": "true" }, lines(3), lines(7), lines(7)),
  ];
}

/**
 * One sentence about the list that the document stands in, and then everything; hybrid's part comes first in hybrid.
 * @param {Explanation} explanation
 * @param {ExplanationRequest} request
 * @param {Engine} engine
 * @returns {Child[]}
 */
function content(explanation, request, engine) {
  const sides = el("div", { class: "why-sides" }, neuralBreakdown(explanation), keywordBreakdown(explanation));
  const hybrid = breakdownSection("hybrid", explanation.breakdown.hybrid);
  return [
    el("p", { class: "why-lead", dir: "ltr" }, explanation.leads[engine]),
    el("p", { class: "why-summary", dir: "ltr" }, explanation.summary), // English, even if it begins with a name that is not
    ...(engine === "hybrid" ? [hybrid, sides] : [sides, hybrid]),
    numberTables(explanation, request),
  ];
}

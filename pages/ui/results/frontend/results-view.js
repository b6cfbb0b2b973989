// @ts-check
/** @import { ListData, Question, StreamlitComponent, Trigger } from "./component.d.ts" */
/** @import { HighlightRegistry } from "./highlights/highlight-registry.js" */
/** @import { WordShareCache } from "./highlights/word-shares.js" */
/** @import { Preferences } from "./preferences.js" */
/* The whole result area of a search, drawn into one place. It connects the parts; each of them does one thing. */

import { themeOf } from "./dom/color.js";
import { arrange, el } from "./dom/elements.js";
import { closest } from "./dom/queries.js";
import { ExplanationDialog } from "./explanation/explanation-dialog.js";
import { WordHighlights } from "./highlights/word-highlights.js";
import { offerMore } from "./lists/card-text.js";
import { Columns } from "./lists/columns.js";
import { Counterparts } from "./lists/counterparts.js";
import { FocusKeeper } from "./lists/focus-keeper.js";
import { ListSwitcher } from "./lists/list-switcher.js";
import { showLoadedLogos } from "./lists/logo.js";
import { idOf } from "./lists/result-list.js";
import { ResultLists } from "./lists/result-lists.js";
import { cardOfMark } from "./overview/document-marks.js";
import { Overview } from "./overview/overview.js";
import { Keyboard } from "./page/keyboard.js";
import { keyboardHelp } from "./page/keyboard-help.js";
import { coveredHeight, scrollToTop } from "./page/page-top.js";
import { RecentQueries } from "./page/recent-queries.js";
import { reloadAfterReconnection } from "./page/streamlit-connection.js";
import { closeDrawerAfterNavigation } from "./page/streamlit-drawer.js";
import { focusOpenedPopovers } from "./page/streamlit-popover.js";
import { Toolbar } from "./page/toolbar.js";
import { QuerySummary } from "./query/query-summary.js";

/**
 * What all mounted result areas share, and what stays when one is mounted anew.
 * @typedef {{ preferences: Preferences, registry: HighlightRegistry, shares: WordShareCache }} Shared
 */

const MOST_LISTS = 3;

export class ResultsView {
  /** @type {StreamlitComponent | null} of the newest drawing; null while none follows a cleanup */
  component = null;
  /** Seconds since the epoch. */
  drawnAt = Number.NEGATIVE_INFINITY;
  #root = el("div", { class: "results", "data-testid": "results" });
  #resized = new ResizeObserver(() => this.#fit());
  /** What is true of the whole answer, in one block above the lists. */
  #facts = el("div", { class: "facts" });
  #recent = new RecentQueries();
  /** @type {string | null} the document whose neighbours are on show */
  #like = null;
  #explaining = new AbortController();

  /** @param {Shared} shared */
  constructor({ preferences, registry, shares }) {
    /** @type {Trigger} clicks and keys must reach the newest drawing's component */
    const trigger = (name, value) => this.component?.setTriggerValue(name, value);
    this.trigger = trigger;
    this.help = keyboardHelp(preferences, () => this.#recent.clear());
    this.lists = new ResultLists(() => this.#fit());
    this.overview = new Overview(preferences, () => this.#redraw());
    this.columns = new Columns(trigger);
    this.toolbar = new Toolbar([this.columns.button, this.overview.button], () => this.help.showModal());
    this.summary = new QuerySummary(preferences, trigger);
    this.switcher = new ListSwitcher(this.#root, this.lists, preferences);
    this.highlights = new WordHighlights(this.lists, registry, shares);
    this.explanation = new ExplanationDialog(this.#root, this.lists);
    this.counterparts = new Counterparts(this.#root, this.lists, this.switcher);
    this.focus = new FocusKeeper(this.#root, this.lists);
    const { lists, switcher } = this;
    const { help } = this;
    this.keyboard = new Keyboard({ root: this.#root, lists, switcher, help, preferences, trigger });
    this.stopPopovers = focusOpenedPopovers();
    this.stopDrawer = closeDrawerAfterNavigation();
    this.stopReconnection = reloadAfterReconnection();
    this.#listen();
  }

  /** @param {Node} parent */
  mount(parent) {
    parent.appendChild(this.#root);
  }

  destroy() {
    this.#explaining.abort();
    this.highlights.clear();
    this.keyboard.destroy();
    this.#recent.destroy();
    this.stopPopovers();
    this.stopDrawer();
    this.stopReconnection();
    this.#resized.disconnect();
    this.lists.destroy();
    this.counterparts.destroy();
    this.explanation.destroy();
    this.toolbar.destroy();
    this.switcher.destroy();
    this.#root.remove();
  }

  /** @param {StreamlitComponent} component */
  draw(component) {
    this.component = component;
    const data = component.data;
    const lists = data?.lists.slice(0, MOST_LISTS) ?? [];
    const question = data?.question ?? null;
    const loading = lists.some((list) => list.loading);
    const theme = themeOf(this.#root);
    this.drawnAt = data?.drawn_at ?? this.drawnAt;
    this.focus.note();
    this.#root.setAttribute("data-theme", theme);
    this.toolbar.draw(data?.verdict ?? null);
    this.lists.draw(lists, { theme, remoteLogos: data?.remote_logos ?? false });
    this.#markNoise(question);
    this.overview.draw(lists.filter(({ engine }) => engine !== "hybrid"));
    this.columns.draw(lists);
    this.switcher.draw(lists);
    this.#place();
    for (const list of this.lists.shown) list.restoreTabStop();
    this.focus.restore(loading);
    this.counterparts.relight();
    this.explanation.setQuestion(question);
    this.#recent.draw(question);
    this.lists.shown.forEach((list, i) => {
      list.markReady(lists[i].loading);
    });
    this.#showStart(question?.like ?? null);
    this.#explain(lists, question);
    if (data?.invites) this.keyboard.invite();
  }

  /** @param {Question | null} question */
  #markNoise(question) {
    this.lists.byEngine("neural")?.markNoise(question && this.summary.noiseOf(question));
  }

  /**
   * Other neighbours are shown from the banner on that says whose they are.
   * @param {string | null} like
   */
  #showStart(like) {
    if (like && like !== this.#like) scrollToTop();
    this.#like = like;
  }

  #redraw() {
    if (this.component) this.draw(this.component);
  }

  #place() {
    const { toolbar, summary, overview, switcher, lists, explanation } = this;
    const area = [toolbar.tools, this.#facts, overview.chart, switcher.tabs, lists.element];
    lists.place();
    arrange(this.#facts, [toolbar.verdict, summary.element, overview.strip]);
    arrange(this.#root, [
      ...(lists.shown.length ? area : []),
      this.help,
      explanation.element.open && explanation.element,
    ]);
    this.#fit();
  }

  /** Adapts to the size of everything, after each drawing and whenever a size changes. */
  #fit() {
    this.#root.style.setProperty("--bar", `${coveredHeight()}px`);
    offerMore(this.lists.element);
    this.summary.fit();
    if (!this.lists.shown.length) return;
    this.switcher.layOut();
    this.switcher.keepPlace();
  }

  /**
   * Asks for what comes after the lists, once the browser has painted them.
   * @param {ListData[]} lists
   * @param {Question | null} question
   */
  #explain(lists, question) {
    this.#explaining.abort();
    this.#explaining = new AbortController();
    const { signal } = this.#explaining;
    const pending = this.highlights.drawKnown(lists, question);
    const explain = async () => {
      if (!question || signal.aborted) return;
      const read = async () => {
        if (signal.aborted) return;
        await this.summary.read(question, signal);
        this.#markNoise(question);
      };
      if (pending) await this.highlights.drawMissing(pending, signal, read);
      await read();
    };
    requestAnimationFrame(() => setTimeout(explain));
  }

  #listen() {
    this.#root.addEventListener("click", ({ target }) => this.#onClick(target));
    this.#root.addEventListener("focusin", ({ target }) => {
      const article = closest(target, "article");
      if (article) this.lists.listOf(article)?.setTabStop(article);
    });
    showLoadedLogos(this.#root);
    this.#resized.observe(this.#root);
    // A font that comes late wraps lines anew inside cards whose height stays.
    document.fonts.ready.then(() => this.#fit());
  }

  /** @param {EventTarget | null} target */
  #onClick(target) {
    const mark = closest(target, ".spot");
    const button = closest(target, "article button");
    const article = mark ? cardOfMark(mark, this.lists) : closest(button, "article");
    if (!article) return;
    const counterpart = this.lists.counterpartOf(article);
    if (mark) this.counterparts.reveal(article);
    else if (button?.matches(".more")) this.lists.listOf(article)?.toggleText(article);
    else if (button?.matches(".why")) this.explanation.open(article);
    else if (button?.matches(".similar")) this.trigger("similar", idOf(article));
    else if (counterpart) this.counterparts.reveal(counterpart);
  }
}

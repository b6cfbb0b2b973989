// @ts-check
/** @import { ListData } from "../component.d.ts" */
/** @import { Preferences } from "../preferences.js" */
/* The picture of the two rankings above the lists: the strip or the chart, because the chart shows all that the strip
 * shows, and names as well. */

import { el } from "../dom/elements.js";
import { icon } from "../dom/icons.js";
import { NodeCache } from "../dom/node-cache.js";
import { emptyStrip, overlapStrip } from "./overlap-strip.js";
import { rankChart } from "./rank-chart.js";
import { rankedLists } from "./rankings.js";

export class Overview {
  button = makeButton();
  /** @type {HTMLElement | null} */
  strip = null;
  /** @type {HTMLElement | null} */
  chart = null;
  #nodes = new NodeCache();
  #preferences;

  /**
   * @param {Preferences} preferences
   * @param {() => void} redraw
   */
  constructor(preferences, redraw) {
    this.#preferences = preferences;
    this.button.addEventListener("click", () => {
      preferences.showsRankChart = !preferences.showsRankChart;
      redraw();
    });
  }

  /** @param {ListData[]} lists */
  draw(lists) {
    const loading = lists.some((list) => list.loading);
    const comparable = lists.length > 1 && !loading && lists.every(({ hits }) => hits.length > 0);
    const showsChart = comparable && this.#preferences.showsRankChart;
    this.button.hidden = !comparable;
    this.button.setAttribute("aria-expanded", String(showsChart));
    this.strip = null;
    this.chart = null;
    if (showsChart) this.chart = this.#nodes.get("chart", rankedLists(lists), rankChart);
    else if (comparable) this.strip = this.#nodes.get("strip", rankedLists(lists), overlapStrip);
    else if (lists.length > 1 && loading) this.strip = this.#nodes.get("strip", null, emptyStrip);
  }
}

function makeButton() {
  const state = { "aria-expanded": false, "aria-controls": "rank-chart" };
  const label = el("span", { class: "words" }, el("span", {}, "Rank chart"));
  const title = "Where each document stands in both lists";
  return el("button", { type: "button", class: "tool chart-tool", ...state, title }, icon("chart"), label);
}

// @ts-check
/** @import { ListData, Trigger } from "../component.d.ts" */
/* The button that shows hybrid beside the two engines. */

import { el } from "../dom/elements.js";
import { engineIcon } from "../dom/icons.js";

export class Columns {
  button = makeButton();

  /** @param {Trigger} trigger */
  constructor(trigger) {
    this.button.addEventListener("click", () => {
      trigger("columns", this.button.getAttribute("aria-pressed") === "true" ? "2" : "3");
    });
  }

  /** @param {ListData[]} lists */
  draw(lists) {
    this.button.hidden = lists.length < 2 || lists.some(({ loading }) => loading);
    this.button.setAttribute("aria-pressed", String(lists.length > 2));
  }
}

function makeButton() {
  const label = el("span", { class: "words" }, el("span", {}, "Add hybrid"));
  const state = { "aria-pressed": false, title: "Show hybrid as a third list" };
  return el("button", { type: "button", class: "tool", ...state }, engineIcon("hybrid"), label);
}

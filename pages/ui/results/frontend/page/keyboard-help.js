// @ts-check
/** @import { Preferences } from "../preferences.js" */
/* The dialog that lists the keys. */

import { el } from "../dom/elements.js";
import { icon } from "../dom/icons.js";

/** @type {[combinations: string[][], meaning: string][]} */
const KEYS = [
  [[["/"], ["Ctrl", "K"]], "Search"],
  [[["↓"], ["↑"]], "Next, previous result"],
  [[["←"], ["→"]], "Same place in the other list"],
  [[["Home"], ["End"]], "First, last result"],
  [[["Enter"]], "Open the website"],
  [[["w"]], "Why it is here"],
  [[["s"]], "Find similar"],
  [[["m"]], "More or less text"],
  [[["?"]], "This list"],
  [[["Esc"]], "Close"],
];

/**
 * @param {Preferences} preferences
 * @param {() => boolean} clearRecent forgets the recent queries; whether there were any
 */
export function keyboardHelp(preferences, clearRecent) {
  const close = el("button", { type: "button", class: "tool close", "aria-label": "Close" }, icon("close"));
  const rows = KEYS.map(([combinations, meaning]) =>
    el("div", {}, el("dt", {}, ...combinations.map(keyCombination)), el("dd", {}, meaning)),
  );
  const forget = el("button", { type: "button", class: "tool forget" }, "Clear them");
  forget.addEventListener("click", () => {
    forget.textContent = clearRecent() ? "Cleared" : "There are none";
  });
  const hint = "↓ leads to the results, Tab to the buttons of a card. While you type in a field, keys only type.";
  const dialog = el(
    "dialog",
    { class: "help", "aria-labelledby": "help-title" },
    el(
      "div",
      { class: "sheet" },
      el("header", {}, el("h2", { id: "help-title" }, "Keyboard"), close),
      el("dl", {}, ...rows),
      el("p", {}, hint),
      el("p", {}, "↓ in an empty search field offers this browser's recent queries. ", forget),
      singleKeysSwitch(preferences),
    ),
  );
  dialog.addEventListener("close", () => {
    forget.textContent = "Clear them";
  });
  close.addEventListener("click", () => dialog.close());
  // The sheet fills the dialog, so a click on the dialog itself is one on its backdrop.
  dialog.addEventListener("click", ({ target }) => {
    if (target === dialog) dialog.close();
  });
  return dialog;
}

/** @param {Preferences} preferences */
function singleKeysSwitch(preferences) {
  const box = el("input", { type: "checkbox" });
  box.checked = preferences.singleKeys;
  box.addEventListener("change", () => {
    preferences.singleKeys = box.checked;
  });
  return el("label", { class: "switch" }, box, "Shortcuts of a single letter or sign");
}

/** @param {string[]} keys */
function keyCombination(keys) {
  return el("span", {}, ...keys.flatMap((key, i) => [i ? " + " : "", el("kbd", {}, keyName(key))]));
}

/** @param {string} key */
function keyName(key) {
  return key === "Ctrl" && /Mac|iP(hone|ad)/.test(navigator.platform) ? "⌘" : key;
}

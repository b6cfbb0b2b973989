/* The dialog that lists the keys. */

const KEYS = [
  [["/"], ["Ctrl", "K"], "Search"],
  [["↓"], ["↑"], "Next, previous result"],
  [["←"], ["→"], "Same place in the other list"],
  [["Home"], ["End"], "First, last result"],
  [["Enter"], "Open the website"],
  [["w"], "Why it is here"],
  [["s"], "Find similar"],
  [["m"], "More or less text"],
  [["?"], "This list"],
  [["Esc"], "Close"],
];

function makeHelp() {
  const close = el("button", { type: "button", class: "tool close", "aria-label": "Close" }, svg(ICONS.close));
  const dialog = el("dialog", { class: "help", "aria-labelledby": "help-title" },
    el("div", { class: "sheet" },
      el("header", {}, el("h2", { id: "help-title" }, "Keyboard"), close),
      el("dl", {}, ...KEYS.map(keyRow)),
      el("p", {}, "↓ leads to the results, Tab to the buttons of a card. While you type in a field, keys only type.")));
  close.addEventListener("click", () => dialog.close());
  // The sheet fills the dialog, so a click on the dialog itself is one on its backdrop.
  dialog.addEventListener("click", ({ target }) => { if (target === dialog) dialog.close(); });
  return dialog;
}

function keyRow(entry) {
  const combinations = entry.slice(0, -1);
  const drawn = combinations.map((keys) =>
    el("span", {}, ...keys.flatMap((key, i) => [i ? " + " : "", el("kbd", {}, keyName(key))])));
  return el("div", {}, el("dt", {}, ...drawn), el("dd", {}, entry.at(-1)));
}

function keyName(key) {
  return key === "Ctrl" && /Mac|iP(hone|ad)/.test(navigator.platform) ? "⌘" : key;
}

/* The row above the lists: the verdict, a link to share, the rank chart, and the way to the list of keys. */

const COPIED_FOR = 2000;

function makeToolbar(instance) {
  const verdict = el("p", { class: "verdict", role: "status", "aria-live": "polite", dir: "auto" });
  const said = el("span", { class: "unseen", role: "status", "aria-live": "polite" });
  const copy = el("button", {
    type: "button", class: "tool copy", "aria-label": "Copy link", title: "Copy a link to this view",
  },
    svg(ICONS.link), svg(ICONS.check),
    el("span", { class: "words" }, el("span", {}, "Copy link"), el("span", {}, "Copied")));
  copy.addEventListener("click", () => copyLink(instance, copy, said));
  const keys = el("button", { type: "button", class: "tool keys", "aria-keyshortcuts": "?", title: "Keyboard shortcuts" },
    "Keys ", el("kbd", {}, "?"));
  keys.addEventListener("click", () => instance.help.showModal());
  instance.verdict = verdict;
  instance.chartTool = makeChartTool(instance);
  return el("div", { class: "toolbar" }, verdict, el("div", { class: "tools" }, instance.chartTool, copy, keys, said));
}

// A live region speaks when it changes: an unchanged verdict is not written again.
function drawVerdict({ verdict }, text) {
  const clean = String(text ?? "").replace(CONTROLS, "");
  if (verdict.textContent !== clean) verdict.textContent = clean;
}

async function copyLink(instance, button, said) {
  const copied = await toClipboard(location.href);
  said.textContent = copied ? "Link copied" : "The link could not be copied; it is in the address bar";
  button.toggleAttribute("data-copied", copied);
  clearTimeout(instance.copying);
  instance.copying = setTimeout(() => {
    said.textContent = "";
    button.removeAttribute("data-copied");
  }, COPIED_FOR);
}

// The clipboard API exists only on https and localhost; a team's server may have neither.
async function toClipboard(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyBySelection(text);
  }
}

function copyBySelection(text) {
  const focused = deepFocus();
  const area = el("textarea", { readonly: "", "aria-hidden": "true", style: "position:fixed;top:0;opacity:0" });
  area.value = text;
  document.body.append(area);
  area.focus({ preventScroll: true });
  area.select();
  const copied = document.execCommand("copy");
  area.remove();
  focused?.focus({ preventScroll: true });
  return copied;
}

// document.activeElement stops at the component's outer edge.
function deepFocus() {
  let active = document.activeElement;
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
  return active;
}

// @ts-check
/* Copies text. */

import { el } from "../dom/elements.js";
import { deepActiveElement } from "../dom/queries.js";

/**
 * Whether the text could be copied. The clipboard API exists only on https and localhost; a team's server may be neither.
 * @param {string} text
 */
export async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyBySelection(text);
  }
}

/** @param {string} text */
function copyBySelection(text) {
  const focused = deepActiveElement();
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

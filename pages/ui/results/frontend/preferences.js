// @ts-check
/** @import { Engine } from "./component.d.ts" */

const SINGLE_KEYS = "nvk-single-keys";
const OFF = "off";

/** What the person chose to see; Streamlit mounts the component anew now and then, and this stays. */
export class Preferences {
  showsRankChart = false;
  showsQueryAccount = false;
  /** @type {Engine | null} the list to show where there is room for only one */
  engine = null;
  #singleKeys = stored() !== OFF;

  /** Whether keys without Ctrl or ⌘ do anything; remembered by this browser. */
  get singleKeys() {
    return this.#singleKeys;
  }

  set singleKeys(on) {
    this.#singleKeys = on;
    try {
      if (on) localStorage.removeItem(SINGLE_KEYS);
      else localStorage.setItem(SINGLE_KEYS, OFF);
    } catch {
      // A browser that keeps nothing: the choice holds as long as the page.
    }
  }
}

function stored() {
  try {
    return localStorage.getItem(SINGLE_KEYS);
  } catch {
    return null;
  }
}

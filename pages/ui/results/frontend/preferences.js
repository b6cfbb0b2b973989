// @ts-check
/** @import { Engine } from "./component.d.ts" */

/** What the person chose to see; Streamlit mounts the component anew now and then, and this stays. */
export class Preferences {
  showsRankChart = false;
  showsQueryAccount = false;
  /** @type {Engine | null} the list to show where there is room for only one */
  engine = null;
}

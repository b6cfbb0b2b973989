// @ts-check
/** @import { StreamlitComponent } from "./component.d.ts" */
/* The result areas on the page. Streamlit calls the renderer again for each rerun and each theme change. */

import { HighlightRegistry } from "./highlights/highlight-registry.js";
import { WordShareCache } from "./highlights/word-shares.js";
import { Preferences } from "./preferences.js";
import { ResultsView } from "./results-view.js";

const SECONDS_LATE = 30;

export class MountedViews {
  /** @type {WeakMap<Node, ResultsView>} by the node they are drawn into */
  #views = new WeakMap();
  #shared = { preferences: new Preferences(), registry: new HighlightRegistry(), shares: new WordShareCache() };

  /**
   * Draws a component into its place; returns what Streamlit calls to clean up.
   * @param {StreamlitComponent} component
   * @returns {() => void}
   */
  render(component) {
    const { parentElement: parent, data } = component;
    const view = this.#views.get(parent) ?? this.#mount(parent);
    if (data && isOvertaken(view.drawnAt, data.drawn_at)) return () => {};
    view.draw(component);
    return () => this.#cleanUp(view, component);
  }

  /** @param {Node} parent */
  #mount(parent) {
    const view = new ResultsView(this.#shared);
    view.mount(parent);
    this.#views.set(parent, view);
    return view;
  }

  /**
   * When a rerun overtakes an earlier one, Streamlit cleans up the overtaken drawing, before or after the newer one.
   * Only when no newer drawing follows at once is the area really gone.
   * @param {ResultsView} view
   * @param {StreamlitComponent} component
   */
  #cleanUp(view, component) {
    if (view.component !== component) return;
    view.component = null;
    setTimeout(() => {
      if (view.component) return;
      view.destroy();
      this.#views.delete(component.parentElement);
    });
  }
}

/**
 * Whether a newer drawing is already on show. Drawings wait for this script, each for itself, so the first two may come
 * in the other order. One that is much older than the last comes from a server with another clock.
 * @param {number} last seconds since the epoch
 * @param {number} next seconds since the epoch
 */
export function isOvertaken(last, next) {
  return last > next && last - next < SECONDS_LATE;
}

// @ts-check
/* The component's entry point: Streamlit (components v2) imports it and calls its default export. */

import { MountedViews } from "./mounted-views.js";

const views = new MountedViews();

/** @param {import("./component.d.ts").StreamlitComponent} component */
export default function render(component) {
  return views.render(component);
}

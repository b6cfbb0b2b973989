// @ts-check
/** @import { Engine } from "../component.d.ts" */
/* Our own icons, drawn as lines. */

import { svgPath } from "./elements.js";

const ENGINES = {
  neural:
    "M6 8.2l4 2.6M6 15.8l4-2.6M14 10.8l4-2.6M14 13.2l4 2.6M4.5 5a2 2 0 1 0 .01 0M4.5 15a2 2 0 1 0 .01 0" +
    "M12 9.7a2.3 2.3 0 1 0 .01 0M19.5 5a2 2 0 1 0 .01 0M19.5 15a2 2 0 1 0 .01 0",
  keyword: "M4 5h16M16 12h4M4 19h10M4.5 9.5h7v5h-7z",
  hybrid: "M9 6a6 6 0 1 0 .01 0M15 6a6 6 0 1 0 .01 0",
};
const SYMBOLS = {
  info: "M12 3a9 9 0 1 0 .01 0M12 11v5.5M12 7.5v.01",
  link:
    "M10 14a4 4 0 0 0 5.7 0l3.2-3.2a4 4 0 0 0-5.7-5.7L12 6.3" +
    "M14 10a4 4 0 0 0-5.7 0l-3.2 3.2a4 4 0 0 0 5.7 5.7l1.2-1.2",
  check: "M5 12.5l4.5 4.5L19 7.5",
  chart: "M3.5 6.5h3c6 0 5 11 11 11h3M3.5 17.5h3c6 0 5-11 11-11h3",
  close: "M6 6l12 12M18 6L6 18",
};

/** @param {Engine} engine */
export function engineIcon(engine) {
  return svgPath(Object.hasOwn(ENGINES, engine) ? ENGINES[engine] : ENGINES.hybrid);
}

/** @param {keyof typeof SYMBOLS} name */
export function icon(name) {
  return svgPath(SYMBOLS[name]);
}

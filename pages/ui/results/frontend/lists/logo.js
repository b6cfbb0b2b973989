// @ts-check
/** @import { HitData } from "../component.d.ts" */
/** @import { Rgb } from "../dom/color.js" */
/* A card's logo: a local tile (brand mark or initials) that is always there, and a remote image over it. */

import { contrast, rgbOf } from "../dom/color.js";
import { el, httpUrl, svgPath } from "../dom/elements.js";

const SAFE_PATH = /^[MmZzLlHhVvCcSsQqTtAa0-9eE\s,.+-]+$/;
const SAFE_COLOR = /^#[0-9a-fA-F]{6}$/;
const LEAST_CONTRAST = 3; // WCAG's minimum for graphics
/** @type {Record<string, Rgb>} what the tiles of the two themes are tinted from */
const GROUNDS = { light: [255, 255, 255], dark: [23, 22, 20] };

/**
 * @param {HitData} hit
 * @param {boolean} remoteLogos
 */
export function logo(hit, remoteLogos) {
  const tile = el("div", { class: "logo", "aria-hidden": "true" });
  if (hit.icon && SAFE_PATH.test(hit.icon.path)) {
    tile.classList.add("brand");
    if (SAFE_COLOR.test(hit.icon.color)) paintBrand(tile, hit.icon.color);
    tile.append(svgPath(hit.icon.path));
  } else {
    tile.style.setProperty("--hue", String(Number(hit.hue) || 0));
    tile.append(el("span", {}, hit.initials));
  }
  const url = remoteLogos ? httpUrl(hit.logo) : null;
  if (url) tile.append(remoteImage(url));
  return tile;
}

/** @param {URL} url */
function remoteImage(url) {
  // "src" comes last: set earlier, it would load before "loading" and "referrerpolicy" take effect.
  const privately = { loading: "lazy", decoding: "async", referrerpolicy: "no-referrer" };
  return el("img", { alt: "", ...privately, src: url.href });
}

/**
 * Shows the remote images below `root` only once they are loaded, so that a slow or broken one leaves no hole.
 * @param {HTMLElement} root
 */
export function showLoadedLogos(root) {
  // Image events do not bubble, so one listener for all logos has to capture.
  root.addEventListener("load", ({ target }) => imageOf(target)?.parentElement?.classList.add("loaded"), true);
  root.addEventListener("error", ({ target }) => imageOf(target)?.remove(), true);
}

/** @param {EventTarget | null} target */
function imageOf(target) {
  return target instanceof HTMLImageElement ? target : null;
}

/**
 * @param {HTMLElement} tile
 * @param {string} color #rrggbb
 */
function paintBrand(tile, color) {
  tile.style.setProperty("--brand", color);
  for (const [theme, ground] of Object.entries(GROUNDS)) {
    tile.style.setProperty(`--on-${theme}`, isVisible(rgbOf(color), ground) ? color : "currentColor");
  }
}

/**
 * Whether a brand's colour stands out from a tile tinted with it.
 * @param {Rgb} rgb
 * @param {Rgb} ground
 */
export function isVisible(rgb, ground) {
  const tinted = /** @type {Rgb} */ (ground.map((part, i) => part * 0.9 + rgb[i] * 0.1));
  return contrast(rgb, tinted) >= LEAST_CONTRAST;
}

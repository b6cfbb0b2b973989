// @ts-check
/* Luminance and contrast as WCAG 2 defines them. */

/** @typedef {[number, number, number]} Rgb each 0 to 255 */

/**
 * Relative luminance, 0 (black) to 1 (white).
 * @param {Rgb} rgb
 */
export function luminance(rgb) {
  const [r, g, b] = /** @type {Rgb} */ (rgb.map((part) => linear(part / 255)));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** @param {number} channel 0 to 1, gamma-encoded */
function linear(channel) {
  return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
}

/**
 * Contrast ratio, 1 to 21.
 * @param {Rgb} one
 * @param {Rgb} other
 */
export function contrast(one, other) {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

/**
 * @param {string} hex #rrggbb
 * @returns {Rgb}
 */
export function rgbOf(hex) {
  return /** @type {Rgb} */ ([1, 3, 5].map((i) => Number.parseInt(hex.slice(i, i + 2), 16)));
}

/**
 * Streamlit's theme. The root's outline has the theme's background for colour (and no style, so it is never seen):
 * the browser turns any notation of it into rgb().
 * @param {Element} root
 * @returns {"light" | "dark"}
 */
export function themeOf(root) {
  const parts = getComputedStyle(root).outlineColor.match(/[\d.]+/g) ?? [];
  const [r = 255, g = 255, b = 255] = parts.map(Number);
  return luminance([r, g, b]) < 0.18 ? "dark" : "light";
}

/* A card's logo: a local tile (brand mark or initials) that is always there, and a remote image over it. */

const SAFE_PATH = /^[MmZzLlHhVvCcSsQqTtAa0-9eE\s,.+-]+$/;
const SAFE_COLOR = /^#[0-9a-fA-F]{6}$/;
// What the two themes' tiles are tinted from; a brand colour must stand out by 3:1, WCAG's floor for graphics.
const TILES = { light: [255, 255, 255], dark: [23, 22, 20] };

// The remote image shows only once loaded, so a slow or broken one leaves no hole.
function logo(hit, remoteLogos) {
  const tile = el("div", { class: "logo", "aria-hidden": "true" });
  if (hit.icon && SAFE_PATH.test(hit.icon.path)) {
    tile.classList.add("brand");
    if (SAFE_COLOR.test(hit.icon.color)) paintBrand(tile, hit.icon.color);
    tile.append(svg(hit.icon.path));
  } else {
    tile.style.setProperty("--hue", Number(hit.hue) || 0);
    tile.append(el("span", {}, hit.initials));
  }
  const url = remoteLogos && httpUrl(hit.logo);
  // "src" comes last: set earlier, it would load before "loading" and "referrerpolicy" count.
  if (url) tile.append(el("img", { alt: "", loading: "lazy", decoding: "async", referrerpolicy: "no-referrer", src: url.href }));
  return tile;
}

function onLogo({ type, target }) {
  if (target.tagName !== "IMG") return;
  if (type === "error") target.remove();
  else target.parentElement.classList.add("loaded");
}

function paintBrand(tile, color) {
  const rgb = [1, 3, 5].map((i) => parseInt(color.slice(i, i + 2), 16));
  tile.style.setProperty("--brand", color);
  for (const [theme, ground] of Object.entries(TILES)) {
    const faint = ground.map((part, i) => part * 0.9 + rgb[i] * 0.1);
    tile.style.setProperty(`--on-${theme}`, contrast(rgb, faint) < 3 ? "currentColor" : color);
  }
}

function luminance(rgb) {
  const [r, g, b] = rgb.map((part) => part / 255).map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(one, two) {
  const [dark, light] = [luminance(one), luminance(two)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

// The root's outline has the theme's background for colour (and no style, so it is never seen):
// the browser turns any notation of it into rgb().
function themeOf(root) {
  const ground = getComputedStyle(root).outlineColor.match(/[\d.]+/g).slice(0, 3);
  return luminance(ground) < 0.18 ? "dark" : "light";
}

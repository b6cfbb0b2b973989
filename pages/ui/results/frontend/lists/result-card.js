// @ts-check
/** @import { HitData } from "../component.d.ts" */
/* One hit as a card. It knows nothing of other cards. */

import { el, httpUrl, marked } from "../dom/elements.js";
import { find } from "../dom/queries.js";
import { plainText, splitSegments } from "../text/segments.js";
import { moreButton } from "./card-text.js";
import { logo } from "./logo.js";

/**
 * @param {HitData} hit
 * @param {boolean} remoteLogos
 */
export function resultCard(hit, remoteLogos) {
  const name = plainText(hit.name);
  const label = { tabindex: -1, "aria-label": `${hit.rank}. ${name}` };
  return el(
    "article",
    { "data-id": hit.id, "data-rank": hit.rank, ...label },
    el(
      "div",
      { class: "top" },
      logo(hit, remoteLogos),
      el(
        "div",
        { class: "line" },
        el("span", { class: "rank" }, hit.rank),
        el("h3", { class: "name", dir: "auto", title: name }, ...marked(hit.name)),
      ),
      meta(hit),
    ),
    el("div", { class: "text" }, description(hit), moreButton(name)),
    el("div", { class: "foot" }, score(hit), actions(hit, name)),
  );
}

/**
 * Draws where the document stands in the other ranking. With a counterpart in the other list, the badge is a button
 * that leads there.
 * @param {HTMLElement} article
 * @param {HitData["other"]} other
 * @param {boolean} hasCounterpart
 */
export function drawBadge(article, other, hasCounterpart) {
  article.querySelector(".badge")?.remove();
  if (!other) return;
  const badge = hasCounterpart ? badgeButton(other) : el("span", badgeAttributes(other), other.text);
  find(article, ".top").append(badge);
}

/** @param {NonNullable<HitData["other"]>} other */
function badgeAttributes(other) {
  return { class: "badge", "data-kind": other.kind, title: other.title, dir: "auto" };
}

/** @param {NonNullable<HitData["other"]>} other */
function badgeButton(other) {
  const label = { type: "button", tabindex: -1, "aria-label": `${other.text}: go there` };
  return el("button", { ...badgeAttributes(other), ...label }, other.text);
}

/**
 * The expanded and the collapsed text are both in the page and CSS picks one, so that opening a card builds nothing.
 * @param {HitData} hit
 */
function description(hit) {
  const [before, rest] = splitSegments(hit.description, hit.focus);
  return el(
    "p",
    { class: "description", dir: "auto" },
    before.length > 0 && el("span", { class: "before" }, ...marked(before)),
    el("span", { class: "rest" }, ...marked(rest)),
  );
}

/**
 * The small print under the name.
 * @param {HitData} hit
 */
function meta({ city, extra }) {
  if (!city && !extra.length) return null;
  return el("div", { class: "meta" }, city && el("p", { class: "city", dir: "auto" }, city), extraFields(extra));
}

/** @param {HitData["extra"]} pairs */
function extraFields(pairs) {
  if (!pairs.length) return null;
  const rows = pairs.map(([label, value]) =>
    el("div", {}, el("dt", { dir: "auto" }, label), " ", el("dd", { dir: "auto" }, value)),
  );
  return el("dl", { class: "extra" }, ...rows);
}

/** @param {HitData} hit */
function score(hit) {
  const bar = el("span", { class: "bar", "aria-hidden": "true" }, el("span", {}));
  bar.style.setProperty("--bar", String(Math.min(1, Math.max(0, hit.bar))));
  const value = [el("span", { class: "unseen" }, "Score "), el("span", { class: "score" }, hit.score_text)];
  return el("div", { class: "measure" }, bar, ...value);
}

/**
 * @param {HitData} hit
 * @param {string} name
 */
function actions(hit, name) {
  const button = { type: "button", tabindex: -1 };
  const why = { "aria-haspopup": "dialog", "aria-keyshortcuts": "w", "aria-label": `Why ${name} is here` };
  const similar = { "aria-keyshortcuts": "s", "aria-label": `Find similar to ${name}` };
  return el(
    "div",
    { class: "actions" },
    el("button", { ...button, class: "why", ...why }, "Why?"),
    el("button", { ...button, class: "similar", ...similar }, "Find similar"),
    websiteLink(httpUrl(hit.link), name),
  );
}

/**
 * @param {URL | null} url
 * @param {string} name
 */
function websiteLink(url, name) {
  if (!url) return null;
  const target = { href: url.href, target: "_blank", rel: "noopener noreferrer nofollow" };
  const label = { title: url.host, "aria-label": `Website of ${name} (opens a new tab)` };
  const arrow = el("span", { "aria-hidden": "true" }, " ↗");
  return el("a", { ...target, tabindex: -1, class: "website", ...label }, "Website", arrow);
}

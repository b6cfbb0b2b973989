/* One hit as a card. It knows nothing of other cards. */

function card(hit, remoteLogos) {
  const name = plainText(hit.name);
  const attributes = { "data-id": hit.id, "data-rank": hit.rank, tabindex: -1, "aria-label": `${hit.rank}. ${name}` };
  return el("article", attributes,
    el("div", { class: "top" },
      logo(hit, remoteLogos),
      el("div", { class: "line" },
        el("span", { class: "rank" }, hit.rank),
        el("h3", { class: "name", dir: "auto", title: name }, ...marked(hit.name))),
      hit.city && el("p", { class: "city", dir: "auto" }, hit.city)),
    el("div", { class: "text" },
      description(hit),
      extra(hit.extra),
      el("button", {
        type: "button", class: "more", hidden: "", tabindex: -1,
        "aria-expanded": false, "aria-keyshortcuts": "m", "aria-label": `More about ${name}`,
      }, "More")),
    el("div", { class: "foot" }, score(hit), actions(hit, name)));
}

// Where the document stands on the other side, which may be known later than the card: only the badge changes then.
const badges = new WeakMap(); // article → what its badge was made from

function drawBadge(article, other, twin) {
  const key = JSON.stringify([other, twin]);
  if (badges.get(article) === key) return;
  badges.set(article, key);
  article.querySelector(".badge")?.remove();
  if (other) article.querySelector(".top").append(badge(other, twin));
}

// With a twin in the list beside, the badge leads there.
function badge(other, twin) {
  const attributes = { class: "badge", "data-kind": other.kind, title: other.title, dir: "auto" };
  if (!twin) return el("span", attributes, other.text);
  return el("button", { ...attributes, type: "button", tabindex: -1, "aria-label": `${other.text}: go there` }, other.text);
}

// Both views are in the page at once and CSS picks one, so that opening a card builds nothing.
function description(hit) {
  const [before, rest] = splitAt(hit.description, hit.focus);
  const parts = [el("span", { class: "rest" }, ...marked(rest))];
  if (before.length) parts.unshift(el("span", { class: "before" }, ...marked(before)));
  return el("p", { class: "description", dir: "auto" }, ...parts);
}

// Python counts code points, JavaScript UTF-16 units: after an emoji the two differ.
function splitAt(segments, offset) {
  let left = Math.max(0, Number(offset) || 0);
  if (!left) return [[], segments];
  const before = [];
  const rest = [];
  for (const [text, isMatch] of segments) {
    const points = left ? Array.from(text) : null;
    const head = points ? points.slice(0, left).join("") : "";
    if (head) before.push([head, isMatch]);
    if (head.length < text.length) rest.push([text.slice(head.length), isMatch]);
    left = points ? Math.max(0, left - points.length) : 0;
  }
  return rest.length ? [before, rest] : [[], segments]; // an offset behind the end would leave nothing to show
}

function extra(pairs) {
  if (!pairs?.length) return null;
  return el("dl", { class: "extra" }, ...pairs.map(([label, value]) =>
    el("div", {}, el("dt", { dir: "auto" }, label), " ", el("dd", { dir: "auto" }, value))));
}

function score(hit) {
  const bar = el("span", { class: "bar", "aria-hidden": "true" }, el("span", {}));
  bar.style.setProperty("--bar", Math.min(1, Math.max(0, Number(hit.bar) || 0)));
  return el("div", { class: "measure" },
    bar, el("span", { class: "unseen" }, "Score "), el("span", { class: "score" }, hit.score_text));
}

function actions(hit, name) {
  const link = httpUrl(hit.link);
  return el("div", { class: "actions" },
    el("button", {
      type: "button", class: "why", tabindex: -1, "aria-haspopup": "dialog", "aria-keyshortcuts": "w",
      "aria-label": `Why ${name} is here`,
    }, "Why?"),
    el("button", {
      type: "button", class: "similar", tabindex: -1, "aria-keyshortcuts": "s", "aria-label": `Find similar to ${name}`,
    }, "Find similar"),
    link && el("a", {
      href: link.href, target: "_blank", rel: "noopener noreferrer nofollow", tabindex: -1, class: "website",
      title: link.host, "aria-label": `Website of ${name} (opens a new tab)`,
    }, "Website", el("span", { "aria-hidden": "true" }, " ↗")));
}

// All reads before all writes: mixing them would lay the page out again for every card.
function offerMore(root) {
  const closed = [...root.querySelectorAll('.more[aria-expanded="false"]')];
  const cut = closed.map(({ parentElement }) => isCut(parentElement));
  closed.forEach((button, i) => { button.hidden = !cut[i]; });
}

function isCut(text) {
  const small = text.querySelector(".extra");
  const long = text.firstElementChild;
  return Boolean(long.querySelector(".before")) || long.scrollHeight - long.clientHeight > 2 ||
    (small !== null && small.scrollWidth - small.clientWidth > 1);
}

function openText(article, open) {
  const button = article.querySelector(".more");
  button.textContent = open ? "Less" : "More";
  const name = button.getAttribute("aria-label").replace(/^\w+/, button.textContent);
  setAttributes(button, { "aria-expanded": open, "aria-label": name });
  if (open) button.hidden = false;
}

function isOpen(article) {
  return article.querySelector(".more").getAttribute("aria-expanded") === "true";
}

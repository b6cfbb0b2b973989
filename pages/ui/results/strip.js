/* The overlap strip: each list as a row of squares in rank order, a line between the two places of one document.
 * Squares share out the width evenly, so positions are ranks and nothing has to be measured. */

function drawStrip(instance, lists, shared) {
  const loading = lists.some((list) => list.loading);
  if (lists.length < 2 || (!loading && lists.some((list) => !list.hits.length))) return null;
  if (loading) return memo(instance.parts, "strip", "loading", () => el("div", { class: "strip", "aria-hidden": "true" }));
  const rows = lists.map(({ engine, label, hits }) =>
    ({ engine, label, hits: hits.map(({ id, rank, name }) => [String(id), rank, plainText(name)]) }));
  return memo(instance.parts, "strip", rows, () => strip(rows, shared));
}

function strip(rows, shared) {
  const columns = Math.max(...rows.map(({ hits }) => hits.length));
  const label = `${shared.size} of ${columns} ${columns === 1 ? "result is" : "results are"} in both lists`;
  const ranks = rows.map(({ hits }) => new Map(hits.map(([id, rank]) => [id, rank]).reverse()));
  const node = el("div", { class: "strip", role: "group", "aria-label": label },
    row(rows[0], rows[1].label, ranks[1]),
    links(rows, columns),
    row(rows[1], rows[0].label, ranks[0]),
    legend(shared.size));
  node.style.setProperty("--columns", columns);
  node.toggleAttribute("data-dense", columns > 20);
  node.querySelector(".cell").tabIndex = 0;
  node.addEventListener("keydown", onStripKey);
  node.addEventListener("focusin", ({ target }) => {
    for (const cell of node.querySelectorAll('.cell[tabindex="0"]')) cell.tabIndex = -1;
    target.tabIndex = 0;
  });
  return node;
}

function row({ engine, label, hits }, otherLabel, otherRanks) {
  return el("div", { class: "cells", "data-engine": engine },
    el("span", { class: "side", dir: "auto", "aria-hidden": "true" }, label),
    ...hits.map(([id, rank, name]) => {
      const there = otherRanks.get(id);
      const also = there === undefined ? `not among the ${otherLabel} results here` : `also ${otherLabel} ${there}`;
      return el("button", {
        type: "button", class: "cell", tabindex: -1, "data-id": id, "data-shared": there !== undefined,
        title: `${rank}. ${name}`, "aria-label": `${label} ${rank}, ${name}, ${also}`,
      });
    }));
}

// Each line leads from a square to its twin; the picture is stretched to the squares' width.
function links([above, below], columns) {
  const image = svgNode("svg", {
    class: "links", viewBox: `0 0 ${columns} 1`, preserveAspectRatio: "none", "aria-hidden": "true",
  });
  const places = new Map(below.hits.map(([id], i) => [id, i]).reverse());
  const seen = new Set();
  above.hits.forEach(([id], i) => {
    if (!places.has(id) || seen.has(id)) return;
    seen.add(id);
    const [from, to] = [i + 0.5, places.get(id) + 0.5];
    image.append(svgNode("path", { "data-id": id, d: `M${from} 0L${to} 1` }));
  });
  return image;
}

function legend(count) {
  return el("p", { class: "legend", "aria-hidden": "true" },
    el("span", { class: "sample", "data-shared": "true" }), `in both: ${count}`,
    el("span", { class: "sample" }), "only here");
}

// Arrows walk the squares as they walk the cards; the keys of the page must not see them too.
function onStripKey(event) {
  const { key, target } = event;
  if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
  const rows = [...event.currentTarget.querySelectorAll(".cells")].map((cells) => [...cells.querySelectorAll(".cell")]);
  const y = rows.findIndex((cells) => cells.includes(target));
  const x = rows[y]?.indexOf(target) ?? -1;
  if (x < 0) return;
  const next = {
    ArrowLeft: rows[y][x - 1], ArrowRight: rows[y][x + 1], Home: rows[y][0], End: rows[y].at(-1),
    ArrowUp: y > 0 ? rows[0][Math.min(x, rows[0].length - 1)] : target,
    ArrowDown: y < 1 ? rows[1][Math.min(x, rows[1].length - 1)] : null, // out of the strip, into the list
  };
  if (!Object.hasOwn(next, key) || (key === "ArrowDown" && !next[key])) return;
  event.preventDefault();
  next[key]?.focus();
}

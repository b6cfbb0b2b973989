/* The rank chart, a bump chart: both lists as columns of names in rank order, a curve between the two places of one
 * document. All rows are equally high, so positions are ranks and nothing has to be measured. */

let chartOpen = false; // outlives reruns and a remount: the choice is the person's, not the lists'

function makeChartTool(instance) {
  const tool = el("button", {
    type: "button", class: "tool chart-tool", "aria-expanded": false, "aria-controls": "rank-chart",
    title: "Where each document stands in both lists",
  }, svg(ICONS.chart), el("span", { class: "words" }, el("span", {}, "Rank chart")));
  tool.addEventListener("click", () => {
    chartOpen = !chartOpen;
    if (instance.component) update(instance, instance.component.data);
  });
  return tool;
}

// One picture of the two rankings at a time: the chart shows all that the strip shows, and names.
function drawOverview(instance, lists, shared) {
  const comparable = lists.length > 1 && lists.every((list) => !list.loading && list.hits.length);
  const drawn = comparable && chartOpen;
  instance.chartTool.hidden = !comparable;
  instance.chartTool.setAttribute("aria-expanded", drawn);
  return drawn ? memo(instance.parts, "chart", sidesOf(lists), chart) : drawStrip(instance, lists, shared);
}

function chart(sides) {
  const [left, right] = sides;
  const rows = Math.max(left.hits.length, right.hits.length);
  const pairs = pairsOf(sides);
  const columns = [column(left, right), column(right, left)];
  const node = el("section", { class: "chart", id: "rank-chart", "aria-label": "Rank chart" },
    columns[0], curves(pairs, rows), columns[1]);
  node.append(chartLegend(pairs.length, new Set([...node.querySelectorAll(".place")].map(({ dataset }) => dataset.kind))));
  node.style.setProperty("--rows", rows);
  node.toggleAttribute("data-dense", rows > 20);
  makeWalkable(node, true);
  return node;
}

function column({ engine, label, hits }, other) {
  const places = placesOf(other);
  return el("div", { class: "column track", role: "group", "aria-label": label, "data-engine": engine },
    el("p", { class: "head", dir: "auto", "aria-hidden": "true" }, label),
    ...hits.map((hit) => place(hit, label, other, other.hits[places.get(hit.id)])));
}

function place({ id, rank, name, otherRank, reason }, label, other, twin) {
  const there = twin?.rank ?? otherRank;
  const side = other.label.toLowerCase();
  const why = reason ? reason[0].toLowerCase() + reason.slice(1) : `not among the ${other.label} results here`;
  return el("button", {
    type: "button", class: "place spot", tabindex: -1, "data-id": id,
    "data-kind": twin ? "both" : there ? "below" : "alone", title: `${name}\n${reason}`,
    "aria-label": `${label} ${rank}, ${name}, ${there ? `${side} ${there}` : why}`,
  },
    el("span", { class: "label", dir: "auto" }, name),
    el("span", { class: "number" }, rank),
    el("span", { class: "dot" }),
    // A curve to a place far below would cross everything; there may be fifty of them.
    twin || !there ? null : el("span", { class: "stub" }, `#${there}`));
}

// Level at both ends: a curve is clear of its neighbours' rows before it turns.
function curves(pairs, rows) {
  const image = svgNode("svg", {
    class: "curves", viewBox: `0 0 1 ${rows}`, preserveAspectRatio: "none", "aria-hidden": "true",
  });
  image.append(...pairs.map(([id, i, j]) =>
    svgNode("path", { "data-id": id, d: `M0 ${i + 0.5}C.5 ${i + 0.5} .5 ${j + 0.5} 1 ${j + 0.5}` })));
  return image;
}

// Only of what there is to see.
function chartLegend(shared, kinds) {
  const entries = [
    ["both", `in both: ${shared}`],
    ["below", "further down there"],
    ["alone", "not in the top 100 there"],
  ].filter(([kind]) => kinds.has(kind));
  return el("p", { class: "legend", "aria-hidden": "true" }, ...entries.map(([kind, text]) =>
    el("span", { "data-kind": kind },
      el("span", { class: "dot" }), kind === "below" ? el("span", { class: "stub" }, "#n") : null, text)));
}

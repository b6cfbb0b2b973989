/* The overlap strip: each list as a row of squares in rank order, a line between the two places of one document.
 * Squares share out the width evenly, so positions are ranks and nothing has to be measured. */

function drawStrip(instance, lists, shared) {
  const loading = lists.some((list) => list.loading);
  if (lists.length < 2 || (!loading && lists.some((list) => !list.hits.length))) return null;
  if (loading) return memo(instance.parts, "strip", "loading", () => el("div", { class: "strip", "aria-hidden": "true" }));
  return memo(instance.parts, "strip", sidesOf(lists), (sides) => strip(sides, shared));
}

function strip(sides, shared) {
  const [above, below] = sides;
  const columns = Math.max(above.hits.length, below.hits.length);
  const label = `${shared.size} of ${columns} ${columns === 1 ? "result is" : "results are"} in both lists`;
  const node = el("div", { class: "strip", role: "group", "aria-label": label },
    row(above, below),
    links(sides, columns),
    row(below, above),
    legend(shared.size));
  node.style.setProperty("--columns", columns);
  node.toggleAttribute("data-dense", columns > 20);
  makeWalkable(node, false);
  return node;
}

function row({ engine, label, hits }, other) {
  const places = placesOf(other);
  return el("div", { class: "cells track", "data-engine": engine },
    el("span", { class: "side", dir: "auto", "aria-hidden": "true" }, label),
    ...hits.map(({ id, rank, name }) => {
      const twin = other.hits[places.get(id)];
      const also = twin ? `also ${other.label} ${twin.rank}` : `not among the ${other.label} results here`;
      return el("button", {
        type: "button", class: "cell spot", tabindex: -1, "data-id": id, "data-shared": Boolean(twin),
        title: `${rank}. ${name}`, "aria-label": `${label} ${rank}, ${name}, ${also}`,
      });
    }));
}

// Each line leads from a square to its twin; the picture is stretched to the squares' width.
function links(sides, columns) {
  const image = svgNode("svg", {
    class: "links", viewBox: `0 0 ${columns} 1`, preserveAspectRatio: "none", "aria-hidden": "true",
  });
  image.append(...pairsOf(sides).map(([id, i, j]) =>
    svgNode("path", { "data-id": id, d: `M${i + 0.5} 0L${j + 0.5} 1` })));
  return image;
}

function legend(count) {
  return el("p", { class: "legend", "aria-hidden": "true" },
    el("span", { class: "sample", "data-shared": "true" }), `in both: ${count}`,
    el("span", { class: "sample" }), "only here");
}

/* Spots: the buttons that stand for documents in the strip and in the chart. They lie on two tracks, one for each
 * list; arrows walk along a track and across to the other one, and all of them are one tab stop. */

// What an overview draws of the lists, and nothing else: it stays as long as this is the same.
function sidesOf(lists) {
  return lists.map(({ engine, label, hits }) => ({
    engine, label, hits: hits.map(({ id, rank, name, other_rank, other }) =>
      ({ id: String(id), rank, name: plainText(name), otherRank: other_rank ?? null, reason: other?.title ?? "" })),
  }));
}

// id → index in a list; of two equal ids the first counts.
function placesOf({ hits }) {
  return new Map(hits.map(({ id }, i) => [id, i]).reverse());
}

// [id, index in one list, index in the other] of each document that stands in both.
function pairsOf([one, other]) {
  const [here, there] = [placesOf(one), placesOf(other)];
  return one.hits.map(({ id }, i) => [id, i, there.get(id)]).filter(([id, i]) => there.has(id) && here.get(id) === i);
}

function makeWalkable(node, upright) {
  node.querySelector(".spot").tabIndex = 0;
  node.addEventListener("keydown", (event) => onSpotKey(event, upright));
  node.addEventListener("focusin", ({ target }) => {
    for (const spot of node.querySelectorAll('.spot[tabindex="0"]')) spot.tabIndex = -1;
    target.tabIndex = 0;
  });
}

// Arrows walk the spots as they walk the cards; the keys of the page must not see them too.
function onSpotKey(event, upright) {
  const { key, target } = event;
  if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
  const tracks = [...event.currentTarget.querySelectorAll(".track")].map((track) => [...track.querySelectorAll(".spot")]);
  const at = tracks.findIndex((track) => track.includes(target));
  const i = tracks[at]?.indexOf(target) ?? -1;
  if (i < 0) return;
  const [track, before, after] = [tracks[at], tracks[at - 1], tracks[at + 1]];
  const along = [track[i - 1], track[i + 1]];
  const across = [before?.[Math.min(i, before.length - 1)], after?.[Math.min(i, after.length - 1)]];
  const [up, down] = upright ? along : across;
  const [left, right] = upright ? across : along;
  const next = { ArrowUp: up, ArrowDown: down, ArrowLeft: left, ArrowRight: right, Home: track[0], End: track.at(-1) };
  if (!Object.hasOwn(next, key) || (key === "ArrowDown" && !down)) return; // out of the overview, into the list
  event.preventDefault();
  next[key]?.focus();
}

function goToSpot(instance, spot) {
  const { engine } = spot.closest(".track").dataset;
  const article = instance.shown.find((panel) => panel.engine === engine)?.byId.get(spot.dataset.id);
  if (article) reveal(instance, article);
}

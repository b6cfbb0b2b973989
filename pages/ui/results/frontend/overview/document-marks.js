// @ts-check
/** @import { ResultLists } from "../lists/result-lists.js" */
/* Marks: the buttons that stand for documents in the strip and in the chart. They lie on two tracks, one for each
 * list; arrows walk along a track and across to the other one, and together they are one tab stop. */

import { closest, find, findAll, hasModifier } from "../dom/queries.js";
import { idOf } from "../lists/result-list.js";

/**
 * @param {HTMLElement} overview
 * @param {boolean} upright whether the tracks run from top to bottom
 */
export function makeWalkable(overview, upright) {
  find(overview, ".spot").tabIndex = 0;
  overview.addEventListener("keydown", (event) => onKey(event, overview, upright));
  overview.addEventListener("focusin", ({ target }) => {
    for (const mark of findAll(overview, '.spot[tabindex="0"]')) mark.tabIndex = -1;
    if (target instanceof HTMLElement) target.tabIndex = 0;
  });
}

/**
 * The card that a mark stands for.
 * @param {HTMLElement} mark
 * @param {ResultLists} lists
 */
export function cardOfMark(mark, lists) {
  return lists.byEngine(closest(mark, ".track")?.dataset.engine)?.card(idOf(mark)) ?? null;
}

/**
 * @param {KeyboardEvent} event
 * @param {HTMLElement} overview
 * @param {boolean} upright
 */
function onKey(event, overview, upright) {
  if (hasModifier(event)) return;
  const tracks = findAll(overview, ".track").map((track) => findAll(track, ".spot"));
  const target = neighbour(tracks, /** @type {HTMLElement} */ (event.target), event.key, upright);
  if (target === undefined) return;
  event.preventDefault(); // the keys of the page must not act on it as well
  target?.focus();
}

/**
 * Where a key leads from a mark: null if there is nothing in that direction, undefined if the key is not for marks.
 * @template T
 * @param {T[][]} tracks
 * @param {T} from
 * @param {string} key
 * @param {boolean} upright
 * @returns {T | null | undefined}
 */
export function neighbour(tracks, from, key, upright) {
  const at = tracks.findIndex((track) => track.includes(from));
  if (at < 0) return undefined;
  const track = tracks[at];
  const i = track.indexOf(from);
  const across = (/** @type {T[] | undefined} */ other) => other?.[Math.min(i, other.length - 1)];
  const along = [track[i - 1], track[i + 1]];
  const beside = [across(tracks[at - 1]), across(tracks[at + 1])];
  const [up, down] = upright ? along : beside;
  const [left, right] = upright ? beside : along;
  /** @type {Record<string, T | undefined>} */
  const targets = {
    ArrowUp: up,
    ArrowDown: down,
    ArrowLeft: left,
    ArrowRight: right,
    Home: track[0],
    End: track[track.length - 1],
  };
  if (!Object.hasOwn(targets, key) || (key === "ArrowDown" && !down)) return undefined; // down leads into the list
  return targets[key] ?? null;
}

// @ts-check
/** @import { Question } from "../component.d.ts" */
/** @import { Explanation, QueryExplanation, WordShares } from "../explanation.d.ts" */
/* The app's own HTTP API, asked for explanations of what is on show. */

/**
 * Fails with the API's own message, or with fetch's TypeError if the app cannot be reached.
 * @template Answer
 * @param {string} path
 * @param {object} body
 * @param {AbortSignal} signal
 * @returns {Promise<Answer>}
 */
async function post(path, body, signal) {
  // POST, because a query may be a long text.
  const response = await fetch(`/api/${path}`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
    signal,
  });
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) throw new Error(answer.detail ?? "The app does not answer.");
  return answer;
}

/**
 * @param {ExplanationRequest} request
 * @param {AbortSignal} signal
 * @returns {Promise<Explanation>}
 */
export function explain(request, signal) {
  return post("explain", request, signal);
}

/**
 * @param {Question} question
 * @param {AbortSignal} signal
 * @returns {Promise<QueryExplanation>}
 */
export function explainQuery({ q, like, city, filter, dataset }, signal) {
  return post("explain/query", { q, ...likeOf(like), city, filter, dataset }, signal);
}

/**
 * @param {Question} question
 * @param {string[]} ids
 * @param {AbortSignal} signal
 * @returns {Promise<WordShares>}
 */
export function explainWords({ q, like, dataset }, ids, signal) {
  return post("explain/words", { q, ...likeOf(like), dataset, id: ids }, signal);
}

/**
 * What `explain` asks for.
 * @typedef {Omit<Question, "like" | "typed"> & { like?: string, id: string }} ExplanationRequest
 */

/**
 * @param {Question} question
 * @param {string} id
 * @returns {ExplanationRequest}
 */
export function explanationRequest({ q, like, city, filter, k, dataset, weight }, id) {
  return { q, ...likeOf(like), city, filter, k, dataset, weight, id };
}

/** @param {string | null} like */
function likeOf(like) {
  return like === null ? {} : { like };
}

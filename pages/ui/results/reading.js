/* How both engines read the query, in one row of fixed height above the lists: full-text's words with how many
 * documents have them, and what the best neural score is worth. A click opens the whole account below it. */

const WORDS_SHOWN = 8;
let readingOpen = false; // outlives reruns and remounts: the choice is the person's

function makeReading(instance) {
  const row = el("div", { class: "row" });
  const account = el("div", { class: "account", id: "query-account", hidden: "" });
  const button = el("button", {
    type: "button", class: "tool about", "aria-controls": "query-account", "aria-expanded": false,
  }, "About this query");
  button.addEventListener("click", () => {
    readingOpen = !readingOpen;
    showAccount(instance);
  });
  const root = el("section", { class: "reading", "aria-label": "How the query is read" }, row, button, account);
  root.addEventListener("click", ({ target }) => {
    const query = target.closest("button.near")?.dataset.query;
    if (query) instance.component?.setTriggerValue("search", query);
  });
  instance.reading = { root, row, button, account, key: null };
}

function showAccount({ reading: { root, button, account } }) {
  const open = readingOpen && account.childElementCount > 0;
  account.hidden = !open;
  button.setAttribute("aria-expanded", open);
  root.toggleAttribute("data-open", open);
}

// Asked for after the words are lit; an account already on show stays until the new one is there.
async function readQuery(instance, signal) {
  const { reading, question } = instance;
  const key = JSON.stringify([question.dataset, question.like ?? question.q, question.city]);
  if (reading.key === key) return;
  if (reading.root.hasAttribute("data-read")) clearReading(reading);
  try {
    const answer = await ask("explain/query", questionFor(instance, "q", "like", "city", "dataset"), signal);
    if (signal.aborted) return;
    reading.key = key;
    drawReading(instance, answer);
  } catch (error) {
    if (!signal.aborted) arrange(reading.row, [el("p", { class: "failed" }, `The query could not be explained: ${error.message}`)]);
  }
}

function clearReading({ root, row, account }) {
  root.removeAttribute("data-read");
  arrange(row, []);
  account.setAttribute("aria-busy", true);
}

function drawReading(instance, answer) {
  const { reading, question } = instance;
  arrange(reading.row, [fullTextReads(answer.words, question), answer.reference && neuralGot(answer.reference)].filter(Boolean));
  reading.account.removeAttribute("aria-busy");
  arrange(reading.account, accountOf(answer));
  reading.root.setAttribute("data-read", "");
  showAccount(instance);
}

function fullTextReads(words, question) {
  const more = words.length - WORDS_SHOWN;
  return el("div", { class: "looked", "data-engine": "keyword" },
    engineIcon("keyword"), el("span", { class: "unseen" }, "Full-text looks for"),
    ...words.slice(0, WORDS_SHOWN).flatMap((word) => [" ", readWord(word, question)]),
    more > 0 ? ` and ${more} more` : null);
}

function readWord({ word, term, documents, near, start, end }, { q, typed }) {
  if (!term) return el("s", { class: "word", title: "Too common to be looked for" }, word);
  const kind = documents ? "used" : "unknown";
  const count = documents.toLocaleString("en");
  const title = documents ? `In ${count} document${documents === 1 ? "" : "s"}, looked for as “${term}”` : "In no document";
  const chip = el("span", { class: "word", "data-kind": kind, title }, word, " ", el("small", {}, count));
  if (!near.length || !typed) return chip;
  const points = Array.from(q); // Python counts code points
  const corrected = [...points.slice(0, start), near[0].word, ...points.slice(end)].join("");
  return el("span", {}, chip, " did you mean ",
    el("button", { type: "button", class: "near", "data-query": corrected, title: `Search for “${corrected}”` }, near[0].word), "?");
}

function neuralGot({ best, typical, no_better: noBetter }) {
  const node = el("div", { class: "worth", "data-engine": "neural", "data-warning": noBetter },
    engineIcon("neural"),
    el("span", {}, `best ${best.toFixed(3)}`, el("span", { class: "typical" }, ` · unrelated words get ${typical.toFixed(3)}`)));
  if (noBetter) node.append(el("strong", {}, "no better than unrelated words"));
  return node;
}

function accountOf({ summary, reference }) {
  return [
    el("ul", {}, ...summary.map((line) => el("li", { dir: "auto" }, line))),
    reference && scale(reference),
    el("p", { class: "hint" }, "In neural results, the darker a word, the more of the score it brings. “Why?” shows how much."),
  ].filter(Boolean);
}

// Every unrelated query's best score as a thin line, this query's as a strong one.
function scale({ best, unrelated }) {
  const top = Math.max(best, ...unrelated, 0.01) * 1.05;
  const low = Math.min(0, best, ...unrelated);
  const at = (score) => 100 * (score - low) / (top - low);
  const image = svgNode("svg", { viewBox: "0 0 100 10", preserveAspectRatio: "none", "aria-hidden": "true" });
  for (const score of unrelated) image.append(svgNode("path", { d: `M${at(score)} 3V10`, class: "unrelated" }));
  image.append(svgNode("path", { d: `M${at(best)} 0V10`, class: "best" }));
  const label = el("span", { class: "mark" }, `this query ${best.toFixed(3)}`);
  label.style.setProperty("--at", `${at(best)}%`);
  label.toggleAttribute("data-right", at(best) > 60);
  return el("figure", { class: "scale", "data-engine": "neural" }, label, image,
    el("figcaption", {}, "Best neural score of 100 queries made of unrelated words (thin) and of this query (thick)"));
}

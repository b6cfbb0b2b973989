/* Everything that the panel was drawn from, for those who want to check it. */

const LONGEST_LINK = 1500; // some proxies refuse addresses much longer
const EXACT = 6;

function allNumbers(found, wanted) {
  return el("details", { class: "numbers" },
    el("summary", {}, "All numbers"),
    jsonLink(wanted),
    ...neuralNumbers(found.neural),
    ...keywordNumbers(found.keyword, found.words),
    ...hybridNumbers(found.hybrid));
}

function neuralNumbers({ words, marks, score, additive, sentences }) {
  if (!additive) return [];
  return [
    el("h4", {}, "Neural"),
    el("p", {}, "The model cuts words into pieces and gives each a vector; the text's vector is their mean, brought to length 1. " +
      "So the score, the product of the query's vector and the text's, is a sum over pieces: a piece's share is (query · piece) / " +
      "(number of pieces × length of the mean), and a word's share is that of its pieces."),
    numbersTable("Neural shares of words", ["word", "start", "share"], [
      ...words.map(({ text, start, share }) => [text, start, signed(share, EXACT)]),
      ["begin and end", "", signed(marks, EXACT)],
      ["sum", "", signed(score, EXACT)],
    ]),
    numbersTable("Neural shares of sentences", ["sentence", "start", "share"],
      sentences.map(({ text, start, share }) => [text, start, signed(share, EXACT)])),
  ];
}

function keywordNumbers({ terms, score, documents, length, average_length: average, k1, b }, words) {
  const columns = ["word", "term", "in query", "here", "documents", "IDF", "length factor", "impact", "points"];
  const typed = (term) => [...new Set(words.filter((word) => word.term === term).map(({ word }) => word))].join(", ");
  return [
    el("h4", {}, "Full-text"),
    el("p", {}, "A word's points = its count in the query × impact. Impact = IDF × count here × (k1 + 1) / (count here + length factor). " +
      "IDF = ln((N − n + 0.5) / (n + 0.5)) where n of N documents have the word; where that is negative, a small part of the average " +
      "IDF. Length factor = k1 × (1 − b + b × length / average length), lengths in words that are looked for."),
    el("p", {}, `N = ${grouped(documents)}, k1 = ${k1}, b = ${b}, length = ${grouped(length)}, ` +
      `average length = ${average.toFixed(EXACT)}.`),
    numbersTable("Full-text points of words", columns, [
      ...terms.map((part) => [
        typed(part.term), part.term, part.query_weight, part.count, part.document_frequency,
        ...[part.idf, part.length_factor, part.impact, part.score].map((value) => signed(value, EXACT)),
      ]),
      ["sum", ...Array(columns.length - 2).fill(""), signed(score, EXACT)],
    ]),
  ];
}

function hybridNumbers({ parts, score, rrf_k: k }) {
  if (!parts.length) return [];
  return [
    el("h4", {}, "Hybrid"),
    el("p", {}, `Each side that has the document among its first ${FUSED_DEPTH} brings its weight / (${k} + rank).`),
    numbersTable("Hybrid parts", ["side", "rank", "weight", `1 / (${k} + rank)`, "part"], [
      ...parts.map(({ engine, rank, weight, reciprocal, score: part }) =>
        [ENGINE_NAMES[engine], rank, weight, signed(reciprocal, EXACT), signed(part, EXACT)]),
      ["sum", "", "", "", signed(score, EXACT)],
    ]),
  ];
}

// Wide tables scroll by themselves, also by keyboard.
function numbersTable(label, columns, rows) {
  return el("div", { class: "scroller", tabindex: 0, role: "region", "aria-label": label },
    el("table", {},
      el("thead", {}, el("tr", {}, ...columns.map((name) => el("th", { scope: "col" }, name)))),
      el("tbody", {}, ...rows.map((row) => el("tr", {}, ...row.map((cell) => el("td", { dir: "auto" }, cell)))))));
}

function jsonLink(wanted) {
  const pairs = Object.entries(wanted).flatMap(([name, value]) => [value].flat().map((each) => [name, each]));
  const address = `/api/explain?${new URLSearchParams(pairs)}`;
  if (address.length > LONGEST_LINK) return null;
  return el("p", {}, el("a", { href: address, target: "_blank", rel: "noopener" }, "The same as JSON ↗"));
}

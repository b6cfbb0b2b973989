/* A score as a staircase: each part begins where the one before ended, and the last bar is their sum. */

const TERMS_SHOWN = 8;
const MISSING_SHOWN = 5;

// row = { label, value, gloss?, plain?: not a word, engine?: whose colour }
function partsList(rows, total, decimals) {
  const stairs = staircase(rows.map(({ value }) => value));
  const exact = fixed(sum(rows.map(({ value }) => Number(value.toFixed(decimals)))), decimals) === fixed(total, decimals);
  const score = { label: "Score", value: total, plain: true, gloss: exact ? "" : "the parts above are rounded" };
  return el("ul", { class: "parts", role: "list" },
    ...rows.map((row, i) => partRow(row, stairs[i], decimals)),
    partRow(score, stairs.at(-1), decimals, "total"));
}

// Where each bar begins and how long it is, as shares of the whole width; the last is the sum's.
function staircase(values) {
  const ends = values.reduce((known, value) => [...known, known.at(-1) + value], [0]);
  const [low, high] = [Math.min(...ends), Math.max(...ends)];
  const step = (from, to) => ({
    from: (Math.min(from, to) - low) / (high - low || 1), size: Math.abs(to - from) / (high - low || 1), down: to < from,
  });
  return [...values.map((_, i) => step(ends[i], ends[i + 1])), step(0, ends.at(-1))];
}

function partRow({ label, value, gloss, plain, engine }, { from, size, down }, decimals, kind = "part") {
  const bar = el("span", { class: down ? "stair down" : "stair", "aria-hidden": "true" });
  bar.style.setProperty("--from", from);
  bar.style.setProperty("--size", size);
  return el("li", { class: kind, ...(engine && { "data-engine": engine }) },
    el("span", { class: plain ? "part-label plain" : "part-label", dir: "auto" }, label), " ",
    el("span", { class: "stairs" }, value ? bar : null), " ",
    el("span", { class: "part-value", title: signed(value, 6) }, fixed(value, decimals)),
    gloss ? el("span", { class: "part-gloss" }, ` ${gloss}`) : null);
}

// Every word of the query: what it brings, or why it brings nothing.
function keywordList({ keyword, words, text }) {
  const points = [...keyword.terms].sort((one, other) => other.score - one.score);
  const rows = folded(points, (part) => termRow(part, keyword, words, text), (rest) => ({
    label: many(rest.length, "other word"), value: sum(rest.map(({ score }) => score)), plain: true,
  }));
  const missing = missingRows(unique(keyword.missing), keyword);
  const unknown = folded(unique(words.filter(({ term, documents }) => term && !documents)), unknownRow,
    (rest) => ({ label: many(rest.length, "other word"), value: 0, plain: true, gloss: "no document has them" }));
  const all = [...rows, ...missing, ...unknown];
  const dropped = words.filter(({ term }) => !term).map(({ word }) => quoted(word));
  return [
    all.length ? partsList(all, keyword.score, 2) : null,
    dropped.length ? el("p", { class: "why-legend" },
      `Too common to be looked for: ${listOf(dropped)}.`) : null,
  ];
}

function termRow({ term, score, count, query_weight: asked, document_frequency: documents, places }, keyword, words, text) {
  const typed = words.find((word) => word.term === term)?.word ?? term;
  const points = Array.from(text);
  const forms = new Set(places.map(([start, end]) => points.slice(start, end).join("").toLowerCase()));
  const others = [...forms].filter((form) => form !== typed.toLowerCase()).map(quoted);
  const as = others.length ? `, as ${listOf(forms.size > others.length ? [quoted(typed), ...others] : others)}` : "";
  const twice = asked > 1 ? ` · ${asked}× in the query` : "";
  return { label: quoted(typed), value: score, gloss: `${count}× here${as} · ${inDocuments(documents, keyword)}${twice}` };
}

// Many of them say less one by one. The rarest, which would bring most, come first.
function missingRows(words, keyword) {
  const rarest = [...words].sort((one, other) => one.documents - other.documents);
  if (rarest.length <= MISSING_SHOWN) {
    return rarest.map(({ word, documents }) => (
      { label: quoted(word), value: 0, gloss: `not in this text · ${inDocuments(documents, keyword)}` }));
  }
  const gloss = `not in this text: ${listOf(rarest.map(({ word }) => quoted(word)))}`;
  return [{ label: many(rarest.length, "other word"), value: 0, plain: true, gloss }];
}

function unknownRow({ word, near }) {
  const guesses = near.map((each) => quoted(each.word));
  return { label: quoted(word), value: 0,
    gloss: `no document has it${guesses.length ? ` · spelled nearly so: ${listOf(guesses)}` : ""}` };
}

// The first few by themselves, the others as one.
function folded(items, row, rest) {
  if (items.length <= TERMS_SHOWN + 1) return items.map(row);
  return [...items.slice(0, TERMS_SHOWN).map(row), rest(items.slice(TERMS_SHOWN))];
}

function unique(words) {
  return [...new Map(words.map((word) => [word.term, word])).values()];
}

function inDocuments(count, { documents }) {
  return `in ${grouped(count)} of ${many(documents, "document")}`;
}

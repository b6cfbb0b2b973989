/* Numbers and words as a person writes them. */

const LISTED = 8;

// A minus sign, not a hyphen; and nothing is "−0.000".
function fixed(value, decimals) {
  const written = value.toFixed(decimals);
  return Number(written) === 0 ? written.replace("-", "") : written.replace("-", "−");
}

function signed(value, decimals) {
  return value.toFixed(decimals).replace("-", "−");
}

function grouped(count) {
  return count.toLocaleString("en");
}

function many(count, noun) {
  const written = typeof count === "number" ? grouped(count) : count;
  return `${written} ${noun}${Number(count) === 1 ? "" : "s"}`;
}

function sum(values) {
  return values.reduce((total, value) => total + value, 0);
}

function partOf(share, score, decimals) {
  return `${fixed(share, decimals)} of ${fixed(score, decimals)}`;
}

// Isolated: a word in another direction must not turn the sentence around it.
function quoted(word) {
  return /^[\u0020-\u02af]*$/.test(word) ? `“${word}”` : `“\u2068${word}\u2069”`;
}

function bareWord(word) {
  return word.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, "") || word;
}

function listOf(items) {
  const more = items.length - LISTED;
  if (more > 1) return `${items.slice(0, LISTED).join(", ")} and ${grouped(more)} more`;
  return [items.slice(0, -1).join(", "), items.at(-1)].filter(Boolean).join(" and ");
}

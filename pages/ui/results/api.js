/* The app's own HTTP API, asked for explanations of what is on show. POST, because a query may be a long text. */

async function ask(path, body, signal) {
  const response = await fetch(`/api/${path}`, {
    method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body), signal,
  });
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) throw new Error(answer.detail ?? "The app does not answer.");
  return answer;
}

// What every explanation has to know of the view; each path takes some of it.
function questionFor({ question }, ...names) {
  return Object.fromEntries(names.filter((name) => question[name] !== null).map((name) => [name, question[name]]));
}

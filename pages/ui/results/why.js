/* "Why?": the dialog that takes a result's scores apart. It asks the API itself, so nothing on the page runs again. */

function makeWhy(instance) {
  const dialog = el("dialog", { class: "why", "aria-labelledby": "why-title" });
  const why = { dialog, body: null, hit: null, question: null, back: null, asking: null };
  let pressed = null; // a selection of text that ends on the backdrop is no click on it
  dialog.addEventListener("pointerdown", ({ target }) => { pressed = target; });
  dialog.addEventListener("click", ({ target }) => {
    if (target.closest(".close") || (target === dialog && pressed === dialog)) dialog.close();
  });
  dialog.addEventListener("close", () => leaveWhy(instance));
  return why;
}

function openWhy(instance, article) {
  const { why, question } = instance;
  const { engine, root } = panelOf(instance, article);
  const focused = deepFocus();
  why.back = article.contains(focused) ? focused : article.querySelector("button.why"); // Safari focuses no clicked button
  why.question = question;
  why.hit = {
    id: article.dataset.id, rank: article.dataset.rank, engine,
    label: root.querySelector("h2").textContent, name: article.querySelector(".name").title,
  };
  why.body = el("div", { class: "why-body" });
  why.dialog.replaceChildren(el("div", { class: "why-sheet" }, whyHeader(why), why.body));
  instance.root.append(why.dialog); // in the page only while it is open: it has neither name nor content before
  why.dialog.showModal();
  why.dialog.scrollTop = 0;
  askWhy(instance);
}

async function askWhy(instance) {
  const { why } = instance;
  why.asking?.abort();
  const { signal } = why.asking = new AbortController();
  showWhy(why, "loading", whyWaiting());
  const wanted = { ...questionFor(instance, "q", "like", "city", "k", "dataset", "weight"), id: why.hit.id };
  let found = null;
  try {
    found = await ask("explain", wanted, signal);
  } catch (error) {
    if (!signal.aborted) showWhy(why, "failed", whyFailed(instance, error));
    return;
  }
  if (!signal.aborted) showWhy(why, "ready", whyContent(found, wanted));
}

function showWhy({ body }, state, nodes) {
  setAttributes(body, { "data-state": state, "aria-busy": state === "loading" });
  body.replaceChildren(...nodes);
}

// Another question makes the answer wrong: the page can change below an open dialog, by "back" for example.
function keepWhy({ why, question }) {
  if (why.dialog.open && JSON.stringify(why.question) !== JSON.stringify(question)) why.dialog.close();
}

// The card may have been drawn anew meanwhile.
function leaveWhy({ why, panels }) {
  why.asking?.abort();
  why.dialog.remove();
  const card = panels.get(why.hit.engine)?.byId.get(why.hit.id);
  (why.back.isConnected ? why.back : card?.querySelector("button.why"))?.focus({ preventScroll: true });
}

function whyHeader({ hit, question }) {
  return el("header", {},
    el("div", { class: "why-head" },
      el("p", { class: "why-place", "data-engine": hit.engine },
        engineIcon(hit.engine), el("span", { dir: "auto" }, `${hit.label} #${hit.rank}`),
        question?.q && el("span", { class: "why-query", dir: "auto" }, `“${question.q}”`)),
      el("h2", { id: "why-title" }, "Why is ", el("bdi", {}, hit.name), " here?")),
    el("button", { type: "button", class: "tool close", "aria-label": "Close" }, svg(ICONS.close)));
}

function whyWaiting() {
  const lines = (count) => el("div", {}, ...Array.from({ length: count }, () => el("span", {})));
  return [
    el("p", { class: "unseen", role: "status" }, "Taking the scores apart"),
    el("div", { class: "why-wait", "aria-hidden": "true" }, lines(3), lines(7), lines(7)),
  ];
}

function whyFailed(instance, error) {
  // fetch() throws a TypeError whose text is the browser's own and differs.
  const said = error instanceof TypeError ? "The app does not answer." : error.message;
  const again = el("button", { type: "button", class: "tool again" }, "Try again");
  again.addEventListener("click", () => {
    instance.why.dialog.querySelector(".close").focus(); // the button is about to go
    askWhy(instance);
  });
  return [el("div", { class: "why-failed", role: "alert" }, el("p", { dir: "auto" }, said), again)];
}

function whyContent(found, wanted) {
  return [
    el("p", { class: "why-summary", dir: "ltr" }, found.summary), // English, even if it begins with a name that is not
    el("div", { class: "why-sides" }, neuralBreakdown(found), keywordBreakdown(found)),
    hybridBreakdown(found),
    allNumbers(found, wanted),
  ];
}

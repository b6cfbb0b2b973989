/* Where the keyboard is, kept while cards come and go under it. */

const CONTROLS_OF_CARD = [".more", "button.why", ".similar", ".website", "button.badge"];

// A card by its id, because the node may be another one after drawing.
function noteFocus({ root, shown }) {
  const active = root.getRootNode().activeElement;
  const article = root.contains(active) ? active.closest("article") : null;
  const panel = article && shown.find(({ articles }) => articles.includes(article));
  if (!panel) return null;
  const control = CONTROLS_OF_CARD.find((selector) => active.matches(selector)) ?? null;
  return { engine: panel.engine, id: article.dataset.id, control, node: active };
}

// While lists load there is no card to go to: the note waits. Whoever has moved on is left alone.
function restoreFocus(instance, loading) {
  const { note, panels, shown } = instance;
  if (!note) return;
  instance.note = loading ? note : null;
  if (document.activeElement !== document.body) {
    instance.note = null;
    return;
  }
  const panel = shown.includes(panels.get(note.engine)) ? panels.get(note.engine) : shown[0];
  const same = panel?.byId.get(note.id);
  const control = note.control && same?.querySelector(`${note.control}:not([hidden])`);
  const target = control ?? same ?? panel?.articles[0];
  // A card still there stays where it is; another one is worth scrolling to.
  target?.focus({ preventScroll: Boolean(same) });
  if (target) instance.note = null;
}

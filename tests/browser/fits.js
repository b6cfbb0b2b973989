/* What overlaps, sticks out of the window or is cut off on the screen as it is laid out now: a function of no arguments
   that returns one sentence for each. Lists that wait behind a tab are inert and do not count. */
() => {
  const CONTROLS =
    "button, a[href], input:not([type=file]), select, textarea, summary, [role=tab], [role=slider], [role=radio]";
  /* Half pixels and outlines are no overlap. */
  const TOLERANCE = 1.5;
  /* These scroll the page itself: what is below their edge is only further down. */
  const PAGES = '[data-testid="stMain"], [data-testid="stSidebarContent"]';
  const SIDEBAR = '[data-testid="stSidebar"]';

  const styles = new Map();
  const style = element => {
    if (!styles.has(element)) styles.set(element, getComputedStyle(element));
    return styles.get(element);
  };
  const parent = node => node.assignedSlot ?? node.parentElement ?? node.getRootNode().host ?? null;
  const ancestors = function* (element) {
    for (let up = element; up; up = parent(up)) yield up;
  };
  const contains = (outer, inner) => [...ancestors(inner)].includes(outer);

  const hidden = new Map();
  const isHidden = element => {
    if (!element) return false;
    if (!hidden.has(element)) {
      const { clipPath, opacity, visibility, display } = style(element);
      const out = element.inert || display === "none" || opacity === "0" || clipPath !== "none";
      const forReaders = element.offsetWidth === 1 && element.offsetHeight === 1;
      const folded = element.matches(SIDEBAR) && element.getBoundingClientRect().right <= 0;
      const away = visibility === "hidden" || folded || forReaders;
      hidden.set(element, out || away || isHidden(parent(element)));
    }
    return hidden.get(element);
  };

  const everything = root =>
    [...root.querySelectorAll("*")].flatMap(element => [
      element,
      ...(element.shadowRoot ? everything(element.shadowRoot) : []),
    ]);
  const name = element => {
    const label = element.getAttribute("aria-label") || element.textContent || element.className;
    return `<${element.localName}> “${String(label).trim().replace(/\s+/g, " ").slice(0, 50)}”`;
  };

  const fades = element => {
    const { maskImage, textOverflow, webkitLineClamp } = style(element);
    return maskImage !== "none" || textOverflow !== "clip" || webkitLineClamp !== "none";
  };
  const isScroller = value => value === "auto" || value === "scroll";
  const cut = (rect, box, axes) => ({
    left: axes.x ? Math.max(rect.left, box.left) : rect.left,
    right: axes.x ? Math.min(rect.right, box.right) : rect.right,
    top: axes.y ? Math.max(rect.top, box.top) : rect.top,
    bottom: axes.y ? Math.min(rect.bottom, box.bottom) : rect.bottom,
  });
  const isEmpty = rect => rect.right - rect.left < 1 || rect.bottom - rect.top < 1;

  /* The part of a rectangle that its ancestors show, and the ancestor that cuts it without a sign. */
  const shown = (element, whole) => {
    let rect = whole;
    let culprit = null;
    let beyondPage = false;
    for (const up of ancestors(element)) {
      beyondPage ||= up.matches(PAGES);
      const { overflowX, overflowY, display, position, scrollbarWidth } = style(up);
      if (display === "contents" || display === "inline" || overflowX === "visible") continue;
      if (up === document.documentElement || up === document.body) break;
      const box = up.getBoundingClientRect();
      const past = {
        x: rect.left < box.left - TOLERANCE || rect.right > box.right + TOLERANCE,
        y: rect.top < box.top - TOLERANCE || rect.bottom > box.bottom + TOLERANCE,
      };
      const dead = {
        x: past.x && (!isScroller(overflowX) || scrollbarWidth === "none"),
        y: past.y && !isScroller(overflowY) && !beyondPage,
      };
      if ((dead.x || dead.y) && !fades(up) && !fades(element)) culprit ??= up;
      rect = cut(rect, box, { x: true, y: !beyondPage });
      if (isEmpty(rect) || position === "fixed") break;
    }
    return { rect, culprit };
  };

  const all = everything(document.body);
  const found = new Set();
  const stray = (what, rect) => {
    if (rect.left < -TOLERANCE || rect.right > innerWidth + TOLERANCE)
      found.add(`${what} is beyond the window: ${Math.round(rect.left)} to ${Math.round(rect.right)}`);
  };

  const controls = all
    .filter(element => element.matches(CONTROLS) && !isHidden(element))
    .flatMap(element =>
      [...element.getClientRects()].map(whole => ({ element, ...shown(element, whole) })),
    )
    .filter(({ rect }) => !isEmpty(rect));
  for (const { element, rect, culprit } of controls) {
    stray(name(element), rect);
    if (culprit) found.add(`${name(element)} is cut by ${name(culprit)}`);
    if (element.matches("input") && element.scrollWidth > element.clientWidth + TOLERANCE && !fades(element))
      found.add(`the value of ${name(element)} is cut: “${element.value.slice(0, 50)}”`);
  }
  controls.sort((one, other) => one.rect.top - other.rect.top);
  controls.forEach((one, index) => {
    for (const other of controls.slice(index + 1)) {
      if (other.rect.top > one.rect.bottom - TOLERANCE) break;
      const width = Math.min(one.rect.right, other.rect.right) - Math.max(one.rect.left, other.rect.left);
      const height = Math.min(one.rect.bottom, other.rect.bottom) - other.rect.top;
      if (Math.min(width, height) <= TOLERANCE || one.element === other.element) continue;
      if (contains(one.element, other.element) || contains(other.element, one.element)) continue;
      found.add(
        `${name(one.element)} and ${name(other.element)} overlap by ${Math.round(width)}×${Math.round(height)}`,
      );
    }
  });

  for (const element of all) {
    if (isHidden(element) || element.closest("svg, style, script, noscript")) continue;
    for (const text of element.childNodes) {
      if (text.nodeType !== Node.TEXT_NODE || !text.data.trim()) continue;
      const range = document.createRange();
      range.selectNodeContents(text);
      const whole = range.getBoundingClientRect();
      if (isEmpty(whole)) continue;
      const { rect, culprit } = shown(element, whole);
      if (isEmpty(rect) && !culprit) continue;
      stray(name(element), rect);
      if (culprit) found.add(`the text of ${name(element)} is cut by ${name(culprit)}`);
    }
  }

  const wide = document.documentElement.scrollWidth - innerWidth;
  if (wide > 0) found.add(`the page is ${wide} pixels wider than the window`);
  return [...found];
}

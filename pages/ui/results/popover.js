/* Streamlit draws an opened popover at the end of the page and leaves the keyboard where it was: Tab would lead
 * through everything else before it came there. Escape leads back; that is Streamlit's own. */

const POPOVER_BUTTON = '[data-testid="stPopoverButton"][aria-expanded="false"]';
const POPOVER_BODY = '[data-testid="stPopoverBody"]';
const SKELETON = '[data-testid="stSkeleton"]';
const FOCUSABLE = "textarea, input, button, a[href]";
const FRAMES = 60;

// Capturing, because afterwards the button says already that it is open. Keys click without a pointer's detail.
function followPopovers() {
  const listener = ({ target, detail }) => {
    if (detail === 0 && target.closest?.(POPOVER_BUTTON)) enterPopover(FRAMES);
  };
  document.addEventListener("click", listener, true);
  return () => document.removeEventListener("click", listener, true);
}

// It takes some frames to appear and be filled, and takes no focus before it has its place.
function enterPopover(frames) {
  const body = [...document.querySelectorAll(POPOVER_BODY)].at(-1);
  const first = body?.querySelector(SKELETON) ? null : body?.querySelector(FOCUSABLE);
  first?.focus({ preventScroll: true });
  if (frames && (!first || document.activeElement !== first)) requestAnimationFrame(() => enterPopover(frames - 1));
}

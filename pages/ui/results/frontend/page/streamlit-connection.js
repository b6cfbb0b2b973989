// @ts-check
/* A restarted server knows nothing of this session, so the next thing a person did would be lost. The address holds
 * the whole view: loading it again brings everything back. */

import { el } from "../dom/elements.js";

const AWAY = "The app does not answer. This page comes back by itself as soon as it does.";
const APP = '[data-testid="stApp"]';
const CONNECTION = "data-test-connection-state";

/**
 * Reloads the page when the connection is back after it was lost. Returns what stops it.
 * @returns {() => void}
 */
export function reloadAfterReconnection() {
  const app = document.querySelector(APP);
  if (!app) return () => {};
  // Instead of Streamlit's own dialog, which asks about Streamlit and has to be closed; frame.css hides that.
  const notice = el("div", { class: "nvk-away", role: "alert" });
  let lost = false;
  const observer = new MutationObserver(() => {
    const connected = app.getAttribute(CONNECTION) === "CONNECTED";
    if (lost && connected) location.reload();
    if (!lost && !connected) {
      document.body.append(notice);
      notice.textContent = AWAY;
    }
    lost ||= !connected;
  });
  observer.observe(app, { attributes: true, attributeFilter: [CONNECTION] });
  return () => {
    observer.disconnect();
    notice.remove();
  };
}

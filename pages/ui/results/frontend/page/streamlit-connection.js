// @ts-check
/* A restarted server knows nothing of this session, so the next thing a person did would be lost. The address holds
 * the whole view: loading it again brings everything back. */

const APP = '[data-testid="stApp"]';
const CONNECTION = "data-test-connection-state";

/**
 * Reloads the page when the connection is back after it was lost. Returns what stops it.
 * @returns {() => void}
 */
export function reloadAfterReconnection() {
  const app = document.querySelector(APP);
  if (!app) return () => {};
  let lost = false;
  const observer = new MutationObserver(() => {
    const connected = app.getAttribute(CONNECTION) === "CONNECTED";
    if (lost && connected) location.reload();
    lost ||= !connected;
  });
  observer.observe(app, { attributes: true, attributeFilter: [CONNECTION] });
  return () => observer.disconnect();
}

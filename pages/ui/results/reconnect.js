/* A restarted server knows nothing of this session: the first thing a person did would be lost. The address holds
 * the whole view, so loading it again brings everything back. */

const APP = '[data-testid="stApp"]';
const CONNECTION = "data-test-connection-state";

function watchConnection() {
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

// Tells the server how long a lesson was in sight: when it is left, at most once a minute. Nothing depends on it.
const page = document.querySelector("[data-reading]");
const LEAST = 5000, PAUSE = 60000;
let since = 0, read = 0, sent = -PAUSE;

const inSight = () => document.visibilityState === "visible";

function leave() {
  const now = performance.now();
  if (since) read += now - since;
  since = 0;
  if (read < LEAST || now - sent < PAUSE) return;
  const { reading, unit, verb, token } = page.dataset;
  const body = JSON.stringify({ verb: { id: verb }, object: { id: unit }, result: { duration: `PT${Math.round(read / 1000)}S` } });
  const headers = { "Content-Type": "application/json", "X-CSRFToken": token };
  read = 0;
  sent = now;
  fetch(reading, { method: "POST", keepalive: true, headers, body }).catch(() => {});
}

function look() {
  if (!inSight()) leave();
  else if (!since) since = performance.now();
}

if (page) {
  look();
  document.addEventListener("visibilitychange", look);
  addEventListener("pagehide", leave);
  addEventListener("pageshow", look);
}

// Counts down what the server said is left. It decides nothing: near the end it has the page saved, at the end it asks the server.
const place = document.querySelector("[data-left]");
const form = document.querySelector("form.paper");
const SAVE_BEFORE = 10, ASK_AFTER = 1;

if (place) {
  const shown = place.querySelector("[data-clock]"), said = place.querySelector("[data-said]");
  const end = Date.now() + 1000 * place.dataset.left;
  const due = [300, 60].filter((seconds) => seconds < place.dataset.left);
  let saved = place.dataset.left <= SAVE_BEFORE, timer = 0;

  const words = (left) => `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;

  const over = () => {
    clearInterval(timer);
    said.textContent = place.dataset.over;
    if (form && !form.dataset.sent) form.requestSubmit(form.querySelector("[value=luu]"));
  };

  const tick = () => {
    const left = Math.ceil((end - Date.now()) / 1000);
    shown.textContent = words(Math.max(0, left));
    if (due.length && left <= due[0]) {
      said.textContent = place.dataset[`said${due[0]}`];
      due.shift();
    }
    if (left <= SAVE_BEFORE && !saved) {
      saved = true;
      form?.dispatchEvent(new Event("input"));
    }
    if (left <= -ASK_AFTER) over();
  };

  tick();
  timer = setInterval(tick, 1000);
  // A phone that slept shows the right time at once.
  document.addEventListener("visibilitychange", tick);
}

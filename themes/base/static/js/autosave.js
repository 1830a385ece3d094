// Saves a paper as it is being filled in. Without it the buttons of the page do the same.
const form = document.querySelector("form[data-autosave]");
const PAUSE = 1500, RETRY = 8000;
let timer = 0, running = false, changed = false;

const status = form?.querySelector("[data-status]");
const tell = (text) => { if (status.textContent !== text) status.textContent = text; };
const later = (wait) => { clearTimeout(timer); timer = setTimeout(save, wait); };

async function save() {
  if (running) return later(PAUSE);
  running = true;
  changed = false;
  tell(form.dataset.saving);
  const body = new URLSearchParams(new FormData(form));
  body.set("viec", "luu");
  try {
    const answer = await fetch(form.action, { method: "POST", body, headers: { Accept: "application/json" } });
    await settle(answer);
  } catch {
    changed = true;
    tell(form.dataset.offline);
    later(RETRY);
  } finally {
    running = false;
  }
}

async function settle(answer) {
  const said = await answer.json();
  // Signed out, handed in or changed elsewhere: the page itself, sent as a form, says what to do and keeps the answers.
  if (!answer.ok || said.outdated.length) return changed ? later(PAUSE) : form.requestSubmit(form.querySelector("[value=luu]"));
  form.elements.ban.value = said.revisions;
  tell(`${form.dataset.saved} ${said.saved}`);
}

form?.addEventListener("input", () => { changed = true; later(PAUSE); });
form?.addEventListener("submit", () => clearTimeout(timer));
addEventListener("online", () => { if (changed) later(0); });

// Saves a paper as it is being filled in. Without it the buttons of the page do the same.
const form = document.querySelector("form[data-autosave]");
const PAUSE = 1500, RETRY = 8000, PATIENCE = 20000;
let timer = 0, running = false, changed = false, leaving = null;

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
  const line = new AbortController(), limit = setTimeout(() => line.abort(), PATIENCE);
  try {
    const answer = await fetch(form.action, { method: "POST", body, headers: { Accept: "application/json" }, signal: line.signal });
    await settle(answer);
  } catch {
    changed = true;
    tell(form.dataset.offline);
    later(RETRY);
  } finally {
    clearTimeout(limit);
    running = false;
    if (leaving) form.requestSubmit(leaving);
  }
}

async function settle(answer) {
  const said = await answer.json();
  // Signed out, handed in or changed elsewhere: the page itself, sent as a form, says what to do and keeps the answers.
  if (!answer.ok || said.outdated.length) {
    if (leaving) return;
    return changed ? later(PAUSE) : form.requestSubmit(form.querySelector("[value=luu]"));
  }
  form.elements.ban.value = said.revisions;
  tell(`${form.dataset.saved} ${said.saved}`);
}

form?.addEventListener("input", () => { changed = true; later(PAUSE); });
form?.addEventListener("submit", (event) => {
  clearTimeout(timer);
  // What is on its way counts as answered elsewhere until we hear what became of it.
  if (running) { leaving = event.submitter; event.preventDefault(); }
});
addEventListener("online", () => { if (changed) later(0); });

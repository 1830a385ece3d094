// Saves a paper as it is being filled in. Without it the buttons of the page do the same.
// What could not be sent waits on this device under her account, for hours at most, and is gone once it is saved.
const form = document.querySelector("form.paper");
const auto = form && "autosave" in form.dataset;
const PAUSE = 1500, RETRY = 8000, PATIENCE = 20000, KEPT = 12 * 3600 * 1000, DRAFT = "bai-lam ";
let timer = 0, running = false, changed = false, failed = false, leaving = null;

const status = form?.querySelector("[data-status]");
const tell = (text) => { if (status.textContent !== text) status.textContent = text; };
const later = (wait) => { clearTimeout(timer); timer = setTimeout(save, wait); };
// Files go by themselves, once (files.js).
const filled = () => new URLSearchParams([...new FormData(form)].filter(([, value]) => typeof value === "string"));

// Drafts: "bai-lam <account> <attempt> <sheet>". Storage may be refused; then there are none.
const owner = document.querySelector("[data-draft]")?.dataset.draft;
const sheet = () => form?.elements.to?.value ?? "1";
const mine = (name) => name.startsWith(`${DRAFT}${owner} `);
const drafts = (work) => { try { return work(localStorage); } catch { return null; } };

function keep() {
  const body = filled();
  body.delete("csrfmiddlewaretoken");
  drafts((store) => store.setItem(`${DRAFT}${owner} ${sheet()}`, JSON.stringify({ at: Date.now(), body: `${body}` })));
}

const forget = () => drafts((store) => store.removeItem(`${DRAFT}${owner} ${sheet()}`));

function sweep(store) {
  const account = owner.split(" ")[0];
  for (const name of Object.keys(store).filter((each) => each.startsWith(DRAFT))) {
    const kept = JSON.parse(store.getItem(name));
    if (!name.startsWith(`${DRAFT}${account} `) || Date.now() - kept.at > KEPT) store.removeItem(name);
  }
  return Object.keys(store).find(mine);
}

// An older draft is filled in upon the revisions it was made on: the server tells what was answered elsewhere since.
function fill(body) {
  for (const field of form.elements) {
    if (!field.name.startsWith("cau-")) continue;
    const values = body.getAll(field.name);
    if (["radio", "checkbox"].includes(field.type)) field.checked = values.includes(field.value);
    else field.value = values[0] ?? "";
  }
  form.elements.ban.value = body.get("ban");
}

function recall() {
  const name = drafts(sweep);
  if (!name) return;
  const at = name.split(" ").pop();
  if (!auto || at !== sheet()) return location.replace(`${location.pathname}?to=${at}`);
  fill(new URLSearchParams(JSON.parse(localStorage.getItem(name)).body));
  changed = true;
  later(0);
}

async function save() {
  if (running) return later(PAUSE);
  running = true;
  changed = false;
  tell(form.dataset.saving);
  const body = filled();
  body.set("viec", "luu");
  const line = new AbortController(), limit = setTimeout(() => line.abort(), PATIENCE);
  try {
    const answer = await fetch(form.action, { method: "POST", body, headers: { Accept: "application/json" }, signal: line.signal });
    failed = false;
    await settle(answer);
  } catch {
    changed = failed = true;
    leaving = null;
    keep();
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
    if (answer.ok || answer.status === 409) forget();
    if (leaving) return;
    return changed ? later(PAUSE) : form.requestSubmit(form.querySelector("[value=luu]"));
  }
  forget();
  form.elements.ban.value = said.revisions;
  tell(`${form.dataset.saved} ${said.saved}`);
}

if (owner) recall();
if (auto) {
  form.addEventListener("input", (event) => { if (event.target.type === "file") return; changed = true; if (failed) keep(); later(PAUSE); });
  addEventListener("online", () => { if (changed) later(0); });
}
form?.addEventListener("submit", (event) => {
  clearTimeout(timer);
  // Away from the network a page would be lost: it stays, and goes on when what it holds is saved.
  const away = failed || !navigator.onLine;
  if (away && auto) later(0);
  else if (away) tell(form.dataset.offline);
  // What is on its way counts as answered elsewhere until we hear what became of it.
  if (running || away) {
    leaving = event.submitter;
    event.preventDefault();
  }
});

// Plays interactive parts in sealed frames. What a frame says is a claim: it is bounded here, and judged by the server.
// Where the page names no address to send it to, a part is only played.
const MOST = 20, LONGEST = 64000, BATCH = 20, PATIENCE = 30000, RETRY = 8000, SOON = 300, LEAST = 120, TALLEST = 6000, MOST_HOSTS = 3;
const ENDED = [401, 403, 404, 409, 410];
const MOST_FILES = 40, KEPT = 12 * 3600 * 1000, UNSENT = "tuong-tac ";
const parts = new Map(), codes = new Map();

const text = (value, most) => typeof value === "string" && value.length <= most;
const fits = {
  code: ({ files }) => Array.isArray(files) && files.length <= MOST_FILES && files.every((path) => text(path, 240)),
  ready: () => true,
  initialized: () => true,
  interacted: () => true,
  resize: ({ height }) => Number.isFinite(height) && height >= 0,
  statement: ({ number, statement }) => Number.isInteger(number) && number > 0 && statement !== null && typeof statement === "object",
  state: ({ sub, name, data }) => text(sub, 80) && text(name, 80) && (data === null || text(data, LONGEST)),
  fault: ({ what }) => text(what, 400),
  outside: ({ host }) => text(host, 100) && /^[\w.:-]+$/.test(host),
};

const weight = (value) => new Blob([JSON.stringify(value)]).size;

function known(data) {
  try { return Object.keys(fits).includes(data.kind) && fits[data.kind](data) && weight(data) <= LONGEST; } catch { return false; }
}

const isDark = () => {
  const { theme } = document.documentElement.dataset;
  return theme ? theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
};
const small = () => /2g/.test(navigator.connection?.effectiveType ?? "") || Boolean(navigator.connection?.saveData);

const sent = (method, url, token, body, keepalive = false) => fetch(url, {
  method, keepalive, headers: { "Content-Type": "application/json", "X-CSRFToken": token }, body: JSON.stringify(body),
});
const mayPass = ({ status }) => status === 429 || status >= 500;

// What could not be sent waits on this device under her account, for hours at most, and is gone once it is sent. By the
// page it was made on; sent twice it changes nothing. Storage may be refused; then nothing waits.
const storage = (work) => { try { return work(localStorage); } catch { return null; } };

function unsent(owner) {
  return storage((store) => Object.keys(store).filter((name) => name.startsWith(UNSENT)).flatMap((name) => {
    const left = JSON.parse(store.getItem(name));
    if (name.startsWith(`${UNSENT}${owner} `) && Date.now() - left.at < KEPT) return [[name, left]];
    store.removeItem(name);
    return [];
  })) || [];
}

const plain = (text) => JSON.stringify(JSON.parse(text || "{}"));

async function resend({ owner, token }, figures) {
  let done = 0;
  for (const [name, { events, state, attempt, posts, before, kept, number }] of unsent(owner)) {
    // Whoever went on elsewhere meanwhile stands where that is.
    const stands = figures.some(({ dataset }) => dataset.events === events && plain(dataset.kept) === before);
    try {
      for (const body of posts) if (mayPass(await sent("POST", events, token, { attempt, ...body }))) return done;
      if (stands && mayPass(await sent("PUT", state, token, { attempt, state: kept, number }))) return done;
    } catch { return done; }
    storage((store) => store.removeItem(name));
    done += 1;
  }
  return done;
}

// What is the same for everybody is fetched as by nobody. A frame asks for no address but below ``base``.
async function got(address, as, base = "") {
  const { pathname, origin } = new URL(address, location.href);
  if (origin !== location.origin || !pathname.startsWith(base)) throw new Error(address);
  const answer = await fetch(pathname, { credentials: "omit" });
  if (!answer.ok) throw new Error(address);
  return answer[as]();
}

// Once for all parts of one type.
function code({ script, style }) {
  if (!codes.has(script)) {
    codes.set(script, Promise.all([got(script, "text"), got(style, "text")]));
    codes.get(script).catch(() => codes.delete(script));
  }
  return codes.get(script);
}

async function pictures(base, paths) {
  const found = paths.map((path) => got(`${base}/${path.split("/").map(encodeURIComponent).join("/")}`, "blob", `${base}/`).then((blob) => [path, blob], () => null));
  return Object.fromEntries((await Promise.all(found)).filter(Boolean));
}

function part(figure) {
  const { events, state, attempt = `${Math.random()}`, token, owner, seconds = 0, key } = figure.dataset;
  const said = figure.querySelector("[data-said]"), actions = figure.querySelector("[data-actions]"), button = actions.querySelector("button");
  const outside = figure.querySelector("[data-outside]"), hosts = new Set();
  const kept = JSON.parse(figure.dataset.kept || "{}");
  let frame = figure.querySelector("iframe"), running = false, tries = 0, timer = 0, last = 0, times = [];
  let queue = [], number = 0, states = 0, dirty = false, busy = false, ended = !events, later = 0;
  let failed = false, handed = false, handing = false, touched = false, seen = false, since = 0, spent = 0, counted = false;

  const tell = (name) => { said.hidden = !name; said.textContent = name ? said.dataset[name] : ""; };
  const blank = frame.cloneNode();

  function open() {
    parts.delete(frame.contentWindow);
    const next = blank.cloneNode();
    frame.replaceWith(next);
    frame = next;
    frame.hidden = false;
    running = false;
    last = 0;
    times = [];
    frame.src = figure.dataset.interactive + (tries ? `?lai=${tries}` : "");
    tries += 1;
    actions.hidden = true;
    tell("loading");
    parts.set(frame.contentWindow, hear);
    sight.observe(frame);
    let loaded = false;
    // A frame below what is in sight waits until it is scrolled to.
    handed = handing = false;
    frame.addEventListener("load", () => {
      if (!parts.has(frame.contentWindow)) return;
      // Something else stands where the content was.
      if (loaded) return close("stopped");
      loaded = true;
      wait();
    });
  }

  function wait() {
    clearTimeout(timer);
    timer = setTimeout(() => running || handing || close("failed"), PATIENCE);
  }

  // What the frame cannot keep from one time to the next, this page can. Once: a frame has no use for more.
  async function hand(files) {
    if (handed) return;
    handed = handing = true;
    const target = frame.contentWindow, down = (told) => target.postMessage({ h5p: 1, kind: "code", ...told }, "*");
    down({ coming: true });
    let told = {};
    try {
      const [[js, css], kept] = await Promise.all([code(figure.dataset), pictures(figure.dataset.files, files)]);
      told = { js, css, files: kept };
    } catch { /* The frame tries by itself, and says when it cannot. */ }
    if (frame.contentWindow !== target || !parts.has(target)) return;
    handing = false;
    down(told);
    wait();
  }

  function close(why) {
    clearTimeout(timer);
    parts.delete(frame.contentWindow);
    frame.hidden = true;
    frame.removeAttribute("src");
    frame.remove();
    figure.append(frame);
    tell(why);
    button.textContent = button.dataset.again;
    actions.hidden = why === "stopped";
    send();
  }

  function hear(data) {
    const now = performance.now();
    times = times.filter((time) => now - time < 1000);
    if (times.push(now) > MOST) return close("stopped");
    // Libraries may have words of their own for pages around them; whoever speaks for the bridge speaks as it does.
    if (data?.h5p !== 1) return;
    if (!known(data)) return close("stopped");
    if (data.kind === "code") return hand(data.files);
    if (data.kind === "ready") return frame.contentWindow.postMessage({ h5p: 1, kind: "start", attempt, state: kept, language: document.documentElement.lang, dark: isDark() }, "*");
    // The bridge knows the token, or has not begun; whoever says another one is not the bridge.
    if (data.attempt === null) return data.kind === "fault" && data.fatal && close("failed");
    if (data.attempt !== attempt) return close("stopped");
    take[data.kind](data);
  }

  const take = {
    initialized() { running = true; clearTimeout(timer); tell(""); },
    interacted() { touched = true; look(); plan(SOON); },
    resize({ height }) { frame.style.height = `${Math.min(Math.max(height, LEAST), TALLEST)}px`; },
    statement(data) {
      if (data.number <= last || ended) return;
      last = data.number;
      // What it says before she touches it counts for nothing.
      if (!touched) return;
      queue.push({ number: ++number, statement: data.statement, at: new Date().toISOString() });
      if (failed) keep();
      plan(SOON);
    },
    state({ sub, name, data }) {
      kept[sub] = { ...kept[sub], [name]: data };
      if (data === null) delete kept[sub][name];
      // Some say how they stand when they are opened; that is nothing she did.
      if (!touched || ended) return;
      dirty = true;
      if (failed) keep();
      plan(SOON);
    },
    outside({ host }) {
      if (hosts.size >= MOST_HOSTS) return;
      hosts.add(host);
      outside.textContent = outside.dataset.outside.replace("{}", [...hosts].join(", "));
      outside.hidden = false;
    },
    fault({ fatal }) { if (fatal && !running) close("failed"); },
  };

  // How long it was in sight since she first touched it: some contents have no other word for being done.
  function look() {
    const now = performance.now();
    if (since) spent += now - since;
    since = touched && seen && document.visibilityState === "visible" ? now : 0;
    if (ended || counted || !+seconds || !touched) return;
    if (spent >= 1000 * seconds) { counted = true; plan(0); } else if (since) setTimeout(look, 1000 * seconds - spent + 50);
  }
  const sight = new IntersectionObserver((entries) => { seen = entries[entries.length - 1].isIntersecting; look(); });

  function plan(wait) {
    if (ended) return;
    clearTimeout(later);
    later = setTimeout(send, wait);
  }

  function batch(of = queue) {
    const some = of.slice(0, BATCH);
    while (some.length > 1 && weight(some) > LONGEST - 4000) some.pop();
    return some;
  }

  const request = (method, url, body, keepalive) => sent(method, url, token, { attempt, ...body }, keepalive);
  const posted = (some) => ({ events: some, interacted: touched, seconds: Math.floor(spent / 1000) });

  // As the server has it.
  let before = plain(figure.dataset.kept);
  const place = `${UNSENT}${owner} ${attempt}`;
  function keep() {
    const posts = [];
    for (let rest = queue, some; posts.length === 0 || rest.length; rest = rest.slice(some.length)) posts.push(posted(some = batch(rest)));
    const left = { at: Date.now(), events, state, attempt, posts, before, kept, number: ++states };
    storage((store) => store.setItem(place, JSON.stringify(left)));
  }

  let reported = false;
  async function send() {
    if (busy || ended) return;
    busy = true;
    try {
      while (!ended && (queue.length || (counted && !reported))) {
        const some = batch();
        reported = reported || counted;
        const answer = await request("POST", events, posted(some));
        if (!took(answer)) return;
        queue = queue.slice(some.length);
        if (answer.ok) show(await answer.json());
      }
      while (!ended && dirty) {
        dirty = false;
        const told = JSON.stringify(kept);
        if (!took(await request("PUT", state, { state: kept, number: ++states }))) { dirty = true; return; }
        before = told;
      }
      if (!ended && running) tell("");
      if (failed) storage((store) => store.removeItem(place));
      failed = false;
    } catch {
      reported = false;
      dirty = failed = true;
      keep();
      tell("offline");
      plan(RETRY);
    } finally {
      busy = false;
    }
  }

  // True: not to be sent again, taken or not.
  function took(answer) {
    if (ENDED.includes(answer.status)) { ended = true; tell("ended"); }
    const again = !ended && mayPass(answer);
    if (again) { reported = false; plan(RETRY); }
    return !again;
  }

  function show(answer) {
    const place = document.querySelector(`[data-part="${key}"]`);
    if (!place || !answer?.words) return;
    place.textContent = answer.words;
    place.classList.toggle("tag-done", Boolean(answer.done));
    for (const need of place.parentElement.querySelectorAll("[data-need]")) need.hidden = Boolean(answer.done);
  }

  // What is left when the page goes: once, and kept by the browser until it has gone out.
  function leave() {
    look();
    if (ended || busy) return;
    if (failed) keep();
    const some = batch();
    if (some.length) request("POST", events, posted(some), true).catch(() => {});
    if (dirty) request("PUT", state, { state: kept, number: ++states }, true).catch(() => {});
  }

  button.addEventListener("click", open);
  document.addEventListener("visibilitychange", () => { look(); if (document.visibilityState === "hidden") send(); });
  addEventListener("online", () => plan(0));
  addEventListener("pagehide", leave);
  if ("saver" in figure.dataset || small()) actions.hidden = false;
  else open();
}

addEventListener("message", ({ source, data }) => parts.get(source)?.(data));
const figures = [...document.querySelectorAll("[data-interactive]")], mine = figures.find(({ dataset }) => dataset.owner);
const begin = () => figures.forEach(part);
// The server knows how she stands once it has heard the rest.
if (mine) resend(mine.dataset, figures).then((done) => done ? location.reload() : begin());
else begin();

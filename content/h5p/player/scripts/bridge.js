/*! SPDX-License-Identifier: GPL-3.0-or-later
 * Between H5P's core and the page around the sealed frame. Runs after the core and before any library.
 * Whatever is said here is a client's claim: code of libraries runs in the same page and could say it as well.
 *
 * Up: {h5p: 1, kind, attempt, ...}. "ready" until "start" comes; "initialized"; "interacted" once; "resize" {height};
 * "statement" {number, statement}; "state" {sub, name, data}; "fault" {what, fatal}; "outside" {host}: not loaded.
 * Down: {h5p: 1, kind: "start", attempt, state, language, dark}; state is {sub: {name: JSON text}}.
 */
(function () {
  "use strict";
  const { H5P, H5PIntegration, mooc } = window, { jQuery } = H5P || {};
  const framed = window.parent !== window;
  // One message in PAUSE ms: fewer than the page around us bears. What is said again meanwhile replaces what waits.
  const PAUSE = 80, ASK = 400, SETTLE = 1500, PATIENCE = 20000, HOPE = 3000, MOST_FAULTS = 5, LONGEST = 60000;
  const content = H5PIntegration && Object.values(H5PIntegration.contents)[0];
  const waiting = new Map();
  let attempt = null, number = 0, timer = 0, asking = 0, saving = 0, started = false, running = false, interacted = false, faults = 0, height = 0, width = 0;

  function tell(kind, about, key) {
    if (!framed || (!started && kind !== "fault")) return;
    const message = { h5p: 1, kind, attempt, ...about };
    if (new Blob([JSON.stringify(message)]).size > LONGEST) return;
    waiting.delete(key);
    waiting.set(key || Symbol(kind), message);
    if (!timer) next();
  }

  function next() {
    const [key, message] = waiting.entries().next().value || [];
    timer = message ? setTimeout(next, PAUSE) : 0;
    if (!message) return;
    waiting.delete(key);
    window.parent.postMessage(message, "*");
  }

  function fault(what, fatal) {
    if (fatal || faults++ < MOST_FAULTS) tell("fault", { what: String(what).slice(0, 300), fatal: Boolean(fatal) });
  }

  window.addEventListener("error", (event) => {
    const { target } = event;
    if (target && target !== window) return fault(`missing: ${target.currentSrc || target.src || target.href || target.tagName}`);
    fault(event.message);
    // What breaks while it begins may never get anywhere.
    if (started && !running) setTimeout(() => running || fault(event.message || "error", true), HOPE);
  }, true);

  // What lies elsewhere is never loaded. Of scripts only those that show something leave a place empty.
  const SHOWN = ["frame-src", "img-src", "media-src"], PLAYERS = /(^|\.)(youtube|vimeo|panopto)\.com$/;
  document.addEventListener("securitypolicyviolation", ({ blockedURI, effectiveDirective }) => {
    const host = (/^https?:\/\/([\w.:-]{1,100})/.exec(blockedURI) || [])[1];
    const shows = SHOWN.includes(effectiveDirective) || (effectiveDirective.startsWith("script-src") && PLAYERS.test(host));
    if (host && shows) tell("outside", { host }, `outside ${host}`);
  });

  if (!H5P || !jQuery || !content) return tell("fault", { what: "core", fatal: true });

  // The core begins once the page has said what to begin with, and talks to no page itself.
  jQuery.holdReady(true);
  H5P.communicator = undefined;
  H5P.setFinished = () => {};
  // Some libraries put a slash behind it, some do not.
  H5P.getContentPath = () => `${content.contentUrl}/`;
  // On other hosts it is there, and old libraries count on it.
  window.jQuery = window.jQuery || jQuery;
  // Pictures that the page around us fetched.
  const { getPath } = H5P, pictures = new Map(Object.entries(H5PIntegration.handed || {}).map(([path, blob]) => [path, URL.createObjectURL(blob)]));
  H5P.getPath = (path, id) => pictures.get(path) || getPath(path, id);
  // Older packages name licences that the core, which sets its list as it begins, has no words for and stumbles over.
  let licences = {};
  const unknown = (name) => ({ label: jQuery("<i>").text(String(name)).html() });
  Object.defineProperty(H5P, "copyrightLicenses", {
    configurable: true,
    get: () => new Proxy(licences, { get: (known, name) => known[name] || unknown(name) }),
    set(known) { licences = known; },
  });

  // Part of a whole may not know where she is before it is shown: that is no reason for the whole to stop.
  const { newRunnable } = H5P;
  H5P.newRunnable = function (...asked) {
    const made = newRunnable.apply(this, asked), own = made && made.getCurrentState;
    if (typeof own === "function") {
      made.getCurrentState = function (...told) {
        try { return own.apply(this, told); } catch { return undefined; }
      };
    }
    // The oldest types know nothing of statements, and the core asks them for one when rights are looked at.
    if (made && !made.triggerXAPI) made.triggerXAPI = () => {};
    return made;
  };

  function begin(asked) {
    if (started) return;
    started = true;
    clearInterval(asking);
    attempt = typeof asked.attempt === "string" ? asked.attempt : null;
    H5PIntegration.l10n.H5P = mooc.texts[asked.language] || mooc.texts.vi || {};
    content.contentUserData = asked.state && typeof asked.state === "object" ? asked.state : {};
    if (asked.dark) document.documentElement.dataset.theme = "dark";
    setTimeout(() => running || fault("not initialised", true), PATIENCE);
    H5P.externalDispatcher.once("initialized", () => { running = true; spread(); tell("initialized"); measure(); });
    jQuery.holdReady(false);
  }

  // What a learner did so far. The core's own way asks for an address and a user; there are none here.
  const keep = H5P.setUserData, drop = H5P.deleteUserData;
  const kept = (sub, name) => ((content.contentUserData || {})[sub] || {})[name];
  H5P.setUserData = (id, name, data, options) => {
    const sub = (options && options.subContentId) || 0, before = kept(sub, name);
    keep(id, name, data, { ...options, errorCallback: undefined });
    const now = kept(sub, name);
    if (now !== undefined && now !== before) tell("state", { sub: String(sub), name: String(name), data: now }, `state ${sub} ${name}`);
  };
  H5P.deleteUserData = (id, name, sub) => {
    if (kept(sub || 0, name) === undefined) return;
    delete content.contentUserData[sub || 0][name];
    tell("state", { sub: String(sub || 0), name: String(name), data: null }, `state ${sub || 0} ${name}`);
  };

  H5P.externalDispatcher.on("xAPI", (event) => {
    const said = event.data && event.data.statement;
    if (!said) return;
    const statement = JSON.parse(JSON.stringify(said));
    statement.id = statement.id || H5P.createUUID();
    tell("statement", { number: ++number, statement });
    if (/\/(answered|completed)$/.test(statement.verb && statement.verb.id)) settle(PAUSE);
  });

  function settle(wait) {
    clearTimeout(saving);
    saving = setTimeout(save, wait);
  }

  const touched = (event) => {
    if (!event.isTrusted || !running) return;
    settle(SETTLE);
    if (interacted) return;
    interacted = true;
    tell("interacted");
  };
  // Screen readers press without a pointer or a key.
  for (const name of ["pointerdown", "keydown", "touchstart", "click", "input"]) document.addEventListener(name, touched, { capture: true, passive: true });

  // Libraries keep a margin where there is a frame; the core sees none, for it is the page around that draws it.
  function spread() {
    for (const box of document.querySelectorAll(".h5p-content.h5p-no-frame")) {
      box.classList.remove("h5p-no-frame");
      box.classList.add("h5p-frame");
    }
    for (const one of H5P.instances) H5P.trigger(one, "resize");
  }

  function measure() {
    if (!running) return;
    const box = document.querySelector(".h5p-content"), now = box ? Math.ceil(box.getBoundingClientRect().height) : 0;
    if (now && now !== height) tell("resize", { height: (height = now) }, "resize");
  }

  // A change of height is our own doing; only one of width is news for a content.
  window.addEventListener("resize", () => {
    if (window.innerWidth === width) return;
    width = window.innerWidth;
    for (const one of H5P.instances) H5P.trigger(one, "resize");
    measure();
  });

  function listen() {
    const box = document.querySelector(".h5p-content");
    if (box && window.ResizeObserver) new ResizeObserver(measure).observe(box);
    width = window.innerWidth;
    if (!framed) return begin({});
    const ask = () => started || window.parent.postMessage({ h5p: 1, kind: "ready" }, "*");
    window.addEventListener("message", ({ source, data }) => {
      if (source === window.parent && data && data.h5p === 1 && data.kind === "start") begin(data);
    });
    asking = setInterval(ask, ASK);
    ask();
  }
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", listen);
  else setTimeout(listen);

  function save() {
    if (!running) return;
    for (const one of H5P.instances) {
      const state = typeof one.getCurrentState === "function" ? one.getCurrentState() : undefined;
      if (state !== undefined) H5P.setUserData(one.contentId, "state", state);
    }
  }

  // What waits goes at once when the page is left.
  window.addEventListener("pagehide", () => {
    save();
    for (const message of waiting.values()) window.parent.postMessage(message, "*");
    waiting.clear();
  });
  // Whoever goes on to another page touches this one around us first; once it is leaving, it hears nobody.
  window.addEventListener("blur", save);
  document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && save());
})();

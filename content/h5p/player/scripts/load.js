/*! SPDX-License-Identifier: GPL-3.0-or-later
 * Puts the player's code into its page. A browser that keeps what it fetched apart for each origin (Fetch, HTTP cache
 * partitions) keeps nothing for a sealed frame, whose origin is nobody's. So the page around it fetches code and pictures,
 * from its own store the second time, and hands them down. Without a page that does, they are fetched here.
 *
 * Up: {h5p: 1, kind: "code", files}, paths of pictures. Down: {h5p: 1, kind: "code"} with "coming" while it is at it, with
 * "js", "css" and "files" ({path: Blob}) once it has them, with none of them where it could not.
 */
(function () {
  "use strict";
  const ASK = 400, PATIENCE = 3000;
  const { script, style } = document.currentScript.dataset, about = window.H5PIntegration;
  let done = false, asking = 0, waiting = 0;

  function put(name, properties) {
    const made = document.createElement(name);
    for (const key of Object.keys(properties)) made[key] = properties[key];
    document.head.appendChild(made);
  }

  function end() {
    const first = !done;
    done = true;
    clearInterval(asking);
    clearTimeout(waiting);
    return first;
  }

  function fetched() {
    if (!end()) return;
    const lost = () => window.parent.postMessage({ h5p: 1, kind: "fault", attempt: null, what: "bundle", fatal: true }, "*");
    const run = () => put("script", { src: script, onerror: lost });
    put("link", { rel: "stylesheet", href: style, onload: run, onerror: run });
  }

  function handed({ js, css, files }) {
    if (!end()) return;
    about.handed = files || {};
    put("style", { textContent: css });
    put("script", { text: js });
  }

  if (window.parent === window) return fetched();
  window.addEventListener("message", ({ source, data }) => {
    if (done || source !== window.parent || !data || data.h5p !== 1 || data.kind !== "code") return;
    if (data.coming) { clearInterval(asking); clearTimeout(waiting); } else if (typeof data.js === "string") handed(data);
    else fetched();
  });
  const ask = () => window.parent.postMessage({ h5p: 1, kind: "code", files: about.pictures }, "*");
  asking = setInterval(ask, ASK);
  waiting = setTimeout(fetched, PATIENCE);
  ask();
})();

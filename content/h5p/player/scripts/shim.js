/*! SPDX-License-Identifier: GPL-3.0-or-later
 * What code of libraries expects of a browser and a sealed frame does not give it. Runs before H5P's core.
 */
(function () {
  "use strict";
  const has = (held, name) => Object.prototype.hasOwnProperty.call(held, name);

  // For as long as the page is open: in an opaque origin the browser's own throws (HTML, section 12.2).
  const storage = () => Object.create(null, {
    getItem: { value(name) { return has(this, name) ? this[name] : null; } },
    setItem: { value(name, value) { this[name] = String(value); } },
    removeItem: { value(name) { delete this[name]; } },
    clear: { value() { for (const name of Object.keys(this)) delete this[name]; } },
    key: { value(at) { return Object.keys(this)[at] ?? null; } },
    length: { get() { return Object.keys(this).length; } },
  });

  const put = (target, name, descriptor) => {
    try {
      Object.defineProperty(target, name, { configurable: true, ...descriptor });
    } catch { /* What the browser holds on to stays as it is. */ }
  };
  for (const name of ["localStorage", "sessionStorage"]) {
    const kept = storage();
    put(window, name, { get: () => kept });
  }
  put(document, "cookie", { get: () => "", set() {} });
  // The one way to the network that no content policy closes everywhere.
  for (const name of ["RTCPeerConnection", "webkitRTCPeerConnection", "WebTransport"]) put(window, name, { value: undefined });

  // A file of a library, as if it had been fetched from its address: a mistake in it stops no other.
  const run = (address, text) => {
    const script = document.createElement("script");
    const from = new URL(address, document.baseURI).href;
    put(script, "src", { value: from });
    script.text = `${text}\n//# sourceURL=${from}`;
    document.head.appendChild(script);
  };
  window.mooc = { run, texts: {} };
})();

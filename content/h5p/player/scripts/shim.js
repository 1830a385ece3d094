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
    key: { value(at) { return at in Object.keys(this) ? Object.keys(this)[at] : null; } },
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

  // A frame in this one would have all that was taken away here; nothing that it might load is worth one. Names and calls
  // are kept from before any library could replace them.
  const { apply } = Reflect, { observe } = MutationObserver.prototype, { remove, attachShadow } = Element.prototype;
  const selects = [Document, ShadowRoot].map(({ prototype }) => prototype.querySelector);
  const watch = (root) => {
    const select = selects[root === document ? 0 : 1];
    const clear = () => {
      for (let inner; (inner = apply(select, root, ["iframe, frame, fencedframe"]));) apply(remove, inner, []);
    };
    apply(observe, new MutationObserver(clear), [root, { childList: true, subtree: true }]);
  };
  watch(document);
  put(Element.prototype, "attachShadow", {
    value(asked) {
      const root = apply(attachShadow, this, [asked]);
      watch(root);
      return root;
    },
  });
  // Ways to a shadow that nobody attached.
  for (const { prototype } of [Element, ShadowRoot, Document]) {
    for (const name of Object.getOwnPropertyNames(prototype)) {
      if (/HTMLUnsafe$/.test(name)) put(prototype, name, { value: undefined });
    }
  }
  for (const name of ["open", "write", "writeln"]) put(Document.prototype, name, { value() {} });

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

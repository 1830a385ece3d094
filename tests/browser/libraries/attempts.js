// What no content may do, each as it works in a page that is not sealed. Reads leave what they got ("" is nothing);
// reaches knock elsewhere at an address of their name, or by UDP.
window.attempts = ({ away, udp }) => {
  const framed = window.parent !== window;
  const add = (tag, attributes) => {
    const element = Object.assign(document.createElement(tag), attributes);
    document.body.append(element);
    return element;
  };
  const heard = (word, work) => new Promise((done) => {
    addEventListener("message", ({ data }) => data === word && done(data));
    work();
  });
  const opened = (request) => new Promise((done, fail) => {
    request.onsuccess = () => done("opened");
    request.onerror = fail;
  });
  const script = (text) => `<script>${text}</` + "script>";
  const worker = (name) => `fetch("${away}/${name}", { mode: "no-cors" })`;
  const call = `const made = new RTCPeerConnection({ iceServers: [{ urls: "stun:127.0.0.1:${udp}" }] });
    made.createDataChannel("x"); made.createOffer().then((offer) => made.setLocalDescription(offer));`;
  const reads = {
    cookie: () => document.cookie,
    planted: () => { document.cookie = "planted=1; path=/"; return /planted/.test(document.cookie); },
    storage: () => window.localStorage.getItem("of-the-site"),
    session: () => window.sessionStorage.getItem("of-the-site"),
    database: () => opened(window.indexedDB.open("any")),
    caches: () => window.caches.open("any").then(() => "opened"),
    files: () => navigator.storage.getDirectory().then(() => "opened"),
    parent: () => framed && window.parent.document.title,
    top: () => framed && window.top.location.href,
    sibling: () => framed && window.parent.frames[1]?.document.title,
    scripted: () => framed && typeof window.parent.eval,
    element: () => window.frameElement?.tagName,
    site: () => fetch("/", { credentials: "include" }).then((answer) => answer.text()),
    place: () => new Promise((done) => {
      navigator.geolocation.getCurrentPosition(({ coords }) => done(String(coords.latitude)), () => done(""));
    }),
    service: () => navigator.serviceWorker.register("/mau/worker.js").then(() => "registered"),
    shared: () => new SharedWorker("/mau/worker.js") && "made",
    inner: () => heard("inner", () => add("iframe", { srcdoc: script("parent.postMessage('inner', '*')") })),
    shadowed: () => heard("shadowed", () => {
      const inner = Object.assign(document.createElement("iframe"), { srcdoc: script("parent.postMessage('shadowed', '*')") });
      add("div", {}).attachShadow({ mode: "closed" }).append(inner);
    }),
    written: () => heard("written", () => add("iframe", { src: "javascript:parent.postMessage('written', '*')" })),
  };
  const reaches = {
    fetch: () => fetch(`${away}/fetch`),
    later: () => window.fetchLater(`${away}/later`, { activateAfter: 0 }),
    xhr: () => { const asked = new XMLHttpRequest(); asked.open("GET", `${away}/xhr`); asked.send(); },
    socket: () => new WebSocket(`${away.replace("http", "ws")}/socket`),
    events: () => new EventSource(`${away}/events`),
    beacon: () => navigator.sendBeacon(`${away}/beacon`, "x"),
    image: () => add("img", { src: `${away}/image` }),
    sound: () => add("audio", { src: `${away}/sound`, preload: "auto" }),
    script: () => add("script", { src: `${away}/script` }),
    module: () => import(`${away}/module`),
    style: () => add("link", { rel: "stylesheet", href: `${away}/style` }),
    imported: () => add("style", { textContent: `@import url("${away}/imported")` }),
    font: () => new FontFace("x", `url("${away}/font")`).load(),
    prefetch: () => add("link", { rel: "prefetch", href: `${away}/prefetch` }),
    preload: () => add("link", { rel: "preload", as: "image", href: `${away}/preload` }),
    frame: () => add("iframe", { src: `${away}/frame` }),
    object: () => add("object", { data: `${away}/object` }),
    form: () => add("form", { action: `${away}/form`, method: "post", target: add("iframe", { name: "into" }).name }).submit(),
    ping: () => add("a", { href: "#x", ping: `${away}/ping` }).click(),
    worker: () => new Worker(URL.createObjectURL(new Blob([worker("worker")]))),
    data: () => new Worker(`data:text/javascript,${encodeURIComponent(worker("data"))}`),
    udp: () => (0, eval)(`(() => { ${call} })()`),
  };
  // Out of the frame, or of the lesson it is shown in.
  const leaves = {
    location: () => { window.top.location = `${away}/location`; },
    parent: () => { window.parent.location.replace(`${away}/parent`); },
    link: () => add("a", { href: `${away}/link`, target: "_top" }).click(),
    form: () => add("form", { action: `${away}/form`, method: "post", target: "_top" }).submit(),
    post: () => add("form", { action: `${away}/post`, method: "post" }).submit(),
    open: () => { window.open(`${away}/open`); },
    blank: () => add("a", { href: `${away}/blank`, target: "_blank" }).click(),
    ask: () => { window.alert("x"); },
    load: () => add("a", { href: "data:text/plain,x", download: "x.txt" }).click(),
    back: () => { window.history.go(-1); },
  };
  // The frame itself, to what is not the content any more.
  const turns = {
    elsewhere: () => { window.location = `${away}/self`; },
    data: () => { window.location = `data:text/html,${script("parent.postMessage('turned', '*')")}`; },
    blob: () => { window.location = URL.createObjectURL(new Blob([script("parent.postMessage('turned', '*')")], { type: "text/html" })); },
    refresh: () => add("meta", { httpEquiv: "refresh", content: `0; url=${away}/self` }),
  };
  const tried = async (work) => {
    try {
      const late = new Promise((done) => { setTimeout(done, 2000, ""); });
      return String((await Promise.race([work(), late])) || "");
    } catch {
      return "";
    }
  };
  return {
    reads,
    leaves,
    turns,
    async got() {
      const found = Object.entries(reads).map(async ([name, work]) => [name, await tried(work)]);
      await Promise.all(Object.values(reaches).map(tried));
      return Object.fromEntries(await Promise.all(found));
    },
  };
};

// An approved library that is after everything (attempts.js) and lies to the page around it.
H5P.Hostile = function ({ away, udp }) {
  H5P.EventDispatcher.call(this);
  const { jQuery: $ } = H5P, attempts = window.attempts({ away, udp });
  const { attempt } = H5P.Hostile;
  const say = (about) => window.parent.postMessage({ h5p: 1, kind: "statement", number: 1, statement: {}, attempt, ...about }, "*");
  const lies = {
    touch: () => {},
    flood: () => { for (let at = 1; at <= 500; at++) say({ number: at }); },
    forge: () => say({ attempt: "somebody-else" }),
    large: () => { for (let at = 1; at < 5; at++) say({ number: at, statement: { much: "x".repeat(70000) } }); },
    claim: () => {
      const { url } = Object.values(H5PIntegration.contents)[0];
      const verb = { id: "http://adlnet.gov/expapi/verbs/completed" };
      const forged = { actor: { mbox: "mailto:x@example.vn" }, authority: { mbox: "mailto:y@example.vn" }, verb, timestamp: "1999-01-01T00:00:00Z" };
      const result = { score: { raw: 1e9, max: 1, min: 0, scaled: 7 }, success: true, completion: true };
      const context = { registration: H5P.createUUID(), extensions: { "http://x.example/y": 1 } };
      ["http://elsewhere.example/course", url].forEach((id, at) => say({ number: at + 1000, statement: { ...forged, object: { id }, result, context } }));
      const state = { 0: { state: JSON.stringify({ count: 2 }) } };
      for (let at = 0; at < window.parent.length; at++) {
        window.parent[at].postMessage({ h5p: 1, kind: "start", attempt: "x", state }, "*");
        window.parent[at].postMessage({ h5p: 1, kind: "code", js: "document.title = 'taken'" }, "*");
      }
    },
    misfit: () => {
      for (const about of [{ kind: "toString" }, { number: "1" }, { statement: null }, { h5p: 2 }, { kind: "state", sub: {} }]) say(about);
      window.parent.postMessage("x", "*");
    },
  };
  this.attach = function ($container) {
    $container.html("<pre id=got></pre>");
    for (const [kind, list] of Object.entries({ leaves: attempts.leaves, turns: attempts.turns, lies })) {
      for (const [name, work] of Object.entries(list)) {
        $("<button>", { id: `${kind}-${name}`, text: name }).appendTo($container).on("click", () => {
          try { work(); } catch { /* Refused. */ }
        });
      }
    }
    attempts.got().then((got) => $container.find("#got").text(JSON.stringify(got)));
  };
};
H5P.Hostile.prototype = Object.create(H5P.EventDispatcher.prototype);
H5P.Hostile.prototype.constructor = H5P.Hostile;
// Whoever runs in the frame hears what the bridge hears.
addEventListener("message", ({ data }) => { H5P.Hostile.attempt = data.attempt || H5P.Hostile.attempt; });

// An approved library that is after everything (attempts.js) and lies to the page around it.
H5P.Hostile = function ({ away, udp }) {
  H5P.EventDispatcher.call(this);
  const { jQuery: $ } = H5P, attempts = window.attempts({ away, udp });
  let attempt = null;
  // Whoever runs in the frame hears what the bridge hears.
  addEventListener("message", ({ data }) => { attempt = data.attempt || attempt; });
  const say = (about) => window.parent.postMessage({ h5p: 1, kind: "statement", number: 1, statement: {}, attempt, ...about }, "*");
  const lies = {
    flood: () => { for (let at = 1; at <= 500; at++) say({ number: at }); },
    forge: () => say({ attempt: "somebody-else" }),
    large: () => { for (let at = 1; at < 5; at++) say({ number: at, statement: { much: "x".repeat(70000) } }); },
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

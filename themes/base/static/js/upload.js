// A large file for the admin: it may be dropped, and says how far it is. Without this the button sends it with the page.
function follow(form) {
  const find = (selector) => form.querySelector(selector);
  const input = find("input[type=file]"), zone = find("[data-drop]"), bar = find("progress");
  const status = find("[data-chosen]"), button = find("[type=submit]");

  function choose() {
    const [file] = input.files;
    const told = (number, unit) => `${Math.max(1, Math.round(number)).toLocaleString(document.documentElement.lang)} ${unit}`;
    const size = file && (file.size < 2 ** 20 ? told(file.size / 2 ** 10, "KB") : told(file.size / 2 ** 20, "MB"));
    status.textContent = file ? `${file.name} (${size})` : "";
    // Told before it is sent; the server says the same.
    input.setCustomValidity(file && file.size > form.dataset.most ? form.dataset.large : "");
    if (input.validationMessage) status.textContent += `. ${input.validationMessage}`;
    button.disabled = Boolean(input.validationMessage);
  }

  function over(event) {
    event.preventDefault();
    zone.classList.toggle("is-over", event.type === "dragover");
  }

  function settle(line) {
    if (line.status === 200) return location.assign(line.responseURL);
    // What is wrong with it is told beside the field.
    const told = new DOMParser().parseFromString(line.responseText, "text/html").querySelector("form[data-upload]");
    if (!told) return fail();
    form.replaceWith(told);
    follow(told);
  }

  function fail() {
    status.textContent = form.dataset.broken;
    bar.hidden = true;
    button.disabled = false;
  }

  function send(event) {
    if (!input.files.length) return;
    event.preventDefault();
    const line = new XMLHttpRequest();
    bar.hidden = false;
    button.disabled = true;
    line.upload.addEventListener("progress", (moved) => {
      bar.value = Math.round(100 * moved.loaded / moved.total);
      status.textContent = `${form.dataset.sending}: ${bar.value}%`;
    });
    line.addEventListener("load", () => settle(line));
    line.addEventListener("error", fail);
    line.open("POST", location.href);
    line.send(new FormData(form));
  }

  for (const name of ["dragover", "dragleave"]) zone.addEventListener(name, over);
  zone.addEventListener("drop", (event) => {
    over(event);
    if (!event.dataTransfer.files.length) return;
    input.files = event.dataTransfer.files;
    choose();
  });
  input.addEventListener("change", choose);
  form.addEventListener("submit", send);
}

follow(document.querySelector("form[data-upload]"));

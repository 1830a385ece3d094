// Sends a chosen file by itself, and says how far it is. Without this the button sends it with the page.
const form = document.querySelector("form.paper");
// A line that carries nothing for so long is broken; a picture is made smaller until it is at most so wide or high.
const PATIENCE = 60000, WIDEST = 2600, QUALITY = 0.85;
let sending = null, next = null;
// More than an answer takes: the server says how many that is.
const MOST = 4;

async function smaller(file, most) {
  if (file.size <= most || !file.type.startsWith("image/")) return file;
  try {
    const picture = await createImageBitmap(file), scale = Math.min(1, WIDEST / Math.max(picture.width, picture.height));
    const canvas = Object.assign(document.createElement("canvas"), { width: picture.width * scale, height: picture.height * scale });
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", QUALITY));
    return new File([blob], file.name.replace(/\.\w+$/, "") + ".jpg", { type: "image/jpeg" });
  } catch {
    return file;
  }
}

async function send(input) {
  // One after the other: the line is narrow.
  if (sending) { next = input; return; }
  const block = input.closest("[data-files]"), button = block.querySelector("[data-most]"), words = button.dataset;
  const tell = (text) => { block.querySelector("[data-file-status]").textContent = text; };
  const most = Number(words.most) * 2 ** 20, body = new FormData();
  sending = block;
  body.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
  for (const file of [...input.files].slice(0, MOST)) {
    const ready = await smaller(file, most);
    if (ready.size > most) { sending = null; return tell(words.large); }
    body.append(input.name, ready, ready.name);
  }
  tell(words.sending);
  const line = new XMLHttpRequest();
  let patience = 0;
  const wait = () => { clearTimeout(patience); patience = setTimeout(() => line.abort(), PATIENCE); };
  line.upload.addEventListener("progress", (event) => { wait(); tell(`${words.sending}: ${Math.round(100 * event.loaded / event.total)}%`); });
  line.addEventListener("loadend", () => { clearTimeout(patience); sending = null; settle(line, block, input, tell, words); goOn(); });
  line.open("POST", form.getAttribute("action") || location.href);
  line.setRequestHeader("Accept", "application/json");
  wait();
  line.send(body);
}

function settle(line, block, input, tell, words) {
  if (line.status === 413) return tell(words.large);
  // Signed out, handed in or out of time: the page itself, sent as a form, says what to do.
  if ([401, 409].includes(line.status)) return form.requestSubmit(form.querySelector("[value=luu]"));
  const html = shownBy(line, input);
  if (!html) return tell(words.broken);
  const made = document.createRange().createContextualFragment(html);
  block.replaceWith(made);
  const shown = document.getElementById(block.id);
  // What is wrong says so itself.
  if (!shown.querySelector(".field-error")) shown.querySelector("[data-file-status]").textContent = form.dataset.fileTaken;
  (shown.querySelector("input[type=file]") ?? shown.querySelector("a")).focus({ preventScroll: true });
}

function shownBy(line, input) {
  try {
    return line.status === 200 ? JSON.parse(line.responseText).files[input.name.slice("tep-".length)] : "";
  } catch {
    return "";
  }
}

function goOn() {
  const input = next;
  next = null;
  if (input?.isConnected && input.files.length) send(input);
}

form.addEventListener("change", (event) => { if (event.target.type === "file" && event.target.files.length) send(event.target); });
form.addEventListener("click", (event) => {
  const input = event.target.closest?.("[data-most]")?.closest("[data-files]").querySelector("input[type=file]");
  if (!input?.files.length) return;
  event.preventDefault();
  send(input);
});

// Steps and partners are dragged into their fields, or tapped; the fields stay as they are for whoever picks from them.
const NEAR = 8;
const make = (tag, name, text) => Object.assign(document.createElement(tag), { className: name, textContent: text });

function set(group) {
  const selects = [...group.querySelectorAll("select")], rows = selects.map((select) => select.closest(".field"));
  const once = group.dataset.drag === "order";
  const tray = make("div", "tray", "");
  tray.setAttribute("aria-hidden", "true");

  const put = (select, value) => {
    const other = once && value && selects.find((each) => each !== select && each.value === value);
    if (other) other.value = select.value;
    select.value = value;
    show();
    select.dispatchEvent(new Event("input", { bubbles: true }));
  };

  const show = () => {
    for (const chip of tray.children) chip.classList.toggle("is-used", selects.some((each) => each.value === chip.dataset.value));
  };

  const rowAt = (event) => rows.findIndex((row) => {
    const { left, right, top, bottom } = row.getBoundingClientRect();
    return event.clientX >= left && event.clientX <= right && event.clientY >= top && event.clientY <= bottom;
  });

  const mark = (at) => rows.forEach((row, index) => row.classList.toggle("is-target", index === at));

  function chipOf({ value, text }) {
    const chip = make("span", "chip", text);
    chip.dataset.value = value;
    let from = null, moved = false;
    const end = (event, drop) => {
      if (!from) return;
      const at = moved ? rowAt(event) : selects.findIndex((each) => !each.value);
      from = null;
      chip.style.transform = "";
      chip.classList.remove("is-dragged");
      mark(-1);
      if (drop && at >= 0) put(selects[at], value);
    };
    chip.addEventListener("pointerdown", (event) => {
      from = [event.clientX, event.clientY];
      moved = false;
      chip.setPointerCapture(event.pointerId);
    });
    chip.addEventListener("pointermove", (event) => {
      if (!from) return;
      const [x, y] = [event.clientX - from[0], event.clientY - from[1]];
      moved = moved || Math.hypot(x, y) > NEAR;
      if (!moved) return;
      chip.classList.add("is-dragged");
      chip.style.transform = `translate(${x}px, ${y}px)`;
      mark(rowAt(event));
    });
    chip.addEventListener("pointerup", (event) => end(event, true));
    chip.addEventListener("pointercancel", (event) => end(event, false));
    return chip;
  }

  function mover(index, step, sign, words) {
    const button = make("button", "mover", sign);
    button.type = "button";
    button.setAttribute("aria-label", `${words}: ${selects[index].labels[0].textContent.trim()}`);
    button.disabled = !selects[index + step];
    button.addEventListener("click", () => {
      const [here, there] = [selects[index], selects[index + step]], value = there.value;
      there.value = here.value;
      here.value = value;
      show();
      here.dispatchEvent(new Event("input", { bubbles: true }));
      rows[index + step].querySelectorAll(".mover")[step > 0 ? 1 : 0].focus();
    });
    return button;
  }

  tray.append(...[...selects[0].options].slice(1).map(chipOf));
  rows[0].before(tray);
  if (once) rows.forEach((row, index) => {
    const both = make("span", "movers", "");
    both.append(mover(index, -1, "↑", group.dataset.up), mover(index, 1, "↓", group.dataset.down));
    row.append(both);
  });
  group.addEventListener("change", show);
  show();
}

document.querySelectorAll("fieldset[data-drag]").forEach(set);

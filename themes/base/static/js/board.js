// Modules and units are dragged among their siblings; dropping one sends the form the buttons send.
const board = document.querySelector(".board[data-arrange]:not([data-arrange=''])");
const form = document.getElementById("board-form");
let dragged = null;

// The sibling of what is dragged that the pointer is over, however deep inside it.
const targetOf = (event) => {
  const item = [...(dragged?.parentElement.children ?? [])].find((sibling) => sibling.contains(event.target));
  return item && item !== dragged ? item : null;
};

const unmark = () => board.querySelectorAll(".is-target").forEach((item) => item.classList.remove("is-target"));

if (board && form) {
  board.querySelectorAll("[data-page]").forEach((item) => { item.draggable = true; });
  board.addEventListener("dragstart", (event) => {
    dragged = event.target.closest("[data-page]");
    dragged.classList.add("is-dragged");
    event.dataTransfer.effectAllowed = "move";
  });
  board.addEventListener("dragover", (event) => {
    unmark();
    const target = targetOf(event);
    if (!target) return;
    event.preventDefault();
    target.classList.add("is-target");
  });
  board.addEventListener("drop", (event) => {
    const target = targetOf(event);
    if (!target) return;
    event.preventDefault();
    form.elements.page.value = dragged.dataset.page;
    form.elements.position.value = target.dataset.place;
    form.submit();
  });
  board.addEventListener("dragend", () => {
    dragged?.classList.remove("is-dragged");
    dragged = null;
    unmark();
  });
}

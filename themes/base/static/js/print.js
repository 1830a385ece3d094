// A button for the browser's own printing; without scripts the page says where to find that.
const place = document.querySelector("[data-print]");
place.hidden = false;
place.querySelector("button").addEventListener("click", () => print());

// What a lesson needs before its release, asked again each time the editor has saved it.
const place = () => document.querySelector("[data-proof]");

const show = async () => {
  const panel = place();
  const page = location.pathname.match(/\/pages\/(\d+)\/edit\//);
  const address = panel?.dataset.proof || (page && `${location.pathname.split("pages/")[0]}so-do/bai/${page[1]}/soat/`);
  if (!panel || !address) return;
  const answer = await fetch(address, { headers: { "X-Requested-With": "XMLHttpRequest" } });
  if (answer.ok) panel.innerHTML = await answer.text();
};

document.addEventListener("w-autosave:success", show);
show();

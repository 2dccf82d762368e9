// The life line explains itself: hovering or focusing a flag opens its words under the line. Places are set through CSSOM, which the policy allows.
import { $, $$ } from "./dom.js";

function show(mark) {
  const line = mark.closest(".line"), box = line && $(`[data-why="${CSS.escape(mark.dataset.says)}"]`, line);
  for (const other of $$(".whys .pop")) other.hidden = other !== box;
  if (!box) return;
  const area = line.getBoundingClientRect(), spot = mark.getBoundingClientRect();
  box.hidden = false;
  const at = spot.left + Math.min(spot.width, 12) / 2 - area.left - 20;
  box.style.left = `${Math.max(0, Math.min(at, area.width - box.offsetWidth))}px`;
}

function hide() {
  for (const box of $$(".whys .pop")) box.hidden = true;
}

export function start() {
  let timer;
  const over = (event) => {
    const mark = event.target.closest?.("[data-says]");
    clearTimeout(timer);
    if (mark) return show(mark);
    if (!event.target.closest?.(".whys")) timer = setTimeout(hide, 260);
  };
  document.addEventListener("mouseover", over);
  document.addEventListener("focusin", over);
  document.addEventListener("keydown", (event) => event.key === "Escape" && hide());
}

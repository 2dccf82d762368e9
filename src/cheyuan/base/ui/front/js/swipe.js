// Cards under the thumb: [data-swipe] holds buttons [data-swipe-to=left|right]; a long enough swipe presses one. The buttons remain for keyboards.
import { $ } from "./dom.js";

const FAR = 96;
let card = null, x = 0, y = 0, moved = 0;

function stop(done) {
  if (!card) return;
  const front = $(":scope > .front", card), side = moved > 0 ? "right" : "left";
  front.style.transition = "transform 140ms";
  front.style.transform = done ? `translateX(${moved > 0 ? 110 : -110}%)` : "";
  if (done) $(`[data-swipe-to=${side}]`, card)?.click();
  const gone = card;
  setTimeout(() => { gone.classList.remove("going"); front.style.transition = ""; if (!done) front.style.transform = ""; }, 160);
  card = null;
}

export function start() {
  document.addEventListener("touchstart", ({ target, touches }) => {
    card = touches.length === 1 ? target.closest("[data-swipe]") : null;
    ({ clientX: x, clientY: y } = touches[0]);
    moved = 0;
  }, { passive: true });
  document.addEventListener("touchmove", ({ touches }) => {
    if (!card) return;
    const dx = touches[0].clientX - x, dy = touches[0].clientY - y;
    if (!moved && Math.abs(dy) > Math.abs(dx)) { card = null; return; }
    if (!$(`[data-swipe-to=${dx > 0 ? "right" : "left"}]`, card)) return;
    moved = dx;
    card.classList.add("going");
    $(":scope > .front", card).style.transform = `translateX(${dx}px)`;
  }, { passive: true });
  document.addEventListener("touchend", () => stop(Math.abs(moved) > FAR));
  document.addEventListener("touchcancel", () => stop(false));
  document.addEventListener("click", (event) => { if (Math.abs(moved) > 10 && event.target.closest("[data-swipe] .front")) { event.preventDefault(); event.stopImmediatePropagation(); } moved = 0; }, true);
}

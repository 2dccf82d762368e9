// The contact centre: the call and its clock, what a phone shows, and the queue that stays where it was while the task changes.
import { $, $$, narrow } from "./dom.js";

const place = (id) => `call:${id}`;
const read = (id) => { try { return JSON.parse(sessionStorage.getItem(place(id))); } catch { return null; } };
const write = (id, state) => sessionStorage.setItem(place(id), JSON.stringify(state));
const pad = (number) => String(number).padStart(2, "0");
const said = (seconds) => `${pad(Math.floor(seconds / 60))}:${pad(seconds % 60)}`;
const length = ({ from, to, before = 0 }) => before + Math.max(0, Math.round(((to ?? Date.now()) - from) / 1000));

function draw(bar) {
  const state = read(bar.dataset.call), running = Boolean(state && !state.to), over = Boolean(state?.to);
  for (const part of $$("[data-live]", bar)) part.hidden = !running;
  for (const part of $$("[data-over]", bar)) part.hidden = !over;
  for (const part of $$("[data-idle]", bar)) part.hidden = running;
  bar.classList.toggle("idle", !running);
  if (!state) return;
  const seconds = length(state);
  for (const clock of $$("[data-clock]", bar)) clock.textContent = said(seconds);
  const field = $("[data-seconds]", bar);
  if (field) field.value = Math.min(seconds, 21600);
}

function begin(bar) {
  const state = read(bar.dataset.call);
  write(bar.dataset.call, { from: Date.now(), before: state ? length(state) : 0 });
  if (matchMedia("(pointer: coarse)").matches) location.href = $("[data-dial]", bar)?.href ?? location.href;
}

function ready(root) {
  for (const bar of $$("[data-call]", root)) {
    if (bar.hasAttribute("data-begin")) { bar.removeAttribute("data-begin"); begin(bar); }
    draw(bar);
  }
  const desk = $("[data-desk]");
  if (desk) desk.closest(".shell")?.classList.toggle("solo", desk.dataset.view !== "queue");
}

let kept = 0, moving = null, saving = null;

/** One step at a time: keys that come too early never reach the task that is just leaving, and nothing leaves before it is saved. */
function inTurn(event) {
  const { xhr, target, requestConfig } = event.detail;
  if (target.id !== "main" || !$("[data-desk]")) return;
  const leaves = requestConfig.verb === "get";
  if (leaves && saving) return event.preventDefault();
  const before = moving;
  [moving, saving] = leaves ? [xhr, null] : [null, xhr];
  before?.abort();
  $("#task").inert = leaves;
  xhr.addEventListener("loadend", () => {
    if (saving === xhr) saving = null;
    if (moving !== xhr) return;
    moving = null;
    if ($("#task")) $("#task").inert = false;
  });
}

export function start() {
  document.addEventListener("htmx:beforeRequest", inTurn);
  document.addEventListener("htmx:load", ({ target }) => ready(target.parentElement ?? document));
  document.addEventListener("htmx:beforeSwap", ({ detail }) => { if (detail.target.id === "main") kept = $(".queue", detail.target)?.scrollTop ?? 0; });
  document.addEventListener("htmx:afterSwap", ({ detail }) => {
    if (detail.target.id !== "main") return;
    const queue = $(".queue");
    if (queue) queue.scrollTop = kept;
    if (narrow()) scrollTo(0, 0);
    $('.qr[aria-current="true"]')?.scrollIntoView({ block: "nearest" });
    $$("#task .err").find((wrong) => wrong.getClientRects().length)?.scrollIntoView({ block: "center" });
  });
  document.addEventListener("click", (event) => {
    const hang = event.target.closest("[data-hang]"), again = event.target.closest("[data-again]"), view = event.target.closest("[data-view-to]");
    if (hang) { const bar = hang.closest("[data-call]"), state = read(bar.dataset.call); if (state) write(bar.dataset.call, { ...state, to: Date.now() }); draw(bar); }
    if (again) { const bar = again.closest("[data-call]"); begin(bar); draw(bar); }
    if (view && $("[data-desk]")) { event.preventDefault(); $("[data-desk]").dataset.view = view.dataset.viewTo; scrollTo(0, 0); }
  });
  setInterval(() => $$("[data-call]").forEach((bar) => { const state = read(bar.dataset.call); if (state && !state.to) draw(bar); }), 1000);
  ready(document);
}

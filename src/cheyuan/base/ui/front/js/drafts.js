// Nothing typed is lost: form[data-draft="key"] is kept on the server every five seconds (POST /drafts/<key>), and in this tab at every key.
import { $$, ask, meta, word } from "./dom.js";
import { toast } from "./toasts.js";

const EVERY = 5000;
const open = new Map(), told = new Set();
const place = (key) => `draft:${key}`;
const address = (form) => `${meta("drafts-url") || "/drafts/"}${encodeURIComponent(form.dataset.draft)}`;
const secret = (input) => input.type === "password" || input.type === "file" || input.name === "csrfmiddlewaretoken" || input.hasAttribute("data-nodraft");

function values(form) {
  const kept = {};
  for (const input of form.elements) {
    if (!input.name || secret(input) || input.type === "hidden" || input.type === "submit") continue;
    if (/radio|checkbox/.test(input.type)) { if (input.checked) (kept[input.name] ??= []).push(input.value); }
    else if (input.value) (kept[input.name] ??= []).push(input.value);
  }
  return JSON.stringify(kept);
}

function fill(form, text) {
  const kept = JSON.parse(text);
  for (const input of form.elements) {
    if (!(input.name in kept) || secret(input)) continue;
    if (/radio|checkbox/.test(input.type)) input.checked = kept[input.name].includes(input.value);
    else input.value = kept[input.name][0];
    input.dispatchEvent(new Event("change", { bubbles: true }));
  }
}

async function keep(form) {
  const state = open.get(form), now = values(form);
  if (!form.isConnected) return open.delete(form);
  if (now === state.sent) return;
  state.sent = now;
  const body = new FormData();
  body.set("body", now);
  await ask(address(form), { method: "POST", body, keepalive: true }).catch(() => { state.sent = ""; });
}

function forget(form) {
  sessionStorage.removeItem(place(form.dataset.draft));
  open.delete(form);
  ask(address(form), { method: "DELETE", keepalive: true }).catch(() => {});
}

async function begin(form) {
  if (open.has(form)) return;
  const first = values(form);
  open.set(form, { sent: first });
  let text = sessionStorage.getItem(place(form.dataset.draft));
  if (!text) text = await ask(address(form), { headers: { "X-Background": "1" } }).then((answer) => (answer.ok && answer.status !== 204 ? answer.json() : null)).then((kept) => kept?.body ?? null).catch(() => null);
  if (!text || text === first || text === "{}" || values(form) !== first) return;
  fill(form, text);
  if (told.has(form.dataset.draft) || !form.checkVisibility()) return; // a phone that shows the queue has nothing to tell yet
  told.add(form.dataset.draft);
  toast({ text: word("draft_restored"), life: 4000, quiet: true });
}

export function start() {
  const look = (root) => $$("form[data-draft]", root).forEach(begin);
  document.addEventListener("input", ({ target }) => { const form = target.closest("form[data-draft]"); if (form) sessionStorage.setItem(place(form.dataset.draft), values(form)); });
  document.addEventListener("submit", ({ target }) => { if (target.matches("form[data-draft]") && !target.matches("[hx-post],[hx-put],[hx-patch]")) forget(target); });
  document.addEventListener("htmx:afterRequest", ({ detail }) => { // a form that its own answer replaced is told of by its parent
    const form = detail.requestConfig?.elt ?? detail.elt;
    if (detail.successful && form.matches("form[data-draft]") && detail.requestConfig.verb !== "get") forget(form);
  });
  document.addEventListener("htmx:load", ({ target }) => look(target.parentElement ?? document));
  document.addEventListener("visibilitychange", () => document.hidden && open.forEach((_, form) => keep(form)));
  setInterval(() => open.forEach((_, form) => keep(form)), EVERY);
  look(document);
}

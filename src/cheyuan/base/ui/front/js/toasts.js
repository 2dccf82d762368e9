// What happened, said briefly, with a way back for eight seconds. Servers send it as an HX-Trigger event "toast", or as messages in the page.
import htmx from "htmx.org";
import { $, $$, ask, make, word } from "./dom.js";

const LIFE = 8000;
const LATER = "said-before-reload";
const marks = { over: "M5 .8 9.6 9H.4z", well: "M3.8 8.8.6 5.5l1.2-1.2 2 2 4.4-5 1.3 1.1z" };

/** {text, undo?: address to POST to, link?: {url, text}, kind?: "well" | "over" | "now", quiet?: makes room for whatever was said already} */
export function toast({ text, undo = "", link = null, kind = "", life = LIFE, quiet = false }) {
  const box = $("#toasts");
  if (!box) return;
  const note = make("div", { class: "toast" });
  if (marks[kind]) note.insertAdjacentHTML("afterbegin", `<span class="m"><svg viewBox="0 0 10 10" aria-hidden="true"><path d="${marks[kind]}"/></svg></span>`);
  note.append(make("span", {}, text));
  if (link) note.append(make("a", { class: "btn", href: link.url }, link.text));
  if (undo) note.append(make("button", { class: "btn", type: "button", "data-undo": undo, onclick: () => takeBack(note, undo) }, word("undo")));
  note.append(make("button", { class: "ib", type: "button", "aria-label": word("close"), onclick: () => note.remove() }, "×"));
  if (quiet) box.prepend(note); else box.append(note);
  crowd(box);
  top(box);
  let left = setTimeout(() => note.remove(), life);
  const hold = () => clearTimeout(left);
  const go = () => { left = setTimeout(() => note.remove(), 3000); };
  note.addEventListener("mouseenter", hold);
  note.addEventListener("focusin", hold);
  note.addEventListener("mouseleave", go);
  note.addEventListener("focusout", go);
}

/** They must not hide the form that one goes on filling in: the oldest make room, unless somebody is just reaching for them. */
function crowd(box) {
  const most = matchMedia("(min-width: 1024px)").matches ? 2 : 1;
  [...box.children].slice(0, -most).filter((old) => !old.matches(":hover, :focus-within")).forEach((old) => old.remove());
}

/** Above an open dialog too: a manual popover is in the top layer. */
function top(box) {
  if (!box.showPopover) return;
  if (box.matches(":popover-open")) box.hidePopover();
  box.showPopover();
}

async function takeBack(note, url) {
  note.remove();
  const answer = await ask(url, { method: "POST", headers: { "HX-Request": "true" } }).catch(() => null);
  const triggers = answer?.headers.get("HX-Trigger");
  if (!answer?.ok) return triggers ? spread(triggers) : toast({ text: word("undo_failed"), kind: "over" });
  const place = answer.headers.get("HX-Redirect"), again = !triggers || answer.headers.get("HX-Refresh");
  if (!place && !again) return spread(triggers);
  const said = triggers || (place ? "" : JSON.stringify({ toast: { text: word("undone"), kind: "well" } }));
  if (said) sessionStorage.setItem(LATER, said);
  if (place) location.href = place; else location.reload();
}

/** The events of an HX-Trigger header, on the page. */
export function spread(triggers) {
  if (!triggers) return;
  try {
    for (const [name, detail] of Object.entries(JSON.parse(triggers))) htmx.trigger(document.body, name, detail);
  } catch { for (const name of triggers.split(",")) htmx.trigger(document.body, name.trim()); }
}

export function start() {
  document.body.addEventListener("toast", ({ detail }) => toast(detail.value ?? detail));
  spread(sessionStorage.getItem(LATER));
  sessionStorage.removeItem(LATER);
  for (const said of $$("template[data-toast]")) toast({ text: said.content.textContent.trim(), undo: said.dataset.undo, kind: said.dataset.kind });
  document.addEventListener("keydown", (event) => {
    if (!(event.key === "z" && (event.ctrlKey || event.metaKey)) || event.target.closest("input, textarea")) return;
    const last = $$("#toasts [data-undo]").pop();
    if (last) { event.preventDefault(); last.click(); }
  });
}

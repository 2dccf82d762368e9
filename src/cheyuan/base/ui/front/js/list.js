// Lists: j/k move, Enter opens, x ticks, Esc closes; a record opens in the side sheet and the address bar says which.
import htmx from "htmx.org";
import { $, $$, narrow, typing } from "./dom.js";

const sheet = () => $("#sheet");
const rows = () => $$("[data-row]").filter((row) => row.getClientRects().length);
const current = () => $("[data-row].open") ?? document.activeElement?.closest?.("[data-row]") ?? $('[data-row][aria-current="true"]');
let from = null;

function remember(id) {
  const url = new URL(location.href);
  if (id) url.searchParams.set("open", id); else url.searchParams.delete("open");
  history.replaceState(history.state, "", url);
}

function mark(row) {
  for (const other of $$("[data-row].open")) other.classList.remove("open");
  row?.classList.add("open");
  row?.scrollIntoView({ block: "nearest" });
}

/** Open a row's record beside the list; on phones, or without a sheet address, its own page. */
export function open(row) {
  const { sheetUrl, fullUrl, row: id } = row.dataset;
  if (!sheetUrl || narrow() || !sheet()) { if (fullUrl) location.href = fullUrl; else $("a[href]", row)?.click(); return; }
  from = row;
  mark(row);
  remember(id);
  sheet().hidden = false;
  htmx.ajax("GET", sheetUrl, { target: "#sheet", swap: "innerHTML" });
}

/** [data-sheet-open="/address"] on a link: shown beside the page; a second press closes it, a phone follows the link. */
function beside(link, event) {
  if (narrow() || !sheet() || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  if (!sheet().hidden && from === link) return close();
  mark(null);
  from = link;
  place = 0;
  sheet().hidden = false;
  htmx.ajax("GET", link.dataset.sheetOpen, { target: "#sheet", swap: "innerHTML" });
}

export function close() {
  if (!sheet() || sheet().hidden) return false;
  sheet().hidden = true;
  sheet().replaceChildren();
  mark(null);
  remember("");
  from?.isConnected && from.focus({ preventScroll: true });
  return true;
}

function step(by) {
  const all = rows(), at = all.indexOf(current());
  const row = all[at < 0 ? (by > 0 ? 0 : all.length - 1) : Math.min(all.length - 1, Math.max(0, at + by))];
  if (!row) return;
  if (sheet() && !sheet().hidden) { if (!row.classList.contains("open")) open(row); return; }
  if (row.matches("a[href]") && row.hasAttribute("data-follow")) return row.click();
  row.focus();
  row.scrollIntoView({ block: "nearest" });
}

/** What lies beside the page as a list of its own ([data-step] in the sheet): j/k walk there, x presses its [data-done]. */
const inside = () => (sheet() && !sheet().hidden ? $$("[data-step]", sheet()) : []);
let place = 0;
function walk(key) {
  const all = inside(), here = all.findIndex((one) => one.contains(document.activeElement));
  if (key === "x") return all[here]?.querySelector("[data-done]")?.click();
  place = Math.min(all.length - 1, Math.max(0, here < 0 ? place : here + (key === "j" ? 1 : -1)));
  $("a[href]", all[place]).focus();
}

function enter(event) {
  const row = current();
  if (!row || event.target.closest("a, button, input, select, summary") && !event.target.closest("[data-row]")?.matches("a")) return;
  event.preventDefault();
  if (sheet() && !sheet().hidden && row.dataset.fullUrl) location.href = row.dataset.fullUrl; else open(row);
}

export function start() {
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || typing(event.target) || $("dialog[open]")) return;
    if (event.key === "Escape" && close()) return event.preventDefault();
    const key = event.key.toLowerCase();
    if (inside().length && ["j", "k", "x"].includes(key)) { event.preventDefault(); return walk(key); }
    if (!rows().length) return;
    if (key === "j" || (key === "arrowdown" && event.target.closest("[data-row]"))) { event.preventDefault(); step(1); }
    if (key === "k" || (key === "arrowup" && event.target.closest("[data-row]"))) { event.preventDefault(); step(-1); }
    if (key === "x") $("[data-tick]", current() ?? document.createElement("i"))?.click();
    if (key === "enter") enter(event);
  });
  document.addEventListener("click", (event) => {
    const { target } = event;
    if (target.closest("[data-sheet-close]")) return close();
    const opener = target.closest("[data-sheet-open]");
    if (opener) return beside(opener, event);
    const row = target.closest("[data-row]");
    if (!row || event.ctrlKey || event.metaKey || event.shiftKey || getSelection()?.toString() || target.closest("button, input, select, label, summary, [data-plain]")) return;
    const link = target.closest("a");
    if (link && link !== row && !link.hasAttribute("data-sheet-link")) return;
    if (row.matches("a[href]") && !row.dataset.sheetUrl) return;
    event.preventDefault();
    open(row);
  });
  document.addEventListener("htmx:afterSwap", ({ detail }) => { if (detail.target === sheet()) { sheet().scrollTop = 0; sheet().focus({ preventScroll: true }); } });
  document.body.addEventListener("close-sheet", close);
  const wanted = new URL(location.href).searchParams.get("open");
  const row = wanted && $(`[data-row="${CSS.escape(wanted)}"]`);
  if (row && sheet()?.hidden && !narrow()) open(row);
}

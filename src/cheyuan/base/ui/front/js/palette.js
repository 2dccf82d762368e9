// ⌘K / Ctrl K: everything by name, pinyin initials, plate, tail of VIN or phone; and the rooms of the house.
import { $, $$, ask, make, meta, word } from "./dom.js";

let timer, running, at = 0;
const dialog = () => $("#palette");
const options = () => $$("[role=option]", dialog());

function mark(to) {
  const all = options(), input = $("input", dialog());
  at = all.length ? (to + all.length) % all.length : 0;
  all.forEach((option, index) => { option.id ||= `hit-${index}`; option.setAttribute("aria-selected", index === at); });
  all[at]?.scrollIntoView({ block: "nearest" });
  if (all[at]) input.setAttribute("aria-activedescendant", all[at].id); else input.removeAttribute("aria-activedescendant");
}

function rooms(text) {
  const sought = text.trim().toLowerCase();
  const all = $$("[data-command]").filter((one) => !sought || one.dataset.command.toLowerCase().includes(sought));
  const seen = new Set();
  return all.filter((one) => !seen.has(one.dataset.command) && seen.add(one.dataset.command)).slice(0, sought ? 5 : 12).map((one) => make("a", { class: "opt", role: "option", href: one.getAttribute("href") ?? "#", tabindex: "-1" }, one.querySelector("svg")?.cloneNode(true), make("span", {}, one.dataset.command), make("span", { class: "sub" }, word("go"))));
}

function fromJson(hits) {
  return hits.map((hit) => make("a", { class: "opt", role: "option", href: hit.url, tabindex: "-1" }, make("b", {}, hit.label), make("span", { class: "d2" }, hit.detail ?? ""), make("span", { class: "sub" }, hit.kind_label ?? hit.kind ?? "")));
}

async function search(text) {
  const list = $("[role=listbox]", dialog()), hint = $(".hint", dialog());
  running?.abort();
  running = new AbortController();
  const found = rooms(text);
  const url = meta("search-url");
  if (text.trim().length === 1 || !url) { list.replaceChildren(...found); hint.hidden = found.length > 0; return mark(0); }
  try {
    const answer = await ask(`${url}?q=${encodeURIComponent(text.trim())}`, { signal: running.signal, headers: { "HX-Request": "true", "HX-Target": "palette" } });
    if (!answer.ok) throw new Error(answer.status);
    if (answer.headers.get("Content-Type")?.includes("json")) { const body = await answer.json(); list.replaceChildren(...fromJson(body.results ?? body), ...found); }
    else { list.innerHTML = await answer.text(); list.append(...found); }
    hint.textContent = word("nothing_found");
  } catch (error) { if (error.name === "AbortError") return; list.replaceChildren(...found); hint.textContent = word("offline"); }
  hint.hidden = options().length > 0;
  mark(0);
}

function show() {
  const box = dialog();
  if (!box || box.open) return;
  $("input", box).value = "";
  box.showModal();
  search("");
}

export function start() {
  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") { event.preventDefault(); show(); }
    if (event.key === "/" && !event.target.closest("input, textarea, select") && !$("dialog[open]")) { event.preventDefault(); show(); }
  });
  document.addEventListener("click", ({ target }) => target.closest("[data-palette]") && show());
  const box = dialog();
  box?.addEventListener("input", ({ target }) => { clearTimeout(timer); timer = setTimeout(() => search(target.value), 120); });
  box?.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") { event.preventDefault(); mark(at + (event.key === "ArrowDown" ? 1 : -1)); }
    if (event.key === "Enter") { event.preventDefault(); options()[at]?.click(); }
  });
  box?.addEventListener("click", ({ target }) => target.closest("[role=option]") && box.close());
}

// Forms: fields that unfold with a choice, tick-all, filters that send themselves, a drop zone, a combobox.
import { $, $$, ask } from "./dom.js";

/** [data-when="name=value1,value2"] or [data-when="name"] (anything chosen): shown and enabled only then. */
function unfold(root = document) {
  for (const box of $$("[data-when]", root)) {
    const [name, values] = box.dataset.when.split("=");
    const form = box.closest("form") ?? document;
    const field = $$(`[name="${CSS.escape(name)}"]`, form).find((input) => (/radio|checkbox/.test(input.type) ? input.checked : true));
    const value = field?.value ?? "";
    const fits = values == null ? value !== "" : values.split(",").includes(value);
    box.hidden = !fits;
    for (const input of $$("input, select, textarea, button", box)) input.disabled = !fits || input.hasAttribute("data-off");
  }
}

function echo({ target }) {
  if (!target.name || (/radio|checkbox/.test(target.type) && !target.checked)) return;
  const text = target.dataset.echo ?? target.closest("label")?.innerText.replace(/^\s*\S{1}\s*\n/, "").trim() ?? target.value;
  for (const place of $$(`[data-echo-of="${CSS.escape(target.name)}"]`)) place.textContent = text;
}

function tickAll(target) {
  const scope = target.closest("form, table, .lst") ?? document;
  for (const box of $$("[data-tick]", scope)) box.checked = target.checked;
  counted(scope);
}

/** The bulk bar [data-bulk] appears with its number when rows are ticked. */
export function counted(scope) {
  const ticks = $$("[data-tick]", scope), on = ticks.filter((box) => box.checked).length;
  const all = $("[data-tick-all]", scope), bar = $("[data-bulk]", scope) ?? $("[data-bulk]");
  if (all) { all.checked = on > 0 && on === ticks.length; all.indeterminate = on > 0 && on < ticks.length; }
  if (bar) { bar.hidden = on === 0; const number = $("[data-count]", bar); if (number) number.textContent = on; }
}

function combo(input) {
  let timer, at = -1;
  const box = input.closest(".combo"), list = $("[role=listbox]", box), hidden = $("input[type=hidden]", box);
  const options = () => $$("[role=option]", list);
  const close = () => { list.hidden = true; at = -1; input.setAttribute("aria-expanded", "false"); };
  const mark = (to) => {
    at = (to + options().length) % options().length;
    options().forEach((option, index) => option.setAttribute("aria-selected", index === at));
    options()[at]?.scrollIntoView({ block: "nearest" });
  };
  const choose = (option) => { input.value = option.dataset.label ?? option.innerText.trim(); if (hidden) hidden.value = option.dataset.value; hidden?.dispatchEvent(new Event("change", { bubbles: true })); close(); };
  input.addEventListener("input", () => {
    clearTimeout(timer);
    if (hidden) hidden.value = "";
    timer = setTimeout(async () => {
      const answer = await ask(`${input.dataset.combo}?q=${encodeURIComponent(input.value)}`);
      if (answer.ok) { list.innerHTML = await answer.text(); list.hidden = !options().length; input.setAttribute("aria-expanded", String(!list.hidden)); at = -1; }
    }, 160);
  });
  input.addEventListener("keydown", (event) => {
    if (list.hidden) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") { event.preventDefault(); mark(at + (event.key === "ArrowDown" ? 1 : -1)); }
    if (event.key === "Enter" && at >= 0) { event.preventDefault(); choose(options()[at]); }
    if (event.key === "Escape") { event.stopPropagation(); close(); }
  });
  list.addEventListener("mousedown", (event) => { const option = event.target.closest("[role=option]"); if (option) { event.preventDefault(); choose(option); } });
  input.addEventListener("blur", () => setTimeout(close, 120));
}

function ready(root) {
  unfold();
  for (const place of $$("[data-echo-of]")) {
    const target = $(`[name="${CSS.escape(place.dataset.echoOf)}"]:checked`);
    if (target) echo({ target });
  }
  for (const input of $$("[data-combo]", root)) if (!input.comboReady) { input.comboReady = true; combo(input); }
  for (const scope of $$(".lst", root.closest?.(".lst") ? document : root)) counted(scope);
}

/** 700 KB, 3.4 MB: so that one sees whether it is the file that was meant. */
function size(bytes) {
  return bytes < 1e6 ? `${Math.max(1, Math.round(bytes / 1000))} KB` : `${(bytes / 1e6).toFixed(1)} MB`;
}

function dropping(event) {
  const zone = event.target.closest?.(".drop");
  if (!zone) return;
  zone.classList.toggle("over-it", event.type === "dragover");
}

export function start() {
  document.addEventListener("change", (event) => {
    const { target } = event;
    unfold(); echo(event);
    if (target.matches("[data-tick-all]")) tickAll(target);
    if (target.matches("[data-tick]")) counted(target.closest("form, .lst") ?? document);
    if (target.matches("[data-submit]") || target.closest("form[data-auto]")) target.form?.requestSubmit();
    if (target.closest(".drop") && target.files?.length) { const name = $("[data-file]", target.closest(".drop")); if (name) name.textContent = [...target.files].map((file) => `${file.name} ${size(file.size)}`).join("、"); }
  });
  document.addEventListener("click", ({ target }) => {
    if (target.closest("[data-tick-none]")) { $$("[data-tick]").forEach((box) => { box.checked = false; }); $$(".lst").forEach(counted); counted(document); }
    const filled = target.closest("[data-fill]");
    if (filled) for (const [name, value] of Object.entries(JSON.parse(filled.dataset.fill))) { const field = $(`[name="${CSS.escape(name)}"]`); if (field) field.value = value; }
  });
  for (const kind of ["dragover", "dragleave", "drop"]) document.addEventListener(kind, dropping);
  document.addEventListener("htmx:load", ({ target }) => ready(target));
  ready(document);
}

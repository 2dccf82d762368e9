// [data-key="s"] on a button, link, radio or field: that key presses it (a field gets the focus). "?" lists what this page knows.
import { $, $$, make, typing } from "./dom.js";

const shown = (element) => !element.disabled && !element.closest("[hidden], [inert]") && (element.getClientRects().length > 0 || element.type === "radio");
const inTop = () => $$("dialog[open]").pop();

function press(key) {
  const scope = inTop() ?? document;
  const element = $$(`[data-key="${CSS.escape(key)}"]`, scope).find(shown);
  if (!element) return false;
  if (element.matches("input:not([type=radio],[type=checkbox],[type=submit]), textarea, select")) element.focus();
  else { element.click(); if (element.type === "radio") element.focus({ preventScroll: true }); }
  return true;
}

function name(element) {
  const own = element.dataset.keyName ?? element.getAttribute("aria-label");
  if (own) return own;
  const copy = (element.closest("label") ?? element).cloneNode(true);
  copy.querySelectorAll("kbd, svg").forEach((part) => part.remove());
  return copy.textContent.trim();
}

/** Fill the help dialog from the page itself, so that it is never wrong. */
export function help() {
  const dialog = $("#keyhelp"), place = $("[data-keys]", dialog), seen = new Set();
  place.replaceChildren();
  for (const element of $$("[data-key]")) {
    if (!shown(element) || seen.has(element.dataset.key)) continue;
    seen.add(element.dataset.key);
    place.append(make("div", {}, make("dt", {}, name(element)), make("dd", {}, make("kbd", {}, element.dataset.key))));
  }
  $("[data-keys-rule]", dialog).hidden = !seen.size;
  for (const box of $$("[data-needs]", dialog)) box.hidden = !$(box.dataset.needs);
  dialog.showModal();
}

export function start() {
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing) return;
    const held = event.ctrlKey || event.metaKey || event.altKey;
    const form = event.target.closest?.("form[data-save]");
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && form) { event.preventDefault(); return form.requestSubmit(); }
    if (held || typing(event.target)) return;
    if (event.key === "?" && $("#keyhelp") && !inTop()) { event.preventDefault(); return help(); }
    if (event.key === "Enter") {
      const saver = $("form[data-save]");
      if (event.target.type === "radio" && saver?.contains(event.target)) { event.preventDefault(); saver.requestSubmit(); }
      else if (event.target === document.body && press("Enter")) event.preventDefault();
      return;
    }
    if (event.key.length === 1 && press(event.key.toLowerCase())) event.preventDefault();
  });
  document.addEventListener("click", ({ target }) => target.closest("[data-key-help]") && help());
}

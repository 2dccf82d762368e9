// [data-mention="/people"] on a textarea: after "@" colleagues are offered; arrows, Enter or Tab choose, Esc leaves it.
import { $, $$, ask } from "./dom.js";

const before = (area) => area.value.slice(0, area.selectionStart).match(/(?:^|[^\w.+-])@([^\s@，。、；：！？,;:!?()（）]{0,20})$/);
const list = (area) => $("[role=listbox]", area.closest(".mnt"));
let timer, asked = 0;

function close(area) {
  clearTimeout(timer);
  asked += 1;
  list(area).hidden = true;
  area.removeAttribute("aria-activedescendant");
}

function mark(area, to) {
  const options = $$("[role=option]", list(area)), at = (to + options.length) % options.length;
  options.forEach((option, index) => { option.id ||= `mention-${index}`; option.setAttribute("aria-selected", index === at); });
  area.setAttribute("aria-activedescendant", options[at].id);
}

const marked = (area) => $$("[role=option]", list(area)).findIndex((option) => option.getAttribute("aria-selected") === "true");

function choose(area, option) {
  const found = before(area);
  if (!found) return close(area);
  const start = area.selectionStart - found[1].length, { label, value } = option.dataset;
  const twice = $$("[role=option]", list(area)).filter((other) => other.dataset.label === label).length > 1;
  area.setRangeText(`${twice ? value : label} `, start, area.selectionStart, "end");
  area.dispatchEvent(new Event("input", { bubbles: true }));
  close(area);
}

function look(area) {
  const found = before(area);
  if (!found) return close(area);
  clearTimeout(timer);
  const mine = (asked += 1);
  timer = setTimeout(async () => {
    const answer = await ask(`${area.dataset.mention}?q=${encodeURIComponent(found[1])}`).catch(() => null);
    if (!answer?.ok || mine !== asked) return;
    list(area).innerHTML = await answer.text();
    list(area).hidden = !$("[role=option]", list(area));
    if (!list(area).hidden) mark(area, 0);
  }, 140);
}

export function start() {
  document.addEventListener("input", ({ target }) => target.matches?.("[data-mention]") && look(target));
  document.addEventListener("focusout", ({ target }) => target.matches?.("[data-mention]") && setTimeout(() => close(target), 150));
  document.addEventListener("keydown", (event) => {
    const area = event.target;
    if (!area.matches?.("[data-mention]") || list(area).hidden || event.isComposing) return;
    const at = marked(area);
    if (event.key === "ArrowDown" || event.key === "ArrowUp") mark(area, at + (event.key === "ArrowDown" ? 1 : -1));
    else if ((event.key === "Enter" || event.key === "Tab") && at >= 0) choose(area, $$("[role=option]", list(area))[at]);
    else if (event.key === "Escape") close(area);
    else return;
    event.preventDefault();
    event.stopImmediatePropagation();
  }, true);
  document.addEventListener("mousedown", (event) => {
    const option = event.target.closest?.(".mnt [role=option]");
    if (option) { event.preventDefault(); choose($("[data-mention]", option.closest(".mnt")), option); }
  });
}

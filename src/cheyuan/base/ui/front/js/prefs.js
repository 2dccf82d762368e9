// Theme and density live in cookies, so that the server draws the page right the first time.
import { $, $$, cookie } from "./dom.js";

const root = document.documentElement;
const next = { light: "dark", dark: "system", system: "light" };
const dark = () => root.dataset.theme === "dark" || (root.dataset.theme === "system" && matchMedia("(prefers-color-scheme: dark)").matches);

function setTheme(value) {
  root.dataset.theme = value;
  cookie("theme", value);
  show();
  document.dispatchEvent(new CustomEvent("theme-changed"));
}

function setRows(value) {
  root.dataset.rows = value;
  cookie("density", value);
  show();
}

function show() {
  for (const button of $$("[data-theme-set]")) button.setAttribute("aria-pressed", button.dataset.themeSet === root.dataset.theme);
  for (const button of $$("[data-rows-set]")) button.setAttribute("aria-pressed", button.dataset.rowsSet === root.dataset.rows);
  $('meta[name="theme-color"]')?.setAttribute("content", dark() ? "#161513" : "#F4F0E8");
}

export function start() {
  document.addEventListener("click", ({ target }) => {
    const chosen = target.closest("[data-theme-set],[data-rows-set],[data-theme-switch],[data-print]");
    if (!chosen) return;
    if (chosen.dataset.themeSet) setTheme(chosen.dataset.themeSet);
    else if (chosen.dataset.rowsSet) setRows(chosen.dataset.rowsSet);
    else if ("print" in chosen.dataset) window.print();
    else setTheme(root.dataset.theme === "system" ? (dark() ? "light" : "dark") : next[root.dataset.theme] === "system" ? "light" : "dark");
  });
  document.addEventListener("htmx:load", show);
  show();
}

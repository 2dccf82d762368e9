// Thirty quiet minutes: a lock screen lies over the page, which stays as it is. All tabs agree through localStorage.
import { $, ask, meta, word } from "./dom.js";

const MINUTES = 30;
const seen = () => Number(localStorage.getItem("seen") ?? Date.now());
const touch = () => { if (Date.now() - last > 5000) { last = Date.now(); localStorage.setItem("seen", String(last)); } };
let last = 0;

function lock(tell = true) {
  const dialog = $("#lock");
  if (!dialog || dialog.open) return;
  localStorage.setItem("locked", "1");
  document.querySelector(".shell")?.setAttribute("inert", "");
  dialog.showModal();
  if (tell && meta("lock-url")) ask(meta("lock-url"), { method: "POST" }).catch(() => {});
}

function free() {
  localStorage.removeItem("locked");
  localStorage.setItem("seen", String(Date.now()));
  document.querySelector(".shell")?.removeAttribute("inert");
  $("#lock").close();
}

async function unlock(event) {
  event.preventDefault();
  const form = event.target, says = $("[data-says-error]", form);
  const answer = await ask(form.action, { method: "POST", body: new FormData(form) }).catch(() => null);
  form.reset();
  if (answer?.ok) {
    const fresh = answer.headers.get("X-CSRFToken");
    if (fresh) { $('meta[name="csrf-token"]').content = fresh; document.querySelectorAll("input[name=csrfmiddlewaretoken]").forEach((input) => { input.value = fresh; }); }
    says.textContent = "";
    return free();
  }
  if (answer?.status === 401 || answer?.redirected) return location.reload();
  says.textContent = word(answer ? "wrong_password" : "offline");
  $("input[type=password]", form).focus();
}

export function start() {
  const dialog = $("#lock");
  if (!dialog) return;
  dialog.addEventListener("cancel", (event) => event.preventDefault());
  $("form", dialog).addEventListener("submit", unlock);
  for (const kind of ["keydown", "pointerdown", "scroll"]) document.addEventListener(kind, touch, { passive: true });
  document.addEventListener("click", ({ target }) => target.closest("[data-lock]") && lock());
  document.addEventListener("lock", () => lock(false));
  addEventListener("storage", ({ key, newValue }) => { if (key === "locked") { if (newValue) lock(false); else if (dialog.open) location.reload(); } });
  setInterval(() => { if (Date.now() - seen() > MINUTES * 60000) lock(); }, 15000);
  if (meta("locked") === "1") lock(false); else { localStorage.removeItem("locked"); localStorage.setItem("seen", String(Date.now())); }
}

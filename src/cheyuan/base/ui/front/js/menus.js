// <details class="menu">: closes on a click elsewhere and on Esc. <dialog>: [data-dialog-open="id"], [data-dialog-close], click on the veil.
import { $, $$ } from "./dom.js";

export function start() {
  document.addEventListener("click", (event) => {
    const { target } = event;
    for (const menu of $$("details.menu[open]")) if (!menu.contains(target) || target.closest("[data-menu-close]")) menu.open = false;
    const opener = target.closest("[data-dialog-open]");
    if (opener) $(`#${opener.dataset.dialogOpen}`)?.showModal();
    if (target.closest("[data-dialog-close]")) target.closest("dialog")?.close();
    if (target instanceof HTMLDialogElement && !target.hasAttribute("data-stay") && outside(target, event)) target.close();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const menu = $$("details.menu[open]").pop();
    if (!menu) return;
    menu.open = false;
    $("summary", menu).focus();
    event.stopImmediatePropagation();
  }, true);
  document.addEventListener("close-dialog", () => $$("dialog[open]:not([data-stay])").forEach((dialog) => dialog.close()));
}

function outside(dialog, { clientX, clientY }) {
  const box = dialog.getBoundingClientRect();
  return clientX < box.left || clientX > box.right || clientY < box.top || clientY > box.bottom;
}

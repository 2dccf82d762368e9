// htmx under a strict policy: no eval, no style tags; the CSRF token on every write; a thin line while waiting; plain words when the net fails.
import htmx from "htmx.org";
import { meta, word } from "./dom.js";
import { spread, toast } from "./toasts.js";

export function start() {
  Object.assign(htmx.config, {
    attributesToSettle: ["class", "width", "height"], // never "style": the policy of this page forbids style attributes, empty ones too
    includeIndicatorStyles: false, allowEval: false, allowScriptTags: false, selfRequestsOnly: true, historyCacheSize: 0,
    refreshOnHistoryMiss: true, defaultSettleDelay: 20, scrollIntoViewOnBoost: false,
    responseHandling: [{ code: "204", swap: false }, { code: "[23]..", swap: true }, { code: "4(09|22)", swap: true, error: false }, { code: "[45]..", swap: false, error: true }],
  });
  const line = document.querySelector(".netline");
  let waiting = 0, timer;
  const settle = (by) => {
    waiting = Math.max(0, waiting + by);
    clearTimeout(timer);
    if (waiting) timer = setTimeout(() => line?.classList.add("on"), 250);
    else line?.classList.remove("on");
  };
  document.addEventListener("htmx:configRequest", ({ detail }) => {
    if (detail.verb !== "get") detail.headers["X-CSRFToken"] = meta("csrf-token");
    if (detail.elt.closest("[data-quiet]")) detail.headers["X-Background"] = "1"; // asked by the page itself: no sign of life
  });
  document.addEventListener("htmx:beforeSend", ({ detail: { elt, xhr } }) => {
    if (elt.closest("[data-quiet]")) return;
    let gone = false; // what asked may have left the page before the answer: its events reach nobody then
    settle(1);
    xhr.addEventListener("readystatechange", () => { gone = xhr.readyState === XMLHttpRequest.DONE && !elt.isConnected; });
    xhr.addEventListener("loadend", () => { settle(-1); if (gone) spread(xhr.getResponseHeader("HX-Trigger")); });
  });
  document.addEventListener("htmx:sendError", ({ detail }) => !detail.elt.closest("[data-quiet]") && toast({ text: word("offline"), kind: "over" }));
  document.addEventListener("htmx:responseError", ({ detail }) => {
    const status = detail.xhr.status;
    if (status === 401) return document.dispatchEvent(new CustomEvent("lock"));
    if (detail.elt.closest("[data-quiet]")) return;
    toast({ text: said(detail.xhr) || word(status >= 500 ? "server_error" : status === 403 ? "denied" : "not_found"), kind: "over" });
  });
}

/** The sentence of a refusal, when the server sent problem+json. */
function said(xhr) {
  if (!xhr.getResponseHeader("Content-Type")?.includes("json")) return "";
  try { return JSON.parse(xhr.responseText).detail ?? ""; } catch { return ""; }
}

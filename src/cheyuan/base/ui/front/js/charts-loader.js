// Fetch the chart library only when a page holds a chart.
import { $, meta } from "./dom.js";

let asked = false;
function look() {
  if (asked || !$("[data-chart]")) return;
  asked = true;
  const script = document.createElement("script");
  script.src = meta("charts-url");
  script.nonce = $("script[nonce]")?.nonce ?? "";
  script.defer = true;
  document.head.append(script);
}

export function start() {
  document.addEventListener("htmx:load", look);
  look();
}

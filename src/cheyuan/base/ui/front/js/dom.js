// Small tools that every island uses.
export const $ = (selector, root = document) => root.querySelector(selector);
export const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];
export const meta = (name) => $(`meta[name="${name}"]`)?.content ?? "";
export const narrow = () => matchMedia("(max-width: 720px)").matches;
export const typing = (target) => target instanceof Element && target.closest("input:not([type=radio],[type=checkbox],[type=button]), textarea, select, [contenteditable]");

/** Words for scripts come translated from the page: <body data-words='{"undo": "…"}'>. */
export const word = (key) => words()[key] ?? key;
let known;
function words() {
  known ??= JSON.parse(document.getElementById("words")?.textContent ?? "{}");
  return known;
}

export function cookie(name, value) {
  const secure = location.protocol === "https:" ? "; Secure" : "";
  document.cookie = `${name}=${encodeURIComponent(value)}; Path=/; Max-Age=31536000; SameSite=Lax${secure}`;
}

/** fetch with the CSRF token and the mark by which the server knows a script asked; a locked session lays the lock over the page. */
export async function ask(url, { method = "GET", body = null, headers = {}, ...rest } = {}) {
  const safe = method === "GET" || method === "HEAD";
  const answer = await fetch(url, { method, body, credentials: "same-origin", headers: { "X-Requested-With": "fetch", ...(safe ? {} : { "X-CSRFToken": meta("csrf-token") }), ...headers }, ...rest });
  if (answer.status === 401 && answer.headers.get("X-Locked")) document.dispatchEvent(new CustomEvent("lock"));
  return answer;
}

export function make(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (value !== false && value != null) node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.filter((child) => child != null));
  return node;
}

// Passkeys: the server's question goes to the browser's own dialog, the answer into a hidden field; then the form goes its usual way.
import { $, ask, word } from "./dom.js";

const bytes = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (sign) => sign.charCodeAt(0));
const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
const keys = (list) => (list ?? []).map((one) => ({ ...one, id: bytes(one.id) }));

/** The question in the form in which browsers want it. */
function question(options) {
  const out = { ...options, challenge: bytes(options.challenge) };
  if (options.user) out.user = { ...options.user, id: bytes(options.user.id) };
  if (options.excludeCredentials) out.excludeCredentials = keys(options.excludeCredentials);
  if (options.allowCredentials) out.allowCredentials = keys(options.allowCredentials);
  return out;
}

/** The answer in the form in which servers read it. */
function answer({ id, rawId, type, response }) {
  const said = {};
  for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) if (response[name]) said[name] = text(response[name]);
  return JSON.stringify({ id, rawId: text(rawId), type, response: said, clientExtensionResults: {} });
}

function complain(form, sentence) {
  const place = $("[data-says]", form);
  place.textContent = sentence;
  place.hidden = false;
}

async function prove(event) {
  const form = event.target.closest("form[data-passkey]");
  if (!form) return;
  event.preventDefault();
  if (!window.PublicKeyCredential) return complain(form, word("passkey_none"));
  const button = $("button", form);
  button.disabled = true;
  try {
    const asked = await ask(form.dataset.ask, { method: "POST" });
    const said = await asked.json().catch(() => ({}));
    if (!asked.ok) return complain(form, said.detail ?? word("server_error"));
    const got = await navigator.credentials[form.dataset.passkey]({ publicKey: question(said) });
    form.elements.answer.value = answer(got);
    form.submit();
  } catch (wrong) {
    complain(form, word(wrong.name === "InvalidStateError" ? "passkey_again" : wrong instanceof TypeError ? "offline" : "passkey_left"));
  } finally {
    button.disabled = false;
  }
}

export function start() {
  document.addEventListener("submit", prove);
}

// The first script of every staff page: htmx, Alpine (strict-CSP build) and the islands below. No inline code anywhere.
import htmx from "htmx.org";
import Alpine from "@alpinejs/csp";
import { start as chartsStart } from "./js/charts-loader.js";
import { start as desk } from "./js/desk.js";
import { start as drafts } from "./js/drafts.js";
import { start as fields } from "./js/fields.js";
import { start as keys } from "./js/keys.js";
import { start as life } from "./js/life.js";
import { start as list } from "./js/list.js";
import { start as lock } from "./js/lock.js";
import { start as mention } from "./js/mention.js";
import { start as menus } from "./js/menus.js";
import { start as net } from "./js/net.js";
import { start as palette } from "./js/palette.js";
import { start as passkeys } from "./js/passkeys.js";
import { start as prefs } from "./js/prefs.js";
import { start as swipe } from "./js/swipe.js";
import { start as toasts } from "./js/toasts.js";

window.htmx = htmx;
window.Alpine = Alpine;
for (const island of [net, prefs, toasts, menus, mention, fields, keys, list, palette, life, drafts, desk, lock, swipe, passkeys, chartsStart]) island();
Alpine.start();

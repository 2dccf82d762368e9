"""What a page looks like to people who read it: stray English, overflow, what axe finds, where the focus goes."""

import re
from functools import lru_cache
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

AXE = Path(__file__).resolve().parents[2] / "node_modules/axe-core/axe.min.js"
SERIOUS = ("serious", "critical")
WORD = re.compile(r"(?<![A-Za-z0-9._@/:#-])[A-Za-z][a-z]{2,}(?![A-Za-z0-9._@/:-])")
NAMES = {
    "Excel",
    "Enter",
    "Esc",
    "Tab",
    "Ctrl",
    "Space",
    "Chrome",
    "Chromium",
    "Firefox",
    "Linux",
    "Safari",
    "Windows",
    "Android English",
    "English",
}
"""Words that a Chinese page may hold: proper nouns, the other language by its own name, the keys of a keyboard."""
TEXT = r"""() => {
  const skip = "[lang=en], code, kbd, script, noscript, style, template, svg title, [data-foreign]";
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = [document.title];
  while (walker.nextNode()) {
    const parent = walker.currentNode.parentElement;
    if (parent && !parent.closest(skip)) found.push(walker.currentNode.textContent);
  }
  const coded = (name, text) => name === "title" && /^[a-z]+([._][a-z]+)*$/.test(text);
  for (const one of document.querySelectorAll("[aria-label], [placeholder], [title]"))
    if (!one.closest(skip)) for (const name of ["aria-label", "placeholder", "title"]) {
      const text = one.getAttribute(name) ?? "";
      if (!coded(name, text)) found.push(text);
    }
  return found.map((text) => text.trim()).filter(Boolean);
}"""
OVERFLOW = """() => {
  const wide = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= wide) return [];
  const held = (one) => getComputedStyle(one).overflowX !== "visible";
  const rolls = (one) => one && one !== document.body && (held(one) || rolls(one.parentElement));
  const beyond = (one) => one.getBoundingClientRect().right > wide + 1 && !rolls(one.parentElement);
  return [...document.querySelectorAll("body *")].filter(beyond).slice(0, 5)
    .map((one) => `${one.tagName}.${one.className} ${one.textContent.trim().slice(0, 30)}`).concat("page wider than screen");
}"""
FOCUSED = """() => {
  const one = document.activeElement;
  if (!one || one === document.body) return null;
  const box = one.getBoundingClientRect(), look = getComputedStyle(one);
  const around = one.closest("label, .drop, .chip, .key") ?? one, other = getComputedStyle(around);
  const cell = getComputedStyle(one.cells?.[0] ?? one);
  const shown = [look, other, cell].some((one) => one.outlineStyle !== "none" || one.boxShadow !== "none");
  const words = (one.getAttribute("aria-label") ?? one.textContent).trim().slice(0, 24);
  const there = box.bottom > 0 && box.right > 0 && box.top < innerHeight && box.left < innerWidth;
  return { name: `${one.tagName}.${one.className} ${words}`, shown, there };
}"""
RUN = """() => axe.run(document, {resultTypes: ["violations"]}).then((found) => found.violations.map((one) => ({
  id: one.id, impact: one.impact, nodes: one.nodes.map((node) => node.target.join(" ") + " " + node.html.slice(0, 120)) })))"""


def english_in(page: Page) -> list[str]:
    """English words on a page that should be Chinese, with what they stand in."""
    found = []
    for text in page.evaluate(TEXT):
        stray = [word for word in WORD.findall(text) if word not in NAMES]
        if stray:
            found.append(f"{', '.join(stray)}: {text[:80]}")
    return found


def overflow_in(page: Page) -> list[str]:
    """What makes the page wider than the screen."""
    return list(page.evaluate(OVERFLOW))


@lru_cache(maxsize=1)
def _axe() -> str:
    return AXE.read_text()


def faults_in(page: Page) -> list[str]:
    """Serious findings of axe (WCAG 2 A and AA, best practices)."""
    page.evaluate(_axe())
    found: list[dict[str, Any]] = page.evaluate(RUN)
    return [f"{one['id']}: {'; '.join(one['nodes'][:3])}" for one in found if one["impact"] in SERIOUS]


def focus_faults(page: Page, steps: int = 40) -> list[str]:
    """Stops of the tab key that nobody would see."""
    faults, seen = [], 0
    for _ in range(steps):
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUSED)
        if stop is None:
            break
        seen += 1
        if not (stop["shown"] and stop["there"]):
            faults.append(f"{'out of sight' if stop['shown'] else 'no ring'}: {stop['name']}")
    return faults if seen > 3 else ["the tab key goes nowhere"]

"""Sheets and cards. Whatever somebody typed stands there as a string, never as markup."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import segno

from cheyuan.base.documents.fonts import FAMILY
from cheyuan.base.documents.markup import quoted
from cheyuan.engage.letters.sizes import PAPERS

PANEL = {"a5l": 62, "dlc": 52, "a5": 58, "a4": 66}
"""Millimetres of the coloured part: left on a card that lies, above on a sheet that stands."""
LYING = ("a5l", "dlc")


@dataclass(frozen=True)
class Sender:
    """The store as it stands on paper."""

    name: str
    address: str
    phone: str
    postcode: str


@dataclass(frozen=True)
class Look:
    """What all letters of a mailing have in common; ``ornament`` is SVG, ``proof`` a word across each sheet."""

    paper: str
    title: str
    heading: str
    ornament: str
    closing: str
    day: str
    caption: str
    sender: Sender
    proof: str = ""


@dataclass(frozen=True)
class One:
    """One letter: the words with their values, and what stands on the envelope. ``link`` leads to the questionnaire."""

    number: str
    body: str
    name: str = ""
    address: str = ""
    postcode: str = ""
    link: str = ""


def square(text: str) -> tuple[int, str]:
    """Side in modules and path of a QR code (ISO/IEC 18004, error correction M), each run of dark modules one rectangle."""
    code = segno.make(text, error="m", micro=False)
    rows, parts = [list(row) for row in code.matrix_iter(border=0)], []
    for y, row in enumerate(rows):
        x = 0
        while x < len(row):
            end = x
            while end < len(row) and row[end]:
                end += 1
            if end > x:
                parts.append(f"M{x} {y}h{end - x}v1h-{end - x}z")
            x = max(end, x + 1)
    return len(rows), "".join(parts)


def head(title: str, sender: str) -> str:
    """Fonts, colours, the code, and words that shrink until they fit."""
    return f"""#set document(title: {quoted(title)}, author: {quoted(sender)}, date: auto)
#let ink = rgb("#211E1A")
#let quiet = rgb("#6B655B")
#let red = rgb("#A8301F")
#let panel = rgb("#F6F1E6")
#set text(font: {quoted(FAMILY)}, size: 11pt, lang: "zh", fill: ink)
#set par(leading: 0.85em, spacing: 1.1em, justify: true)
#let code(side, path, width) = image(bytes("<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 " + str(side) + " "
  + str(side) + "' shape-rendering='crispEdges'><path d='" + path + "'/></svg>"), format: "svg", width: width)
#let fitting(words, width, height, sizes) = layout(_ => {{
  let drawn = s => {{ set text(size: s); block(width: width, words) }}
  let found = sizes.last()
  for s in sizes {{
    if measure(drawn(s)).height <= height {{
      found = s
      break
    }}
  }}
  drawn(found)
}})
"""


def sheets(look: Look, letters: Iterable[One]) -> str:
    """The source of a file with one page for each letter."""
    size = PAPERS[look.paper]
    page = f"#set page(width: {size.width}mm, height: {size.height}mm, margin: 0mm)\n"
    drawn = [_letter(one) for one in letters]
    shape = _lying(look) if look.paper in LYING else _standing(look)
    return head(look.title, look.sender.name) + page + shape + "\n".join(drawn) + "\n"


def _letter(one: One) -> str:
    paragraphs = ", ".join(quoted(line) for line in one.body.split("\n") if line.strip())
    side, path = square(one.link) if one.link else (0, "")
    return f"#letter(({paragraphs},), {quoted(one.number)}, {side}, {quoted(path)})"


def _art(look: Look, width: str, height: str) -> str:
    if not look.ornament:
        return "[]"
    return f'image(bytes({quoted(look.ornament)}), format: "svg", width: {width}, height: {height}, fit: "contain")'


def _proof(look: Look) -> str:
    if not look.proof:
        return ""
    mark = f"text(size: 54pt, fill: rgb(168, 48, 31, 38), {quoted(look.proof)})"
    return f"place(center + horizon, rotate(-24deg, {mark}))"


def _from(look: Look) -> str:
    """The end of a letter: the closing line, the store, the day; to the right."""
    lines: Sequence[str] = [one for one in (look.closing, look.sender.name, look.day) if one]
    return (
        "align(right, stack(spacing: 2.4mm, " + ", ".join(f"text(size: 10.5pt, {quoted(one)})" for one in lines) + "))"
    )


def _code(look: Look) -> str:
    """The questionnaire's code with its words beside; nothing for a letter without."""
    words = f"text(size: 8.5pt, fill: quiet, {quoted(look.caption)})"
    return (
        "if side > 0 { grid(columns: (24mm, auto), column-gutter: 3mm, align: horizon, code(side, path, 24mm), "
        f"block(width: 36mm, {{ set par(justify: false); {words} }})) }}"
    )


def _words(width: float, height: float, biggest: int) -> str:
    sizes = ", ".join(f"{one / 2}pt" for one in range(biggest * 2, 14, -1))
    lines = (
        "for (at, line) in words.enumerate() { "
        "par(first-line-indent: (amount: if at > 0 { 2em } else { 0em }, all: true), text(line)) }"
    )
    return f"fitting({{ {lines} }}, {width}mm, {height}mm, ({sizes},))"


def _number(look: Look, x: float, y: float) -> str:
    foot = look.sender.phone
    return (
        f"place(top + left, dx: {x}mm, dy: {y}mm, text(size: 7pt, fill: quiet, number"
        + (f' + "　" + {quoted(foot)}' if foot else "")
        + "))"
    )


def _lying(look: Look) -> str:
    size, panel = PAPERS[look.paper], PANEL[look.paper]
    wide, foot = size.width - panel - 26, 30
    signs = ", ".join(f"text(size: 21pt, fill: red, {quoted(sign)})" for sign in look.heading[:9])
    heading = f"stack(spacing: 2mm, {signs})" if signs and len(look.heading) <= 9 else ""
    whole = f"block(width: {panel - 16}mm, text(size: 18pt, fill: red, {quoted(look.heading)}))" if not heading else ""
    return f"""#let letter(words, number, side, path) = page({{
  place(top + left, rect(width: {panel}mm, height: {size.height}mm, fill: panel))
  place(top + left, dx: 4mm, dy: {size.height - panel + 4}mm, {_art(look, f"{panel - 8}mm", f"{panel - 8}mm")})
  place(top + left, dx: 9mm, dy: 10mm, {heading or whole or "[]"})
  place(top + left, dx: {panel + 13}mm, dy: 14mm, {_words(wide, size.height - 22 - foot, 12)})
  place(bottom + left, dx: {panel + 13}mm, dy: -9mm, block(width: {wide}mm, grid(columns: (1fr, auto), align: bottom,
    {{ {_code(look)} }}, {_from(look)})))
  {_number(look, panel + 13, size.height - 6)}
  {_proof(look)}
}})
"""


def _standing(look: Look) -> str:
    size, panel = PAPERS[look.paper], PANEL[look.paper] if look.ornament or look.heading else 16
    margin = 24 if look.paper == "a4" else 16
    wide, art = size.width - 2 * margin, panel - 10
    return f"""#let letter(words, number, side, path) = page({{
  place(top + left, rect(width: {size.width}mm, height: {panel}mm, fill: panel))
  place(top + right, dx: -{margin - 8}mm, dy: 5mm, {_art(look, f"{art}mm", f"{art}mm")})
  place(top + left, dx: {margin}mm, dy: {panel / 2 - 8}mm, block(width: {wide - art}mm, {{ set par(justify: false)
    text(size: 22pt, fill: red, {quoted(look.heading)}) }}))
  place(top + left, dx: {margin}mm, dy: {panel + 12}mm, {_words(wide, size.height - panel - 72, 13)})
  place(bottom + left, dx: {margin}mm, dy: -14mm, block(width: {wide}mm, grid(columns: (1fr, auto), align: bottom,
    {{ {_code(look)} }}, {_from(look)})))
  {_number(look, margin, size.height - 9)}
  {_proof(look)}
}})
"""

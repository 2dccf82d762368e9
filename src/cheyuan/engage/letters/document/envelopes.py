"""Envelopes as Chinese post sorts them (GB/T 1416): six red squares for the receiver's postcode at the top left, the place of
the stamp at the top right, the receiver in the middle, the sender with their postcode at the bottom right."""

from collections.abc import Iterable, Sequence

from cheyuan.base.documents.markup import quoted
from cheyuan.engage.letters.document.paper import Look, One, Sender, head, square
from cheyuan.engage.letters.sizes import ENVELOPES

PLACES = {"dl": (26, 36, 54, 15, 21), "c5": (34, 56, 80, 16, 24), "b6": (22, 40, 60, 13, 19)}
"""Left of the address, top of the address and of the name (mm), their sizes in points."""
COLUMNS, ROWS = 3, 8
"""Labels of 70 × 37 mm on A4."""


def envelopes(kind: str, look: Look, letters: Iterable[One]) -> str:
    """The source of a file: one page for each envelope, or sheets of labels."""
    title = f"{look.title} · {ENVELOPES[kind].width} × {ENVELOPES[kind].height}"
    start = head(title, look.sender.name)
    return start + (_labels(list(letters)) if kind == "labels" else _covers(kind, look, letters))


def _covers(kind: str, look: Look, letters: Iterable[One]) -> str:
    size, (left, high, name, small, big) = ENVELOPES[kind], PLACES[kind]
    wide = size.width - left - 24
    proof = (
        f"place(center + horizon, rotate(-14deg, text(size: 40pt, fill: rgb(168, 48, 31, 38), {quoted(look.proof)})))"
    )
    shape = f"""#set page(width: {size.width}mm, height: {size.height}mm, margin: 0mm)
#let box6(digits) = stack(dir: ltr, spacing: 2mm, ..range(6).map(n => rect(width: 8mm, height: 9.5mm, stroke: 0.7pt + red,
  inset: 0mm, align(center + horizon, text(size: 14pt, if digits.len() == 6 {{ digits.at(n) }} else {{ "" }})))))
#let cover(digits, address, name, number, side, path) = page({{
  place(top + left, dx: 12mm, dy: 9mm, box6(digits))
  place(top + right, dx: -10mm, dy: 8mm, rect(width: 20mm, height: 20mm, stroke: (paint: red, thickness: 0.5pt,
    dash: "dashed"), align(center + horizon, text(size: 8pt, fill: red, "贴邮票处"))))
  place(top + left, dx: {left}mm, dy: {high}mm, fitting({{ set par(justify: false); text(address) }}, {wide}mm,
    {name - high - 3}mm, ({small}pt, {small - 2}pt, {small - 4}pt, {small - 6}pt)))
  place(top + left, dx: {left + 8}mm, dy: {name}mm, fitting(text(name), {wide - 8}mm, 12mm, ({big}pt, {big - 4}pt,
    {big - 8}pt)))
  place(bottom + left, dx: 12mm, dy: -7mm, stack(dir: ltr, spacing: 3mm, code(side, path, 12mm),
    align(bottom, text(size: 7pt, fill: quiet, number))))
  place(bottom + right, dx: -12mm, dy: -7mm, {_sender(look.sender)})
  {proof if look.proof else ""}
}})
"""
    return shape + "\n".join(_cover(one) for one in letters) + "\n"


def _cover(one: One) -> str:
    side, path = square(one.number)
    return (
        f"#cover({quoted(one.postcode)}, {quoted(one.address)}, {quoted(one.name)}, {quoted(one.number)}, {side}, "
        f"{quoted(path)})"
    )


def _sender(sender: Sender) -> str:
    code = f"邮政编码 {sender.postcode}" if sender.postcode else "邮政编码"
    lines = [one for one in (sender.address, f"{sender.name}　{sender.phone}".strip("　"), code) if one]
    drawn = ", ".join(f"text(size: 9pt, {quoted(one)})" for one in lines)
    return f"align(right, stack(spacing: 1.8mm, {drawn}))"


def _labels(letters: Sequence[One]) -> str:
    shape = """#set page(width: 210mm, height: 297mm, margin: (x: 0mm, y: 0.5mm))
#let label(digits, address, name, number) = block(width: 70mm, height: 37mm, inset: (x: 6mm, y: 4mm), breakable: false, {
  set par(justify: false)
  text(size: 10pt, tracking: 2pt, digits)
  place(top + left, dy: 6mm, fitting(text(address), 58mm, 11mm, (9.5pt, 8.5pt, 7.5pt)))
  place(top + left, dy: 19mm, text(size: 12pt, name))
  place(bottom + left, text(size: 6.5pt, fill: quiet, number))
})
"""
    cells = ",\n".join(
        f"label({quoted(one.postcode)}, {quoted(one.address)}, {quoted(one.name)}, {quoted(one.number)})"
        for one in letters
    )
    return f"{shape}#grid(columns: (70mm,) * {COLUMNS}, rows: 37mm, {cells})\n"

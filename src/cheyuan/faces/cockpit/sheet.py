"""What both papers of the cockpit are set with: the page, headings, tables and bars as Typst."""

from collections.abc import Iterable, Sequence

from django.utils.translation import get_language

from cheyuan.base.documents.fonts import FAMILY
from cheyuan.base.documents.markup import quoted

INK, QUIET, LINE, ACCENT, OVER, WELL = '"#211E1A"', '"#57524A"', '"#DFD8CA"', '"#0E5A66"', '"#A8301F"', '"#3A6420"'
WIDE = 92
"""Millimetres of the longest bar."""


def head(title: str, running: str, frozen: str) -> str:
    """The look of the whole document, its title, and what runs along its foot."""
    language = (get_language() or "zh")[:2]
    return f"""#set document(title: {quoted(title)}, date: auto)
#let quiet = rgb({QUIET})
#set text(font: {quoted(FAMILY)}, size: 9pt, lang: {quoted(language)}, fill: rgb({INK}))
#set page(paper: "a4", margin: (x: 18mm, top: 18mm, bottom: 16mm),
  footer: context text(size: 8pt, fill: quiet, {quoted(frozen)} + h(1fr) + counter(page).display("1 / 1", both: true)))
#set par(leading: 0.7em)
#show heading: it => block(above: 6mm, below: 3mm, text(size: 12pt, weight: "regular", it.body))
#set table(stroke: (x, y) => (bottom: 0.4pt + rgb({LINE})), inset: (x: 1.6mm, y: 1.3mm))
#text(size: 20pt, {quoted(title)})

#text(size: 11pt, fill: quiet, {quoted(running)})"""


def heading(text: str) -> str:
    """One part begins."""
    return f"#heading(level: 1, {quoted(text)})"


def table(head: Sequence[str], rows: Iterable[Sequence[str]], columns: str, words: int = 1) -> str:
    """The first ``words`` columns stand to the left, all others to the right."""
    top = ", ".join(f"text(size: 8pt, fill: quiet, {quoted(one)})" for one in head)
    cells = "".join(f"text(size: 8.5pt, {quoted(cell)}), " for row in rows for cell in row)
    align = f"(x, y) => if x < {words} {{ left + horizon }} else {{ right + horizon }}"
    return f"#table(columns: ({columns}), align: {align}, table.header({top}), {cells})"


def bars(rows: Sequence[tuple[str, float, str]]) -> str:
    """A bar each of (label, length 0–1, what is said at its end)."""
    cells = "".join(
        f"text(size: 8.5pt, {quoted(label)}), rect(width: {min(1.0, max(0.0, long)) * WIDE:.2f}mm, height: 3.2mm, "
        f"fill: rgb({ACCENT})), text(size: 8.5pt, {quoted(said)}), "
        for label, long, said in rows
    )
    return (
        f"#grid(columns: (auto, 1fr, auto), column-gutter: 4mm, row-gutter: 2.2mm, "
        f"align: (left + horizon, left + horizon, right + horizon), {cells})"
    )

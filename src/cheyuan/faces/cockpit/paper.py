"""The page of the week on paper: a frozen week → a Typst source, always the same for the same week."""

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from cheyuan.base.documents.fonts import FAMILY
from cheyuan.base.documents.markup import quoted
from cheyuan.base.ui import human
from cheyuan.faces.cockpit.models import Week
from cheyuan.faces.cockpit.weekly import shown

INK, QUIET, LINE, SUNK, ACCENT = '"#211E1A"', '"#57524A"', '"#DFD8CA"', '"#EBE6DB"', '"#0E5A66"'
WIDE = 92
"""Millimetres of the longest bar."""


def source(row: Week) -> str:
    """The whole document out of the frozen row alone. Inside a scope, in the language of the reader."""
    facts = shown(row)
    running = f"{row.store.name}  {human.full_date(row.monday)} – {human.full_date(facts['sunday'])}"
    frozen = _("frozen on %(day)s") % {"day": human.exact(row.closed_at)}
    marks = {"over": f"▲ {_('off target')}", "well": f"✓ {_('on target')}", "": ""}
    figures = [
        [str(one["name"]), one["said"], one["before"], one["change"], one["target"], marks[one["mark"]], one["counted"]]
        for one in facts["lines"]
    ]
    trend = [[human.full_date(day), f"{came:,}", f"{closed:,}"] for day, came, closed in reversed(facts["trend"])]
    head = [_("Metric"), _("This week"), _("Week before"), pgettext("figure", "Change"), _("Target"), "", _("Counted")]
    weeks = [_("Week from"), pgettext("complaint", "Received"), pgettext("complaint", "Closed")]
    parts = [
        _head(_("Page of the week"), running, frozen), _heading(_("The figures of the week")),
        _table(head, figures, "1fr, auto, auto, auto, auto, auto, auto"),
    ]  # fmt: skip
    if facts["causes"]:
        parts += [
            _heading(_("What complaints are about")),
            _bars([(label, one.count) for label, one in facts["causes"]]),
        ]
    parts += [_heading(_("Complaints week by week")), _table(weeks, trend, "1fr, auto, auto")]
    return "\n\n".join([*parts, f"#text(size: 7pt, fill: quiet, {quoted('SHA-256 ' + row.digest)})"]) + "\n"


def _head(title: str, running: str, frozen: str) -> str:
    return f"""#set document(title: {quoted(title)}, date: auto)
#let quiet = rgb({QUIET})
#set text(font: {quoted(FAMILY)}, size: 9pt, lang: "zh", fill: rgb({INK}))
#set page(paper: "a4", margin: (x: 18mm, top: 18mm, bottom: 16mm),
  footer: context text(size: 8pt, fill: quiet, {quoted(frozen)} + h(1fr) + counter(page).display("1 / 1", both: true)))
#set par(leading: 0.7em)
#show heading: it => block(above: 6mm, below: 3mm, text(size: 12pt, weight: "regular", it.body))
#set table(stroke: (x, y) => (bottom: 0.4pt + rgb({LINE})), inset: (x: 1.6mm, y: 1.3mm))
#text(size: 20pt, {quoted(title)})

#text(size: 11pt, fill: quiet, {quoted(running)})"""


def _heading(text: str) -> str:
    return f"#heading(level: 1, {quoted(text)})"


def _table(head: Sequence[str], rows: Iterable[Sequence[str]], columns: str) -> str:
    top = ", ".join(f"text(size: 8pt, fill: quiet, {quoted(one)})" for one in head)
    cells = "".join(f"text(size: 8.5pt, {quoted(cell)}), " for row in rows for cell in row)
    align = "(x, y) => if x < 1 { left + horizon } else { right + horizon }"
    return f"#table(columns: ({columns}), align: {align}, table.header({top}), {cells})"


def _bars(rows: Sequence[tuple[str, int]]) -> str:
    most = max(count for _label, count in rows) or 1
    cells = "".join(
        f"text(size: 8.5pt, {quoted(label)}), rect(width: {count / most * WIDE:.2f}mm, height: 3.2mm, fill: rgb({ACCENT})), "
        f"text(size: 8.5pt, {quoted(f'{count:,}')}), "
        for label, count in rows
    )
    return f"#grid(columns: (auto, 1fr, auto), column-gutter: 4mm, row-gutter: 2.2mm, align: horizon, {cells})"

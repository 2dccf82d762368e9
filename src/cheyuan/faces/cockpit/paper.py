"""The page of the week on paper: a frozen week → a Typst source, always the same for the same week."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from cheyuan.base.documents.markup import quoted
from cheyuan.base.ui import human
from cheyuan.faces.cockpit.models import Week
from cheyuan.faces.cockpit.sheet import bars, head, heading, table
from cheyuan.faces.cockpit.weekly import shown


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
    columns = [
        _("Metric"),
        _("This week"),
        _("Week before"),
        pgettext("figure", "Change"),
        _("Target"),
        "",
        _("Counted"),
    ]
    weeks = [_("Week from"), pgettext("complaint", "Received"), pgettext("complaint", "Closed")]
    parts = [
        head(_("Page of the week"), running, frozen), heading(_("The figures of the week")),
        table(columns, figures, "1fr, auto, auto, auto, auto, auto, auto"),
    ]  # fmt: skip
    if facts["causes"]:
        parts += [
            heading(_("What complaints are about")),
            bars(
                [(label, one.count / facts["causes"][0][1].count, f"{one.count:,}") for label, one in facts["causes"]]
            ),
        ]
    parts += [heading(_("Complaints week by week")), table(weeks, trend, "1fr, auto, auto")]
    return "\n\n".join([*parts, f"#text(size: 7pt, fill: quiet, {quoted('SHA-256 ' + row.digest)})"]) + "\n"

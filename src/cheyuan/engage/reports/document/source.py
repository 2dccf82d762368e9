"""The Typst source of a monthly report. Everything that people typed or are called goes in as a quoted string."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from cheyuan.base.documents.fonts import FAMILY
from cheyuan.base.documents.markup import quoted, said
from cheyuan.base.ui import human
from cheyuan.engage.contact.queries import reasons
from cheyuan.engage.reports import weak, words
from cheyuan.engage.reports.document import charts
from cheyuan.engage.reports.document.facts import Facts
from cheyuan.engage.reports.tally import BACK, Figures, Part, Tally
from cheyuan.kernel import money

DASH = "—"


def source(facts: Facts) -> str:
    """The whole document; two equal facts in one language give two equal sources."""
    parts = (
        _head(facts), _summary(facts), _goals(facts), _rules(facts), _days(facts), _people(facts), _models(facts),
        _why(facts), _weak(facts), _plan(facts), _signature(facts), _definitions(facts),
    )  # fmt: skip
    return "\n\n".join(part for part in parts if part) + "\n"


def percent(part: int, whole: int) -> str:
    """93.4 %; a dash of nothing."""
    return f"{100 * part / whole:.1f}%" if whole else DASH


def _head(facts: Facts) -> str:
    title = _("Monthly report on customer care")
    running = f"{facts.store} · {human.month(facts.month)}"
    version = _("version %(number)s, figures closed on %(day)s") % {
        "number": facts.version, "day": human.exact(facts.closed_at),
    }  # fmt: skip
    reopened = f"\n\n{said(_('Opened again: %(reason)s') % {'reason': facts.reason})}" if facts.reason else ""
    return f"""#set document(title: {quoted(title)}, author: {quoted(facts.store)}, date: auto)
#let quiet = rgb({charts.QUIET})
#let rule = line(length: 100%, stroke: 0.5pt + rgb({charts.LINE}))
#set text(font: {quoted(FAMILY)}, size: 9.5pt, lang: "zh", fill: rgb({charts.INK}))
#set page(paper: "a4", margin: (x: 18mm, top: 20mm, bottom: 18mm),
  header: text(size: 8pt, fill: quiet, {quoted(running)}),
  footer: context text(size: 8pt, fill: quiet, {quoted(version)} + h(1fr) + counter(page).display("1 / 1", both: true)))
#set par(leading: 0.8em)
#show heading: it => block(above: 8mm, below: 4mm, text(size: 13pt, weight: "regular", it.body) + v(-2mm) + rule)
#set table(stroke: (x, y) => (bottom: 0.4pt + rgb({charts.LINE})), inset: (x: 2mm, y: 1.6mm))
#text(size: 22pt, {quoted(title)})

#text(size: 12pt, fill: quiet, {quoted(running)}){reopened}"""


def _heading(text: str) -> str:
    return f"#heading(level: 1, {quoted(text)})"


def _table(head: Sequence[str], rows: Iterable[Sequence[str]], columns: str, numbers: int = 1) -> str:
    """A table whose columns from ``numbers`` on stand to the right; a cell that begins with ``box(`` is drawn."""
    cells = [cell if cell.startswith("box(") else f"text(size: 8.5pt, {quoted(cell)})" for row in rows for cell in row]
    top = ", ".join(f"text(size: 8pt, fill: quiet, {quoted(one)})" for one in head)
    align = f"(x, y) => if x < {numbers} {{ left + horizon }} else {{ right + horizon }}"
    return f"#table(columns: ({columns}), align: {align}, table.header({top}), {', '.join(cells)})"


def _summary(facts: Facts) -> str:
    return said(facts.summary) if facts.summary else ""


def _goals(facts: Facts) -> str:
    before = {one.name: one for one in weak.goals(facts.before, facts.targets)} if facts.before else {}
    rows = []
    for one in weak.goals(facts.figures, facts.targets):
        target = (_("at most %(target)s%%") if one.at_most else "%(target)s%%") % {"target": one.target}
        last = before.get(one.name)
        rows.append([
            str(words.RATES[one.name]), percent(one.part, one.whole), target, f"{one.part:,} / {one.whole:,}",
            percent(last.part, last.whole) if last else DASH, charts.gauge(one.share, one.target, one.missed),
        ])  # fmt: skip
    head = [_("Rate"), _("This month"), _("Target"), _("Counted"), _("Month before"), ""]
    return f"{_heading(_('The month in rates'))}\n{_table(head, rows, '1fr, auto, auto, auto, auto, 44mm')}"


def _five(rule: str, one: Tally) -> list[str]:
    returned = f"{one.returned:,}" if rule in BACK or not rule else DASH
    return [
        f"{one.due:,}",
        f"{one.made:,}",
        percent(one.made, one.due),
        f"{one.reached:,}",
        f"{one.booked:,}",
        returned,
    ]


def _columns(first: str) -> list[str]:
    named = [str(one) for one in words.COLUMNS.values()]
    return [first, *named[:2], _("Made of due"), *named[2:]]


WIDTHS = "1fr" + ", auto" * 6


def _rules(facts: Facts) -> str:
    figures = facts.figures
    rows = [[facts.rules.get(rule, rule), *_five(rule, one)] for rule, one in figures.rules.items()]
    rows.append([_("All rules"), *_five("", figures.whole.tally)])
    drawn = charts.bars([(facts.rules.get(rule, rule), one.due, one.made) for rule, one in figures.rules.items()])
    return f"{_heading(_('Reminders by rule'))}\n{_table(_columns(_('Rule')), rows, WIDTHS)}\n#v(3mm)\n{drawn}"


def _days(facts: Facts) -> str:
    days = [(day[-2:].lstrip("0"), one.due, one.made) for day, one in facts.figures.days.items()]
    return f"{_heading(_('Due and made, day by day'))}\n{charts.columns(days)}" if days else ""


def _people(facts: Facts) -> str:
    nobody = _("nobody's")
    found = sorted(facts.figures.agents.items(), key=lambda one: (-one[1].tally.due, one[0]))
    rows = [[facts.people.get(key, nobody if not key else f"#{key}"), *_five("", one.tally)] for key, one in found]
    return f"{_heading(_('By colleague'))}\n{_table(_columns(_('Colleague')), rows, WIDTHS)}" if rows else ""


def _models(facts: Facts) -> str:
    head = [
        _("Model"),
        str(words.COLUMNS["due"]),
        str(words.COLUMNS["made"]),
        *(str(words.RATES[one]) for one in MODEL_RATES),
    ]
    found = sorted(facts.figures.models.items(), key=lambda one: (-one[1].rate("lapse").whole, one[0]))[:15]
    rows = [[key or DASH, f"{one.tally.due:,}", f"{one.tally.made:,}", *_rates(one)] for key, one in found]
    return f"{_heading(_('By model'))}\n{_table(head, rows, WIDTHS)}" if rows else ""


MODEL_RATES = ("first_return", "periodic_return", "lapse", "recall")


def _rates(one: Part) -> list[str]:
    return [percent(one.rate(name).part, one.rate(name).whole) for name in MODEL_RATES]


def _why(facts: Facts) -> str:
    figures: Figures = facts.figures
    said_so = reasons()
    parts = []
    if figures.reasons:
        drawn = charts.bars(
            [(str(said_so.get(key, key)), count, count) for key, count in figures.reasons.items()], counts=True
        )
        parts.append(f"{_heading(_('Why they do not come'))}\n{drawn}")
    if figures.shops:
        rows = [
            [
                one.name or _("other shops"),
                f"{one.count:,}",
                money.show(one.average) if one.average is not None else DASH,
            ]
            for one in figures.shops
        ]
        head = [_("Shop"), _("Mentions"), _("Average price")]
        parts.append(f"{_heading(_('Where else they go, and at what price'))}\n{_table(head, rows, '1fr, auto, auto')}")
    return "\n".join(parts)


def _weak(facts: Facts) -> str:
    found = weak.weak_points(facts.figures, facts.targets)
    lines = [
        _("%(rate)s: %(share)s, %(gap)s points off the target of %(target)s%%.") % {
            "rate": words.RATES[one.name], "share": percent(one.part, one.whole), "gap": one.gap, "target": one.target,
        }
        for one in found
    ]  # fmt: skip
    lines += [
        _("%(rule)s: %(left)s of %(due)s reminders were not made.") % {
            "rule": facts.rules.get(rule, rule), "left": left, "due": due,
        }
        for rule, due, left in weak.worst_rules(facts.figures, facts.targets["made"])
    ]  # fmt: skip
    text = "\n".join(f"- {said(line)}" for line in lines) or said(_("Every rate meets its target."))
    return f"{_heading(_('Weak points'))}\n{text}"


def _plan(facts: Facts) -> str:
    if not facts.plan:
        return f"{_heading(_('Improvement plan'))}\n{said(_('There is no plan.'))}"
    rows = [
        [str(words.RATES.get(one.weak, _("in general"))), one.what, one.owner, human.full_date(one.due_on)]
        for one in facts.plan
    ]
    head = [_("Weak point"), _("What is done"), pgettext("improvement", "Owner"), _("Until")]
    return f"{_heading(_('Improvement plan'))}\n{_table(head, rows, 'auto, 1fr, auto, auto', numbers=4)}"


def _signature(facts: Facts) -> str:
    boxes = [
        _signed(_("Submitted by"), facts.submitted_name, facts.submitted_at),
        _signed(_("Approved by, general manager"), facts.signed_name, facts.approved_at),
    ]
    return f"#v(8mm)\n#block(breakable: false, grid(columns: (1fr, 1fr), column-gutter: 12mm, {', '.join(boxes)}))"


def _signed(label: str, name: str, at: datetime | None) -> str:
    shown = f"{name}   {human.exact(at)}" if name and at else " "
    return (
        f"[#text(size: 8pt, fill: quiet, {quoted(label)}) #v(4mm) #text(size: 12pt, {quoted(shown)}) "
        f"#v(-1mm) #line(length: 100%, stroke: 0.6pt)]"
    )


def _definitions(facts: Facts) -> str:
    lines = [
        f"- #text(size: 8pt, {quoted(name)}) #text(size: 8pt, fill: quiet, {quoted(_filled(text, facts))})"
        for name, text in words.DEFINITIONS
    ]
    seal = _("Digest of the closed figures (SHA-256): %(digest)s") % {"digest": facts.digest}
    end = f"#text(size: 7pt, fill: quiet, {quoted(seal)})"
    return f"{_heading(_('How the figures are counted'))}\n" + "\n".join(lines) + f"\n\n{end}"


def _filled(text: object, facts: Facts) -> str:
    return str(text) % {"days": facts.lapse_days} if "%(days)s" in str(text) else str(text)

"""The cockpit on paper: what the page shows with the filters in force → a Typst source, its pictures drawn in Typst."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from itertools import pairwise
from typing import Any

from django.utils.translation import gettext as _

from cheyuan.base.documents.markup import quoted
from cheyuan.base.ui import human
from cheyuan.faces.cockpit import reading, words
from cheyuan.faces.cockpit.sheet import INK, OVER, QUIET, WELL, bars, head, heading, table
from cheyuan.faces.cockpit.spark import HEIGHT, WIDTH, Spark
from cheyuan.faces.cockpit.wish import Wish

HIGH = 8
"""Millimetres of the course of a tile."""


def source(
    wish: Wish, found: reading.Reading, drawn: Mapping[str, Any], *, where: str, as_of: datetime | None
) -> str:  # fmt: skip
    """The whole document, in the language of the reader; equal figures give equal sources."""
    days = f"{human.full_date(wish.first)} – {human.full_date(wish.last)}"
    stand = f"{_('Figures as of')} {human.exact(as_of)}" if as_of else _("Not reckoned yet")
    made: dict[str, Callable[[Mapping[str, Any]], str]] = {
        "stores": _stores, "funnel": _funnel, "cohorts": _cohorts, "pareto": _causes,
    }  # fmt: skip
    parts = [
        head(_("Cockpit"), f"{where}  {days}", stand), _asked(wish), _sentence(found), _tiles(found.tiles),
        *(made[one](drawn) for one in drawn["pictures"]), _formulas(found.tiles),
    ]  # fmt: skip
    return "\n\n".join(part for part in parts if part) + "\n"


def _asked(wish: Wish) -> str:
    """The filters in force in words."""
    since, until = (human.full_date(day) for day in wish.before)
    said = [_("compared with %(since)s – %(until)s") % {"since": since, "until": until}]
    said = [str(words.PERIODS[wish.period]), *said, *wish.filters.values()]
    return f"#text(size: 8.5pt, fill: quiet, {quoted(' · '.join(said))})"


def _sentence(found: reading.Reading) -> str:
    said = reading.sentence(found.tiles)
    return f"#text(size: 12pt, {quoted(said)})" if said else ""


def _tiles(tiles: Sequence[reading.Tile]) -> str:
    inside = ", ".join(_tile(one) for one in tiles)
    return f"#v(2mm)\n#grid(columns: (1fr, 1fr, 1fr), column-gutter: 7mm, row-gutter: 5mm, {inside})"


def _tile(one: reading.Tile) -> str:
    """Its name, its figure beside its course, and how it stands."""
    ink, sign = {"over": (OVER, "▲ "), "well": (WELL, "✓ ")}.get(one.mark, (QUIET, ""))
    below = (
        [f"text(size: 8pt, fill: rgb({ink}), {quoted(sign + one.target)})"] if one.target and not one.outside else []
    )
    below += [f"text(size: 8pt, fill: quiet, {quoted(said)})" for said in (one.change, one.outside) if said]
    return (
        f"block(breakable: false, width: 100%, {{ text(size: 8.5pt, fill: quiet, {quoted(one.name)}); linebreak(); "
        f"grid(columns: (auto, 1fr), column-gutter: 3mm, align: horizon, text(size: 18pt, {quoted(one.said)}), "
        f"{_course(one.spark)}); {' + h(2mm) + '.join(below) or 'none'} }})"
    )


def _course(one: Spark) -> str:
    """The line of the tile, with its target and its last point."""
    points = [tuple(float(part) for part in point.split(",")) for point in one.points.split()]
    lines = [
        f"place(line(start: {_at(*start)}, end: {_at(*end)}, stroke: 0.7pt + rgb({QUIET})))"
        for start, end in pairwise(points)
    ]
    if one.target:
        wished = f"start: {_at(0, float(one.target))}, end: {_at(WIDTH, float(one.target))}"
        lines.append(f'place(line({wished}, stroke: (paint: rgb({QUIET}), thickness: 0.4pt, dash: "dashed")))')
    if points:
        x, y = points[-1]
        lines.append(f"place(dx: {_x(x)} - 0.6mm, dy: {_y(y)} - 0.6mm, circle(radius: 0.6mm, fill: rgb({INK})))")
    return f"box(width: 100%, height: {HIGH}mm, {{ {'; '.join(lines) or 'none'} }})"


def _x(value: float) -> str:
    return f"{100 * value / WIDTH:.2f}%"


def _y(value: float) -> str:
    return f"{HIGH * value / HEIGHT:.2f}mm"


def _at(x: float, y: float) -> str:
    return f"({_x(x)}, {_y(y)})"


def _part(title: str, *inside: str) -> str:
    return "\n\n".join([heading(title), *(one for one in inside if one)])


def _note(said: str) -> str:
    return f"#text(size: 8pt, fill: quiet, {quoted(said)})" if said else ""


def _stores(drawn: Mapping[str, Any]) -> str:
    if not drawn["ranked"]:
        return ""
    outside = drawn["ranked_outside"]
    why = _("%(why)s The stores stand here by all of it.") % {"why": outside} if outside else ""
    marks = {"over": "▲ ", "well": "✓ ", "": ""}
    rows = [(one.name, one.filled / 100, marks[one.mark] + one.said) for one in drawn["ranked"]]
    return _part(f"{_('The stores beside each other')}: {drawn['ranked_by'].name}", _note(why), bars(rows))


def _funnel(drawn: Mapping[str, Any]) -> str:
    if not drawn["funnel"]:
        return ""
    rows = [(str(one.label), one.whole, f"{one.count:,}  {one.whole:.0%}") for one in drawn["funnel"]]
    said = _("Percentages are of all that were due. Only reminders of a service are booked and come.")
    return _part(_("From the reminder to the workshop"), bars(rows), _note(said))


def _causes(drawn: Mapping[str, Any]) -> str:
    if not drawn["causes"]:
        return ""
    outside, most = drawn["causes_outside"], drawn["causes"][0][1].count
    why = _("%(why)s All of them are shown.") % {"why": outside} if outside else ""
    rows = [(label, one.count / most, f"{one.count:,}  {one.together:.0%}") for label, one in drawn["causes"]]
    said = _("Behind each number: the share of all so far.")
    return _part(_("What complaints are about"), _note(why), bars(rows), _note(said))


def _cohorts(drawn: Mapping[str, Any]) -> str:
    """Years by months; the darker, the more."""
    heat = drawn["heat"]
    if heat is None:
        return ""
    cells = [f"text(size: 7.5pt, fill: quiet, {quoted(one)})" for one in ("", *(f"{day:%y-%m}" for day in heat.months))]
    for year, figures in heat.rows:
        cells.append(f"text(size: 7.5pt, {quoted(year)})")
        cells += [_warm(warmth, said) for warmth, said in figures]
    grid = f"#grid(columns: (12mm, {'1fr, ' * len(heat.months)}), gutter: 0.5mm, align: center + horizon, {', '.join(cells)})"
    return _part(_("Lapse by year of delivery"), grid)


def _warm(warmth: int, said: str) -> str:
    if warmth < 0:
        return "none"
    ink = "white" if warmth > 4 else f"rgb({INK})"
    share = (4, 9, 15, 22, 30, 68, 82)[warmth]
    fill = f"color.mix((rgb({INK}), {share}%), (white, {100 - share}%))"
    words_of = f"text(size: 6.5pt, fill: {ink}, {quoted(said)})"
    return f"block(width: 100%, height: 5mm, fill: {fill}, align(center + horizon, {words_of}))"


def _formulas(tiles: Sequence[reading.Tile]) -> str:
    rows = [[one.name, one.counted, one.formula] for one in tiles]
    columns = [_("Metric"), _("Counted"), _("Formula")]
    return _part(_("How it is counted"), table(columns, rows, "34mm, auto, 1fr", words=3))

"""A figure as people say it, and whether it is where it should be."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from cheyuan.base.ui import human
from cheyuan.insight.metrics import words
from cheyuan.insight.metrics.declaring import Metric
from cheyuan.kernel import money

DASH = "—"


def said(one: Metric, figure: float | None) -> str:
    """41.4%, 1,234, ¥560, 1 h 20 min, 8.9; a dash where there is none."""
    if figure is None:
        return DASH
    if one.unit == "ratio":
        return f"{figure * 100:.1f}%"
    if one.unit == "fen":
        return money.show(round(figure / 100) * 100)
    if one.unit == "minutes":
        return human.span(round(figure))
    if one.unit == "days":
        return _("%(days)s days") % {"days": f"{figure:.1f}"}
    return f"{figure:,.0f}" if one.summed else f"{figure:,.1f}" if one.scale == 1 and not one.mean else f"{figure:,.2f}"


def counted(one: Metric, num: int, den: int) -> str:
    """What a quotient was made of: 27 / 30, ¥259,800 / 155, 16.75 / 2; empty for counts and sums of money."""
    if one.summed:
        return ""
    above = f"{num:,}" if one.scale == 1 else f"{num / one.scale:,.2f}"
    if one.unit == "fen":
        above = said(one, num)
    elif one.unit == "minutes":
        above = human.span(num)
    return f"{above} / {den:,}"


def changed(one: Metric, change: float | None) -> str:
    """+2.1 points, −12: how the figure differs from that of the period before; empty where either is missing."""
    if change is None:
        return ""
    sign = "±" if _nothing(one, change) else "+" if change > 0 else "−"
    if one.unit == "ratio":
        return _("%(points)s points") % {"points": f"{sign}{abs(change) * 100:.1f}"}
    return f"{sign}{said(one, abs(change))}"


def good(one: Metric, change: float | None) -> bool | None:
    """Whether a change is one for the better; None where nothing changed that could be seen."""
    return None if change is None or _nothing(one, change) else (change > 0) == (one.better == "up")


def _nothing(one: Metric, change: float) -> bool:
    """Whether a change is said as none at all: −0.0 points."""
    return said(one, abs(change)) == said(one, 0.0)


def missed(one: Metric, figure: float | None, target: float | None) -> bool | None:
    """Whether the figure misses its target; None where either is missing."""
    if figure is None or target is None:
        return None
    return figure < target if one.better == "up" else figure > target


def outside(one: Metric, filters: Iterable[str]) -> str:
    """Which of these filters (names of dims) the metric does not follow and why, as a sentence; empty: it follows all."""
    strange = [name for name in filters if name not in one.dims]
    if not strange:
        return ""
    said_of = {"filters": _listed(strange), "known": _listed(one.dims)}
    if not one.dims:
        return _("Not counted by %(filters)s.") % said_of
    return _("Not counted by %(filters)s, only by: %(known)s.") % said_of


def _listed(dims: Iterable[str]) -> str:
    return pgettext("list", ", ").join(str(words.DIMS[name]).lower() for name in dims)

"""Pictures of courses: options of a chart as plain values, and the small line beside a figure as points of an SVG."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from cheyuan.base.ui import human
from cheyuan.insight.metrics.declaring import Metric
from cheyuan.insight.metrics.queries.figures import Point, Series

WIDTH, HEIGHT = 96, 24
MOST = 4


def small(points: Sequence[Point]) -> str:
    """The ``points`` of a polyline in a box of 96 × 24; empty with fewer than two figures."""
    known = [(place, one.figure) for place, one in enumerate(points) if one.figure is not None]
    if len(known) < 2:
        return ""
    least, most = min(value for _place, value in known), max(value for _place, value in known)
    wide, high = (WIDTH - 4) / max(1, len(points) - 1), (HEIGHT - 4) / ((most - least) or 1)
    return " ".join(f"{2 + place * wide:.1f},{HEIGHT - 2 - (value - least) * high:.1f}" for place, value in known)


def scaled(one: Metric, figure: float | None) -> float | None:
    """The figure in the unit of the picture: percent, yuan, else as it is."""
    if figure is None:
        return None
    return round(figure * {"ratio": 100, "fen": 0.01}.get(one.unit, 1), 2)


def course(found: Series, labels: Mapping[str, str], target: float | None = None) -> dict[str, Any]:
    """The course as lines (bars where sums are counted), one per part, with its target as a line."""
    days = sorted({one.day for one in found.points})
    known = {(one.part, one.day): one.figure for one in found.points}
    parts = found.parts[:MOST]
    kind = "bar" if found.metric.summed and not found.split else "line"
    series: list[dict[str, Any]] = [
        {
            "type": kind, "name": labels.get(part, part) or str(found.metric.name), "barMaxWidth": 24, "symbolSize": 5,
            "data": [scaled(found.metric, known.get((part, day))) for day in days], "connectNulls": True,
        }
        for part in parts
    ]  # fmt: skip
    if target is not None and series:
        wished = {
            "silent": True,
            "symbol": "none",
            "data": [{"yAxis": scaled(found.metric, target), "name": _("Target")}],
        }
        series[0]["markLine"] = {**wished, "lineStyle": {"type": "dashed"}, "label": {"formatter": "{b}"}}
    ends = _ends(found.metric, [value for one in series for value in one["data"] if value is not None], target)
    unit = {"ratio": "{value}%", "fen": "¥{value}"}.get(found.metric.unit, "{value}")
    return {
        "tooltip": {"trigger": "axis"}, "legend": {"bottom": 0, "show": len(series) > 1, "type": "plain"},
        "grid": {"left": 8, "right": 40, "top": 16, "bottom": 48 if len(series) > 1 else 8, "containLabel": True},
        "xAxis": {"type": "category", "data": [_day(day, found.step) for day in days]},
        "yAxis": {"type": "value", "scale": not found.metric.summed, "axisLabel": {"formatter": unit}, **ends}, "series": series,
    }  # fmt: skip


def _day(day: date, step: str) -> str:
    return human.month(day) if step == "month" else human.month_and_day(day)


def _ends(one: Metric, values: Sequence[float], target: float | None) -> dict[str, float]:
    """Where the axis ends: a target outside of the figures is seen, and nothing goes beyond 100 % that cannot."""
    found: dict[str, float] = {}
    wished = scaled(one, target)
    if values and wished is not None and not one.summed:
        found |= {"min": wished} if wished < min(values) else {"max": wished} if wished > max(values) else {}
    if values and one.unit == "ratio" and 90 < max(values) <= 100:
        found["max"] = 100
    return found

"""The pictures of the results as plain chart options; the same figures stand beside them as tables."""

from typing import Any

from django.utils.translation import gettext

from cheyuan.base.ui import human
from cheyuan.engage.surveys.queries.results import Score


def by_month(months: list[Score]) -> dict[str, Any]:
    """The mean score as a line (left, of ten), NPS as bars (right, points)."""
    return {
        "tooltip": {"trigger": "axis"},
        "legend": {"bottom": 0},
        "grid": {"left": 8, "right": 8, "top": 32, "bottom": 32, "containLabel": True},
        "xAxis": {"type": "category", "data": [human.month(one.key) for one in months]},
        "yAxis": [
            {"type": "value", "min": 0, "max": 10, "interval": 2, "name": gettext("CSI")},
            {"type": "value", "min": -100, "max": 100, "interval": 40, "name": "NPS", "splitLine": {"show": False}},
        ],
        "series": [
            {"type": "bar", "name": "NPS", "yAxisIndex": 1, "data": [one.nps for one in months], "barMaxWidth": 32},
            {"type": "line", "name": gettext("CSI"), "data": [one.points for one in months]},
        ],
    }  # fmt: skip


def by_advisor(people: list[Score]) -> dict[str, Any]:
    """One bar each, the best on top."""
    ordered = sorted((one for one in people if one.points is not None), key=lambda one: one.points or 0)
    return {
        "tooltip": {"trigger": "axis"},
        "grid": {"left": 8, "right": 24, "top": 8, "bottom": 8, "containLabel": True},
        "xAxis": {"type": "value", "min": 0, "max": 10},
        "yAxis": {"type": "category", "data": [one.label for one in ordered]},
        "series": [
            {
                "type": "bar", "name": gettext("CSI"), "data": [round(one.points or 0, 1) for one in ordered], "barMaxWidth": 20,
                "label": {"show": True, "position": "right", "color": "inherit", "textBorderWidth": 0},
            },
        ],
    }  # fmt: skip

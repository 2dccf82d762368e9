"""The pictures of the analysis as plain chart options; the same figures stand beside them as tables."""

from typing import Any

from django.utils.translation import gettext

from cheyuan.base.ui import human
from cheyuan.engage.complaints import words
from cheyuan.engage.complaints.queries.analysis import Cause, Week


def pareto(causes: list[Cause]) -> dict[str, Any]:
    """Bars by number, a line with the share of all up to each (percent)."""
    return {
        "tooltip": {"trigger": "axis"},
        "legend": {"bottom": 0},
        "grid": {"left": 8, "right": 8, "top": 24, "bottom": 32, "containLabel": True},
        "xAxis": {
            "type": "category",
            "data": [str(words.KINDS[one.kind]) for one in causes],
            "axisLabel": {"interval": 0, "width": 44, "overflow": "break"},
        },
        "yAxis": [
            {"type": "value", "minInterval": 1},
            {"type": "value", "min": 0, "max": 100, "axisLabel": {"formatter": "{value}%"}, "splitLine": {"show": False}},
        ],
        "series": [
            {"type": "bar", "name": gettext("Complaints"), "data": [one.count for one in causes], "barMaxWidth": 48},
            {
                "type": "line", "name": gettext("Share of all so far"), "yAxisIndex": 1,
                "data": [round(100 * one.together) for one in causes],
            },
        ],
    }  # fmt: skip


def trend(weeks: list[Week]) -> dict[str, Any]:
    """Received and closed per week."""
    return {
        "tooltip": {"trigger": "axis"},
        "legend": {"bottom": 0},
        "grid": {"left": 8, "right": 16, "top": 24, "bottom": 32, "containLabel": True},
        "xAxis": {"type": "category", "data": [human.month_and_day(one.monday) for one in weeks]},
        "yAxis": {"type": "value", "minInterval": 1},
        "series": [
            {"type": "line", "name": str(words.STATES["received"]), "data": [one.received for one in weeks]},
            {
                "type": "line", "name": str(words.STATES["closed"]), "data": [one.closed for one in weeks],
                "lineStyle": {"type": "dashed"},
            },
        ],
    }  # fmt: skip

"""The pictures of the figures as plain chart options; the same figures stand beside them as tables."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from cheyuan.base.ui import human
from cheyuan.engage.reports import words
from cheyuan.engage.reports.tally import Tally

SHOWN = ("due", "made", "reached", "booked")


def by_rule(rows: Sequence[tuple[str, Tally]]) -> dict[str, Any]:
    """Per rule, the most at the top: due, made, reached, booked."""
    ordered = sorted(rows, key=lambda row: row[1].due)[-12:]
    return {
        "tooltip": {"trigger": "axis"}, "legend": {"bottom": 0},
        "grid": {"left": 8, "right": 16, "top": 8, "bottom": 32, "containLabel": True},
        "xAxis": {"type": "value", "minInterval": 1},
        "yAxis": {"type": "category", "data": [title for title, _one in ordered],
                  "axisLabel": {"width": 110, "overflow": "truncate"}},
        "series": [
            {"type": "bar", "name": str(words.COLUMNS[name]), "data": [getattr(one, name) for _title, one in ordered],
             "barMaxWidth": 8}
            for name in SHOWN
        ],
    }  # fmt: skip


def by_day(days: Mapping[str, Tally]) -> dict[str, Any]:
    """Due and made per day of the deadline."""
    return {
        "tooltip": {"trigger": "axis"}, "legend": {"bottom": 0},
        "grid": {"left": 8, "right": 16, "top": 24, "bottom": 32, "containLabel": True},
        "xAxis": {"type": "category", "data": [human.month_and_day(date.fromisoformat(day)) for day in days]},
        "yAxis": {"type": "value", "minInterval": 1},
        "series": [
            {"type": "bar", "name": str(words.COLUMNS["due"]), "data": [one.due for one in days.values()], "barMaxWidth": 16},
            {"type": "bar", "name": str(words.COLUMNS["made"]), "data": [one.made for one in days.values()],
             "barMaxWidth": 16},
        ],
    }  # fmt: skip

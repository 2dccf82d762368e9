"""The picture of the calibration: expected and made visits by bin."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext


def bins(tested: dict[str, Any]) -> dict[str, Any]:
    """Options of the chart: ten groups of customers from the least to the most expected visits, per customer."""
    rows = tested.get("bins", [])
    names = [str(n) for n in range(1, len(rows) + 1)]
    return {
        "tooltip": {"trigger": "axis"},
        "legend": {"data": [_("Expected"), pgettext("visits", "Came")], "bottom": 0},
        "grid": {"left": 44, "right": 12, "top": 16, "bottom": 56},
        "xAxis": {"type": "category", "data": names},
        "yAxis": {"type": "value"},
        "series": [
            {"name": _("Expected"), "type": "bar", "data": [one["expected"] for one in rows]},
            {"name": pgettext("visits", "Came"), "type": "bar", "data": [one["made"] for one in rows]},
        ],
    }

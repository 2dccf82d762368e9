"""What can be done with figures: reckon them anew."""

from datetime import date
from typing import Any

from cheyuan.base.lake import process
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.clock import day_of, now

RECKON = "cheyuan.insight.metrics.reckoning.answer"


def refresh(
    by: Actor, store_id: int, *, as_of: date | None = None, report: process.Report = lambda done, total: None
) -> dict[str, Any]:
    """Reckon all figures of a store up to a day (today) in a child; answers refresh, figures, changed, gone.

    All or nothing, twice is harmless. Denied without ``metrics.refresh`` and for a foreign store.
    """
    by.require("metrics.refresh")
    by = by.within(store_id)
    return process.once(by, RECKON, report=report, store_id=store_id, as_of=(as_of or day_of(now())).isoformat())

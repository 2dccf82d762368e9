"""Reckoning in a process of its own, so that neither web nor worker loads the data engine."""

from datetime import date
from typing import Any

from cheyuan.base.lake import process
from cheyuan.kernel.actor import Actor

FUNCTION = "cheyuan.insight.scores.storing.night.reckon"


def reckon(by: Actor, store_id: int, as_of: date, report: Any = lambda done, total: None) -> dict[str, Any]:
    """The scores of a store as of a day; answers how many cars, candidates and customers, and the method."""
    return process.once(by, FUNCTION, report=report, store_id=store_id, as_of=as_of.isoformat())

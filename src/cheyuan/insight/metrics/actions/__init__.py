"""What can be done with figures: reckon them anew."""

from datetime import date, datetime
from typing import Any

from cheyuan.base.jobs.actions import start
from cheyuan.base.journal.actions import note
from cheyuan.base.lake import process
from cheyuan.base.tenancy.queries import store_of
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.clock import day_of, now
from cheyuan.kernel.errors import Refused
from cheyuan.kernel.ref import Ref

WORK = "metrics.refresh"

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


def start_refresh(by: Actor, store_id: int | None = None, *, at: datetime) -> int:
    """Put the reckoning of a store (the one worked in) in line; answers the number of the work.

    Refused("store_needed") without a store; Denied without ``metrics.refresh`` and for a foreign one.
    """
    by.require("metrics.refresh")
    store = store_id or by.store_id
    if store is None:
        raise Refused("store_needed")
    by.within(store)
    return int(start(by, WORK, store_of(by, store).name, {"store_id": store}, at=at, store_id=store).pk)


def exported(by: Actor, code: str, rows: int, *, at: datetime, **facts: Any) -> None:
    """Somebody took rows of a metric out of the house; inside a scope. Denied without ``metrics.export``."""
    by.require("metrics.export")
    note(by, "metric.exported", Ref("metric", 0), at=at, metric=code, rows=rows, **facts)

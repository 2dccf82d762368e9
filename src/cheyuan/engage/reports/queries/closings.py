"""The gate to closed months, their reports and plans. Whoever does not see the whole store sees none of them."""

from collections.abc import Sequence
from datetime import date

from django.db.models import QuerySet

from cheyuan.engage.reports.models import Closing, Measure, Report
from cheyuan.engage.reports.period import month_before
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.errors import Missing


def closings(by: Actor) -> QuerySet[Closing]:
    """The closed months of the actor's stores, the newest first."""
    by.require("reports.team")
    rows: QuerySet[Closing] = Closing.objects.filter(store_id__in=by.store_ids)
    return rows.order_by("-month", "store_id", "-version")


def closing(by: Actor, closing_id: int) -> Closing:
    """One of them; Missing when there is none for this actor."""
    found = closings(by).filter(pk=closing_id).first()
    if found is None:
        raise Missing("closing", closing_id)
    return found


def newest(by: Actor, store_id: int, month: date) -> Closing | None:
    """The version that counts; None while the month is open."""
    return closings(by).filter(store_id=store_id, month=month).first()


def before(by: Actor, one: Closing) -> Closing | None:
    """The month before, as it counts."""
    return newest(by, one.store_id, month_before(one.month))


def reports(by: Actor) -> QuerySet[Report]:
    """The reports on these months, the newest first."""
    by.require("reports.team")
    rows: QuerySet[Report] = Report.objects.filter(store_id__in=by.store_ids).select_related("closing", "store")
    return rows.order_by("-closing__month", "store_id", "-closing__version")


def report(by: Actor, report_id: int, *, lock: bool = False) -> Report:
    """One of them; Missing when there is none for this actor."""
    rows = reports(by)
    found = (rows.select_for_update(of=("self",)) if lock else rows).filter(pk=report_id).first()
    if found is None:
        raise Missing("month_report", report_id)
    return found


def report_of(by: Actor, closing_id: int, *, lock: bool = False) -> Report:
    """The report on a closing."""
    rows = reports(by)
    found = (rows.select_for_update(of=("self",)) if lock else rows).filter(closing_id=closing_id).first()
    if found is None:
        raise Missing("month_report")
    return found


def measures(by: Actor, report_id: int) -> Sequence[Measure]:
    """The improvement plan of a report, the nearest day first."""
    rows = Measure.objects.filter(store_id__in=by.store_ids, report_id=report_id).select_related("owner")
    return list(rows.order_by("due_on", "pk"))

"""Writing the report on a closed month: the improvement plan, a summary, and giving it to the general manager (CARE-41)."""

from datetime import date, datetime

from cheyuan.base.accounts.queries import colleagues
from cheyuan.base.approvals.actions import ask
from cheyuan.base.approvals.models import Approval
from cheyuan.base.journal.actions import note
from cheyuan.base.tenancy.acting import action
from cheyuan.base.tenancy.queries import store_names
from cheyuan.engage.reports.models import Measure, Report
from cheyuan.engage.reports.moves import DRAFT, REPORT
from cheyuan.engage.reports.queries.closings import report
from cheyuan.engage.reports.tally import RATES
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.clock import day_of
from cheyuan.kernel.errors import Conflict, Missing, Refused
from cheyuan.kernel.ref import Ref

LONGEST = 2000
KIND = "report"


@action("reports.write")
def add_measure(
    by: Actor, report_id: int, what: str, *, weak: str, owner_id: int, due_on: date, at: datetime
) -> Measure:
    """Add a line to the plan of a draft. ``weak`` is a rate of the report or "" for anything else.

    Refused("measure_what", "measure_weak", "measure_owner"); Conflict("report_closed").
    """
    one = _draft(by, report_id)
    if not what.strip():
        raise Refused("measure_what", field="what")
    if weak not in ("", *RATES):
        raise Refused("measure_weak", field="weak")
    if owner_id not in colleagues(by, day_of(at)):
        raise Refused("measure_owner", field="owner_id")
    row: Measure = Measure.objects.create(
        store_id=one.store_id, report=one, weak=weak, what=what.strip()[:300], owner_id=owner_id, due_on=due_on,
        by_id=by.account_id, by_name=by.name, at=at,
    )  # fmt: skip
    note(by, "measure.added", Ref("month_report", one.pk), at=at, store_id=one.store_id, measure=row.pk, weak=weak)
    return row


@action("reports.write")
def drop_measure(by: Actor, measure_id: int, *, at: datetime) -> Report:
    """Take a line out of the plan of a draft. Conflict("report_closed")."""
    row = _measure(by, measure_id)
    one = _draft(by, row.report_id)
    note(by, "measure.dropped", Ref("month_report", one.pk), at=at, store_id=one.store_id, measure=row.pk)
    row.delete()
    return one


@action("reports.view")
def finish_measure(by: Actor, measure_id: int, *, done: bool = True, at: datetime) -> Measure:
    """It is done, or open again; by its owner or whoever writes reports. Conflict("measure_changed")."""
    row = _measure(by, measure_id)
    if not by.may("reports.write") and row.owner_id != by.account_id:
        raise Missing("measure", measure_id)
    if (row.done_at is not None) == done:
        raise Conflict("measure_changed")
    row.done_at = at if done else None
    row.save(update_fields=["done_at"])
    verb = "measure.done" if done else "measure.undone"
    note(by, verb, Ref("month_report", row.report_id), at=at, store_id=row.store_id, measure=row.pk)
    return row


@action("reports.write")
def submit(by: Actor, report_id: int, summary: str, *, at: datetime) -> Approval:
    """Give the report to the general manager, with a few words of one's own. Refused("report_summary")."""
    one, summary = _draft(by, report_id), summary.strip()[:LONGEST]
    if not summary:
        raise Refused("report_summary", field="summary")
    one.state, one.summary, one.updated_at = REPORT.to(one.state, "submit"), summary, at
    one.submitted_at, one.submitted_by_id, one.submitted_name = at, by.account_id, by.name
    one.save()
    note(by, "report.submitted", _ref(one), at=at, store_id=one.store_id, version=one.closing.version)
    store = store_names([one.store_id]).get(one.store_id, "")
    return ask(
        by, KIND, _ref(one), store_id=one.store_id, title=f"{store} {one.closing.month:%Y-%m}", reason=summary[:500], at=at,
    )  # fmt: skip


def _draft(by: Actor, report_id: int) -> Report:
    one = report(by, report_id, lock=True)
    if one.state != DRAFT:
        raise Conflict("report_closed", state=one.state)
    return one


def _measure(by: Actor, measure_id: int) -> Measure:
    found: Measure | None = Measure.objects.select_for_update().filter(store_id__in=by.store_ids, pk=measure_id).first()
    if found is None:
        raise Missing("measure", measure_id)
    return found


def _ref(one: Report) -> Ref:
    return Ref("month_report", one.pk)

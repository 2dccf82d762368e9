"""A month closes (CARE-40): its figures are frozen, its report and the proposals that follow from it are laid out."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import connection

from cheyuan.base.journal.actions import note
from cheyuan.base.tenancy.acting import action
from cheyuan.base.tenancy.queries import store_of
from cheyuan.engage.reports import findings, freezing
from cheyuan.engage.reports.models import Closing, Proposal, ProposalStep, Report
from cheyuan.engage.reports.moves import DROPPED, PROPOSED, SETTLED, SUBMITTED
from cheyuan.engage.reports.period import MONTH, Period
from cheyuan.engage.reports.queries.closings import closing, newest, report_of
from cheyuan.engage.reports.tally import from_plain
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.clock import day_of
from cheyuan.kernel.errors import Conflict, Refused
from cheyuan.kernel.ref import Ref


@action("reports.close")
def close(by: Actor, store_id: int, month: date, *, at: datetime) -> Closing:
    """Freeze a month that is over; asked again, or by two at once, it answers the closing that stands.

    ``month`` is any day in it. Refused("month_runs").
    """
    period = Period.of(MONTH, month)
    store = store_of(by, store_id)
    if day_of(at) <= period.until:
        raise Refused("month_runs", field="month", day=period.after.since.isoformat())
    _one_at_a_time(store.pk, period.since)
    return newest(by, store.pk, period.since) or _freeze(by, store.pk, period.since, None, "", at)


@action("reports.close")
def reopen(by: Actor, closing_id: int, reason: str, *, at: datetime) -> Closing:
    """Reckon a closed month anew as its next version; the one before stays as it is.

    What was proposed but not settled from the old version falls away; what was settled is not proposed again.
    Refused("reopen_reason"); Conflict("closing_old", "report_waits").
    """
    old = closing(by, closing_id)
    if not reason.strip():
        raise Refused("reopen_reason", field="reason")
    _one_at_a_time(old.store_id, old.month)
    if (last := newest(by, old.store_id, old.month)) is None or last.pk != old.pk:
        raise Conflict("closing_old")
    if report_of(by, old.pk, lock=True).state == SUBMITTED:
        raise Conflict("report_waits")
    _let_fall(by, old, at)
    return _freeze(by, old.store_id, old.month, old, reason.strip()[:300], at)


def _one_at_a_time(store_id: int, month: date) -> None:
    """Held until the transaction ends: whoever comes second finds what the first has written."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 7306))", [f"month:{store_id}:{month}"])


def _freeze(by: Actor, store_id: int, month: date, old: Closing | None, reason: str, at: datetime) -> Closing:
    figures, inputs = freezing.measured(by, store_id, month)
    row: Closing = Closing.objects.create(
        store_id=store_id, month=month, version=old.version + 1 if old else 1, figures=figures, inputs=inputs,
        digest=freezing.digest(figures, inputs), reason=reason, closed_at=at, by_id=by.account_id, by_name=by.name,
    )  # fmt: skip
    Report.objects.create(store_id=store_id, closing=row, updated_at=at)
    whole = findings.Month(store_id, month, from_plain(figures), inputs, at, old)
    _propose(by, row, findings.found(by, whole), at)
    note(
        by, "month.reopened" if old else "month.closed", Ref("closing", row.pk), at=at, store_id=store_id,
        month=f"{month:%Y-%m}", version=row.version, digest=row.digest, **({"reason": reason} if reason else {}),
    )  # fmt: skip
    return row


def _propose(by: Actor, row: Closing, found: Sequence[findings.Finding], at: datetime) -> None:
    settled = Proposal.objects.filter(store_id=row.store_id, closing__month=row.month, state=SETTLED)
    gone = set(settled.values_list("kind", "account_id"))
    made = Proposal.objects.bulk_create(
        Proposal(
            store_id=row.store_id, closing=row, kind=one.kind, reward=one.reward, account_id=one.account_id, count=one.count,
            amount_fen=one.fen, evidence=dict(one.evidence), state=PROPOSED, updated_at=at,
        )
        for one in found if (one.kind, one.account_id) not in gone
    )  # fmt: skip
    ProposalStep.objects.bulk_create(_step(by, one, "propose", "", PROPOSED, at) for one in made)


def _let_fall(by: Actor, old: Closing, at: datetime) -> None:
    """The proposals of the version before, but for those settled; each keeps its history."""
    rows = list(Proposal.objects.select_for_update().filter(closing=old).exclude(state__in=(SETTLED, DROPPED)))
    ProposalStep.objects.bulk_create(_step(by, one, "replace", one.state, DROPPED, at) for one in rows)
    Proposal.objects.filter(pk__in=[one.pk for one in rows]).update(state=DROPPED, decided_fen=0, updated_at=at)


def _step(by: Actor, one: Proposal, step: str, was: str, now: str, at: datetime) -> Any:
    return ProposalStep(
        store_id=one.store_id, proposal=one, step=step, was=was, now=now, amount_fen=one.amount_fen, by_id=by.account_id,
        by_name=by.name, at=at,
    )  # fmt: skip

"""Running the care plan of a store."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import connection

from cheyuan.base.accounts.queries import working_members
from cheyuan.base.journal.actions import note
from cheyuan.base.policies.queries import value
from cheyuan.base.tenancy.acting import action
from cheyuan.base.tenancy.scope import scope
from cheyuan.engage.care.models import PlanRun
from cheyuan.engage.care.plan.rules import RULES
from cheyuan.engage.care.planning.drawn import Drawn
from cheyuan.engage.care.planning.written import Writing, write
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.ref import Ref

LOCK = 7_310_003


def run_plan(by: Actor, store_id: int, *, as_of: date, at: datetime) -> PlanRun:
    """Draw the plan of one store for a day and bring its tasks in line (CARE-04, CARE-05); at any moment it may be killed.

    Drawing happens outside the transaction that writes; two runs at once write one after the other, the second nothing new.
    """
    by.require("care.plan")
    here = by.within(store_id)
    with scope(here):
        drawn = Drawn(here, as_of=as_of)
    return _write(here, drawn.plan(as_of), drawn.due_dates(as_of), as_of=as_of, at=at)


@action("care.plan")
def _write(by: Actor, tasks: Any, dues: Any, *, as_of: date, at: datetime) -> PlanRun:
    assert by.store_id is not None
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [LOCK, by.store_id])
    run = PlanRun.objects.create(store_id=by.store_id, as_of=as_of, started_at=at, by_name=by.name)
    members = [(rule.role, rule.skill) for rule in RULES]
    found = working_members(by.store_id, as_of, members)
    counts = write(
        tasks, dues,
        Writing(by.store_id, run.pk, as_of, at, value("care.offered_per_day", by.store_id, as_of),
                [(role, skill, accounts) for (role, skill), accounts in found.items()]),
    )  # fmt: skip
    run.made, run.moved, run.closed, run.finished_at = counts["made"], counts["moved"], counts["closed"], at
    run.save(update_fields=["made", "moved", "closed", "finished_at"])
    note(by, "care.planned", Ref("plan_run", run.pk), at=at, store_id=by.store_id, as_of=as_of.isoformat(), **counts)
    run.refresh_from_db()
    return run

"""Running the care plan of a store. Loaded by the plan's own process only: it brings the data engine with it."""

from __future__ import annotations

from datetime import date, datetime
from functools import partial
from time import monotonic

import pyarrow as pa
from django.db import connection, transaction

from cheyuan.base.accounts.queries import working_members
from cheyuan.base.intake.actions import compare_open
from cheyuan.base.jobs.work import Progress
from cheyuan.base.journal.actions import note
from cheyuan.base.lake.engines.opening import chosen
from cheyuan.base.policies.queries import value
from cheyuan.base.tenancy.acting import action
from cheyuan.base.tenancy.queries import store_of
from cheyuan.engage.care.bases import rule_rows
from cheyuan.engage.care.calendar import open_days
from cheyuan.engage.care.models import PlanRun
from cheyuan.engage.care.planning import kept as keeping
from cheyuan.engage.care.planning.drawn import Drawn
from cheyuan.engage.care.planning.standing import begin, differences
from cheyuan.engage.care.planning.written import Counts, Writing, write
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.clock import day_of
from cheyuan.kernel.ref import Ref

LOCK = 7_310_003
STAGES = 3


def run_plan(
    by: Actor,
    store_id: int,
    *,
    as_of: date,
    at: datetime,
    whole: bool = False,
    engine: str = "",
    progress: Progress = lambda done, total: None,
) -> PlanRun:
    """Draw the plan of one store for a day and bring its tasks in line (CARE-04, CARE-05); at any moment it may be killed.

    All or nothing: one transaction. Of two runs at once the second waits before it looks at the data, so that it never
    writes what the first has overtaken. A run for a day before one already planned adds what is missing, and only that.
    Only what changed since the store's last run, or turns by time until the day, is drawn again, unless the ``whole`` plan
    is asked for or values, rules or the plan itself changed. ``engine`` computes, that of the settings when none is named.
    """
    by.require("care.plan")
    return _plan(by.within(store_id), progress, chosen(engine), as_of=as_of, at=at, whole=whole)


@action("care.plan")
def _plan(by: Actor, progress: Progress, engine: str, *, as_of: date, at: datetime, whole: bool) -> PlanRun:
    assert by.store_id is not None
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [LOCK, by.store_id])
    begun = monotonic()
    progress(0, STAGES)
    drawn = Drawn(by, as_of, None if whole else _last(by.store_id), anew=whole, engine=engine)
    progress(1, STAGES)
    newest = as_of >= day_of(at) or not PlanRun.objects.filter(store_id=by.store_id, as_of__gt=as_of).exists()
    run = PlanRun.objects.create(store_id=by.store_id, as_of=as_of, started_at=at, by_name=by.name)
    counts, turns = (Counts(), None) if drawn.stays else _brought_in_line(by, drawn, run, progress, newest=newest)
    if newest:
        keeping.save(by.store_id, run.pk, drawn.keeps(turns))
        transaction.on_commit(partial(keeping.forget_but, by.store_id, run.pk))
    _finish(by, run, counts, round((monotonic() - begun) * 1000))
    compare_open(by, at=at)
    return run


def _brought_in_line(
    by: Actor, drawn: Drawn, run: PlanRun, progress: Progress, *, newest: bool
) -> tuple[Counts, pa.Table]:
    """Draw, compare with what stands, write what differs; answers what happened, and when each subject turns."""
    stands = begin(by, drawn.reach)
    found = drawn.whole()
    drawn.engine.done()
    progress(2, STAGES)
    unlike = differences(stands.result(), drawn.engine, found.tasks, found.dues, drawn.reach)
    return write(unlike, _writing(by, drawn, run, newest)), found.turns


def _last(store_id: int) -> keeping.Kept | None:
    """What the store's newest run left, whatever day it was for."""
    newest = PlanRun.objects.filter(store_id=store_id).order_by("-pk").values_list("pk", flat=True).first()
    return keeping.load(store_id, newest)


def _writing(by: Actor, drawn: Drawn, run: PlanRun, newest: bool) -> Writing:
    assert by.store_id is not None
    rules = rule_rows(drawn.own)
    members = working_members(by.store_id, run.as_of, [(role, skill) for _code, role, skill, *_rest in rules])
    return Writing(
        store_id=by.store_id,
        run_id=run.pk,
        as_of=run.as_of,
        at=run.started_at,
        offered=value("care.offered_per_day", by.store_id, run.as_of),
        days=open_days(store_of(by, by.store_id), run.as_of),
        warranty_months=drawn.values[by.store_id].warranty_months,
        rules=rules,
        members=[(role, skill, accounts) for (role, skill), accounts in members.items()],
        newest=newest,
    )


def _finish(by: Actor, run: PlanRun, counts: Counts, milliseconds: int) -> None:
    totals = {what: counts.total(what) for what in ("made", "moved", "closed")}
    run.made, run.moved, run.closed = totals["made"], totals["moved"], totals["closed"]
    run.by_rule, run.reasons, run.milliseconds = counts.by_rule, counts.reasons, milliseconds
    run.finished_at = run.started_at
    run.save()
    note(
        by,
        "care.planned",
        Ref("plan_run", run.pk),
        at=run.started_at,
        store_id=run.store_id,
        as_of=run.as_of.isoformat(),
        **totals,
    )

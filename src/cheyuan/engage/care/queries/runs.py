"""Runs of the plan, what is open by rule, and how long a backlog takes."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Max, Q, QuerySet

from cheyuan.base.tenancy.queries import store_of
from cheyuan.engage.care.calendar import open_days
from cheyuan.engage.care.models import PlanRun, Task
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.errors import Missing


@dataclass(frozen=True)
class Backlog:
    """Open tasks that are not offered yet: how many, on how many working days, until when."""

    tasks: int
    days: int
    until: date | None


def runs(by: Actor) -> QuerySet[PlanRun]:
    """The runs that ended, of the actor's stores."""
    by.require("care.rules.view")
    rows: QuerySet[PlanRun] = PlanRun.objects.filter(store_id__in=by.store_ids).exclude(finished_at=None)
    return rows


def run(by: Actor, run_id: int) -> PlanRun:
    """One of them; Missing when it is not there for this actor."""
    found = runs(by).filter(pk=run_id).first()
    if found is None:
        raise Missing("plan_run", run_id)
    return found


def open_by_rule(by: Actor) -> dict[str, int]:
    """Rule → open tasks in the actor's stores."""
    by.require("care.rules.view")
    rows = Task.objects.filter(state="open", store_id__in=by.store_ids).order_by()
    return dict(rows.values_list("rule").annotate(count=Count("pk")))


def backlog(by: Actor, today: date, rule: str = "") -> Backlog:
    """What waits to be offered in the actor's store; it takes the store's open days from tomorrow to the last of them."""
    rows = Task.objects.filter(state="open", store_id__in=by.store_ids, offer_on__gt=today)
    found = (rows.filter(rule=rule) if rule else rows).aggregate(tasks=Count("pk"), until=Max("offer_on"))
    if not found["tasks"]:
        return Backlog(0, 0, None)
    store = store_of(by, by.store_id or by.store_ids[0])
    days = [day for day in open_days(store, today, 2000) if today < day <= found["until"]]
    return Backlog(found["tasks"], max(1, len(days)), found["until"])


def offered_today(by: Actor, today: date) -> int:
    """Open tasks that the queue shows today."""
    return Task.objects.filter(Q(offer_on__lte=today), state="open", store_id__in=by.store_ids).count()

"""The one gate to interviews, and the scores by consultant and month."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Avg, Count, Q, QuerySet

from cheyuan.engage.interviews.models import Interview
from cheyuan.engage.interviews.rights import sees_all
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.dates import add_months
from cheyuan.kernel.errors import Missing

WITH = ("customer", "received_by", "reception")


def interviews(by: Actor) -> QuerySet[Interview]:
    """The interviews that the actor may see, without those taken back."""
    by.require("interviews.view")
    rows: QuerySet[Interview] = Interview.objects.filter(store_id__in=by.store_ids, undone_at=None)
    return rows if sees_all(by) else rows.filter(received_by_id=by.account_id or 0)


def interview(by: Actor, interview_id: int) -> Interview:
    """One interview; Missing when there is none for this actor."""
    found: Interview | None = interviews(by).select_related(*WITH).filter(pk=interview_id).first()
    if found is None:
        raise Missing("interview", interview_id)
    return found


def of_task(by: Actor, task_id: int) -> Interview | None:
    """What was said in the call of a task; None without one."""
    found: Interview | None = interviews(by).filter(task_id=task_id).first()
    return found


@dataclass(frozen=True)
class Score:
    """The receptions of one colleague (or all) in a month: interviews, mean score, how many were low."""

    name: str
    count: int
    mean: float
    low: int


@dataclass(frozen=True)
class Month:
    """One month: by colleague, and all together (None when nobody was asked)."""

    first: date
    people: Sequence[Score]
    whole: Score | None


def months(by: Actor, last: date, count: int) -> list[Month]:
    """The scores of visits of ``count`` months, the month of ``last`` first; by colleague the lowest mean first."""
    first = add_months(last.replace(day=1), 1 - count)
    rows = interviews(by).filter(came_on__gte=first, came_on__lt=add_months(last.replace(day=1), 1))
    found = []
    for back in range(count):
        day = add_months(last.replace(day=1), -back)
        mine = rows.filter(came_on__gte=day, came_on__lt=add_months(day, 1)).order_by()
        told = mine.values("received_by_id", "received_by__name").annotate(
            asked=Count("pk"), mean=Avg("score"), lows=Count("pk", filter=Q(low=True))
        )
        each = [Score(one["received_by__name"] or "—", one["asked"], float(one["mean"]), one["lows"]) for one in told]
        each.sort(key=lambda one: (one.mean, -one.count, one.name))
        whole = _together(each)
        found.append(Month(day, each, whole))
    return found


def _together(each: Sequence[Score]) -> Score | None:
    count = sum(one.count for one in each)
    mean = sum(one.mean * one.count for one in each) / count if count else 0.0
    return Score("", count, mean, sum(one.low for one in each)) if count else None

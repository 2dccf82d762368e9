"""The calls of a span of days, for whoever audits them: of each task the last one that stands."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, QuerySet

from cheyuan.engage.contact.models import Attempt
from cheyuan.engage.contact.outcomes import BY_CODE
from cheyuan.kernel.actor import Actor


@dataclass(frozen=True)
class Call:
    """The last attempt about a task in the span."""

    id: int
    task_id: int
    rule: str
    customer_id: int
    account_id: int
    name: str
    at: datetime


def last_calls(
    by: Actor, store_id: int, since: date, until: date, rules: Collection[str], before: datetime
) -> list[Call]:
    """Of each task of these rules its last attempt from ``since`` to before ``until``, made before a moment."""
    by.require("contact.team")
    rows = _standing(store_id, since, until).filter(rule__in=list(rules), at__lt=before, account_id__isnull=False)
    last = rows.order_by("task_id", "-at", "-pk").distinct("task_id")
    names = ("pk", "task_id", "rule", "customer_id", "account_id", "by_name", "at")
    return [Call(*row) for row in last.values_list(*names)]


def last_of_task(by: Actor, task_id: int) -> Attempt | None:
    """The last attempt about a task that stands; None without one. Inside a scope, whoever asks."""
    rows = Attempt.objects.filter(store_id__in=by.store_ids, task_id=task_id, undone_at=None)
    found: Attempt | None = rows.order_by("-at", "-pk").first()
    return found


def called(by: Actor, store_id: int, since: date, until: date) -> dict[str, int]:
    """Rule → how many tasks were called about in the span."""
    by.require("contact.team")
    rows = _standing(store_id, since, until).filter(account_id__isnull=False).order_by().values_list("rule")
    return dict(rows.annotate(count=Count("task_id", distinct=True)))


def _standing(store_id: int, since: date, until: date) -> QuerySet[Attempt]:
    rows: QuerySet[Attempt] = Attempt.objects.filter(store_id=store_id, day__gte=since, day__lt=until, undone_at=None)
    return rows.filter(outcome__in=list(BY_CODE))

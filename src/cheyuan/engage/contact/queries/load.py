"""Who has how much, for those who give the work out."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Min, Q, QuerySet

from cheyuan.engage.care import actions as care
from cheyuan.engage.care import queries as tasks
from cheyuan.engage.contact.queries.queue import ORDERS, Wish, group_of, waiting_rows
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.clock import day_of, moment


def _offered(by: Actor, at: datetime) -> QuerySet[Any]:
    return tasks.tasks(by).filter(state="open", offer_on__lte=day_of(at)).order_by()


def late_by_person(by: Actor, at: datetime) -> dict[int, int]:
    """Person → open tasks past their deadline."""
    rows = _offered(by, at).filter(deadline__lt=at, assignee__isnull=False)
    return dict(rows.values_list("assignee_id").annotate(count=Count("pk")))


def oldest_by_person(by: Actor, at: datetime) -> dict[int, datetime]:
    """Person → the oldest deadline that passed."""
    rows = _offered(by, at).filter(deadline__lt=at, assignee__isnull=False)
    return dict(rows.values_list("assignee_id").annotate(oldest=Min("deadline")))


def movable(by: Actor, at: datetime, most: int) -> list[tuple[int, int | None, str, str]]:
    """(id, who has it, role, skill) of what may change hands: no customer waits for this very colleague, nobody has it open.

    Untouched ones first, then what is due last.
    """
    rows = _offered(by, at).filter(waits_for_customer=False).exclude(claimed_at__gt=at - care.CLAIM_LASTS)
    return list(rows.order_by("attempts", "-deadline", "pk").values_list("pk", "assignee_id", "role", "skill")[:most])


def unassigned(by: Actor, at: datetime) -> list[tuple[str, int]]:
    """(rule, how many) of what nobody has, most first."""
    rows = _offered(by, at).filter(assignee=None).values_list("rule").annotate(count=Count("pk"))
    return [(rule, count) for rule, count in rows.order_by("-count", "rule")]


def ids_of_person(by: Actor, account_id: int, at: datetime) -> list[int]:
    """The open tasks of one colleague."""
    return list(tasks.tasks(by).filter(state="open", assignee_id=account_id).values_list("pk", flat=True)[:5000])


def paper_rows(by: Actor, wish: Wish, at: datetime, most: int) -> list[Any]:
    """What is to be done now, in the order of the queue, with customer and car."""
    which = group_of(at)
    found: list[Any] = []
    for key in ("over", "now"):
        rows = waiting_rows(by, wish, at).filter(which[key]).select_related("customer", "vehicle", "claimed_by")
        found += rows.order_by(*ORDERS[key])[: most - len(found)]
    return found


def day_rows(by: Actor, at: datetime, most: int = 200) -> list[tuple[datetime | None, int, bool]]:
    """What is to be done today, for the line of the day: (set for when, parts tried, late)."""
    end = moment(day_of(at) + timedelta(days=1))
    rows = waiting_rows(by, Wish(), at).filter(Q(next_at=None) | Q(next_at__lt=end)).order_by("deadline", "pk")
    found = rows.values_list("next_at", "parts_tried", "deadline")[:most]
    ahead = [(when if when and when > at else None, tried, deadline) for when, tried, deadline in found]
    return [(when, tried, deadline < at and when is None) for when, tried, deadline in ahead]

"""Who else lives in the customer's household, and what is open with them: one conversation, not three (CARE-08, PPL-12)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from cheyuan.engage.care.queries import tasks
from cheyuan.engage.contact.telling import headline
from cheyuan.kernel.actor import Actor
from cheyuan.records.relations import queries as relations

if TYPE_CHECKING:
    from cheyuan.engage.care.models import Task
    from cheyuan.records.relations.queries import Relative


@dataclass(frozen=True)
class AtHome:
    """Somebody of the same household with what could be talked about in the same call: (task, its telling)."""

    person: Relative
    open: list[tuple[int, str]]


def at_home(by: Actor, customer_id: int, today: date) -> list[AtHome]:
    """The others of the household; tasks only as far as the actor may see them."""
    others = relations.household_of(by, customer_id)
    if not others:
        return []
    wanted = [one.customer_id for one in others]
    rows = tasks(by).filter(customer_id__in=wanted, state="open").select_related("customer", "vehicle")
    found: list[Task] = list(rows.order_by("deadline", "id")[:20])
    return [
        AtHome(one, [(row.pk, headline(row, today)) for row in found if row.customer_id == one.customer_id])
        for one in others
    ]

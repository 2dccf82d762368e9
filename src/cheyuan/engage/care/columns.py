"""What customer care adds to the customers' list: what falls due next, the next contact; filters and views by them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import JSONObject
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from cheyuan.base.lists.cells import day, due, plain_day
from cheyuan.base.lists.columns import Column
from cheyuan.base.lists.filters import Dates
from cheyuan.base.lists.spec import More, Tab
from cheyuan.engage.care.models import Due, Task
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.clock import day_of, moment, now
from cheyuan.kernel.dates import add_months
from cheyuan.kernel.right import CARE
from cheyuan.records.customers.queries import customers

LABELS = {
    "service": _("Service"), "first": _("First service"), "warranty": _("Warranty"), "inspection": _("Inspection"),
    "insurance": _("Insurance"),
}  # fmt: skip
PAST = 3
"""So many months an overdue service stays what comes next."""


@dataclass(frozen=True)
class Coming:
    """A customer's next contact, and what of all their cars falls due first."""

    deadline: datetime | None
    waits: bool
    due_on: date | None
    label: object


def coming(by: Actor, ids: Sequence[int]) -> Mapping[int, Coming]:
    """Customer → what comes; one question for a page."""
    by.require("care.tasks.view")
    tasks = Task.objects.filter(customer_id=OuterRef("pk"), state="open").order_by("deadline", "id")
    dues = Due.objects.filter(vehicle__owner_id=OuterRef("pk"), vehicle__status="active")
    dates = JSONObject(
        service="service_due_on", served="last_service_on", warranty="warranty_ends_on", inspection="inspection_due_on",
        insurance="insurance_ends_on",
    )  # fmt: skip
    task = tasks.values(one=JSONObject(deadline="deadline", waits="waits_for_customer"))[:1]
    rows = (
        customers(by).filter(pk__in=ids).values_list("pk", ArraySubquery(task), ArraySubquery(dues.values(one=dates)))
    )
    today = day_of(now())
    return {pk: _coming(first, of_cars, today) for pk, first, of_cars in rows}


def _coming(first: list[dict[str, Any]], of_cars: list[dict[str, Any]], today: date) -> Coming:
    """What passed is no longer to come; but a service overdue for less than three months still is."""
    edges = {"service": add_months(today, -PAST), "warranty": today, "inspection": today, "insurance": today}
    found = [
        (date.fromisoformat(one[name]), "first" if name == "service" and not one["served"] else name)
        for one in of_cars
        for name, edge in edges.items()
        if one[name] and date.fromisoformat(one[name]) >= edge
    ]
    due_on, label = min(found, default=(None, ""))
    deadline = datetime.fromisoformat(first[0]["deadline"]) if first else None
    return Coming(deadline, bool(first and first[0]["waits"]), due_on, LABELS.get(label, ""))


def due_words(_row: Any, value: Coming | None) -> str:
    """What falls due first, and when."""
    return f"{value.label} {plain_day(value.due_on)}" if value and value.due_on else ""


def due_cell(_row: Any, value: Coming | None) -> str:
    """The same as a cell."""
    return format_html("{} {}", value.label, day(value.due_on)) if value and value.due_on else "—"


def next_words(_row: Any, value: Coming | None) -> str:
    """The deadline of the next contact."""
    return plain_day(value.deadline) if value and value.deadline else ""


def next_cell(_row: Any, value: Coming | None) -> str:
    """The same with its mark."""
    return due(value.deadline, waiting=value.waits) if value and value.deadline else "—"


def next_within(_by: Actor, since: date | None, until: date | None) -> Q:
    """Customers with an open task whose deadline lies within the days."""
    rows = Task.objects.filter(customer_id=OuterRef("pk"), state="open")
    rows = rows.filter(deadline__gte=moment(since)) if since else rows
    return Q(Exists(rows.filter(deadline__lt=moment(date.fromordinal(until.toordinal() + 1))) if until else rows))


MORE = More(
    columns=(
        Column("due", _("Due next"), due_words, due_cell, load=coming, right="care.tasks.view"),
        Column("next", _("Next contact"), next_words, next_cell, load=coming, right="care.tasks.view"),
    ),
    filters=(Dates("next", _("Next contact"), next_within),),
    tabs=(Tab("soon", _("To contact within two weeks"), {"next_to": "14d"}, roles=frozenset(CARE)),),
    after="cars", first=True,
)  # fmt: skip

"""What customer care adds to the customers' list: what falls due next, the next contact; filters and views by them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from cheyuan.base.lists.cells import day, due, plain_day
from cheyuan.base.lists.columns import Column
from cheyuan.base.lists.filters import Dates
from cheyuan.base.lists.spec import More, Tab
from cheyuan.base.tenancy import asked
from cheyuan.engage.care.models import Task
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.clock import day_of, moment, now
from cheyuan.kernel.dates import add_months
from cheyuan.kernel.right import CARE

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
    today = day_of(now())
    edges = (add_months(today, -PAST), today, today, today)
    of: dict[int, list[Any]] = {}
    for row in asked.rows(_COMING, owners=list(ids), stores=list(by.store_ids)):
        of.setdefault(row[0], []).append(row)
    return {pk: _coming(found, edges) for pk, found in of.items()}


_COMING = """
SELECT c.id, t.deadline, t.waits_for_customer, d.last_service_on,
 d.service_due_on, d.warranty_ends_on, d.inspection_due_on, d.insurance_ends_on
FROM unnest(%(owners)s::bigint[]) c(id)
LEFT JOIN LATERAL (SELECT deadline, waits_for_customer FROM care_task
  WHERE store_id = any(%(stores)s::bigint[]) AND customer_id = c.id AND state = 'open'
  ORDER BY deadline, id LIMIT 1) t ON true
LEFT JOIN vehicles_vehicle v ON v.owner_id = c.id AND v.status = 'active' AND v.store_id = any(%(stores)s::bigint[])
LEFT JOIN care_due d ON d.vehicle_id = v.id AND d.store_id = any(%(stores)s::bigint[])
"""
"""A row per customer and car: the next open task, and the due dates in the order of ``KINDS``."""
KINDS = ("service", "warranty", "inspection", "insurance")


def _coming(rows: list[Any], edges: tuple[date, ...]) -> Coming:
    """What passed is no longer to come; but a service overdue for less than three months still is."""
    found = [
        (day, "first" if kind == "service" and served is None else kind)
        for _pk, _deadline, _waits, served, *days in rows
        for day, kind, edge in zip(days, KINDS, edges, strict=True)
        if day and day >= edge
    ]
    due_on, label = min(found, default=(None, ""))
    return Coming(rows[0][1], bool(rows[0][2]), due_on, LABELS.get(label, ""))


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

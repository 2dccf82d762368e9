"""What customer care shows on the pages of customers and cars: what comes for a car, the next contact, open tasks."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from cheyuan.base.ui import lifeline
from cheyuan.engage.care import queries
from cheyuan.engage.care.models import Due, Task
from cheyuan.kernel.actor import Actor
from cheyuan.records.customers.panels import Facing, Panel

SPREAD_KNOWN, SPREAD_UNKNOWN = 15, 40
"""How much faster or slower than foreseen a car may be driven, in percent: measured pace, usual pace."""
LEAST_SPREAD = 2


def dues_of(by: Actor, vehicle_ids: Sequence[int], today: date) -> Mapping[int, Sequence[lifeline.Due]]:
    """What comes for each car, from the newest plan; a forecast by kilometres has a band."""
    return {pk: list(_flags(due)) for pk, due in queries.dues(by, vehicle_ids).items()}


def _flags(due: Due) -> list[lifeline.Due]:
    flags = [_service(due)] if due.service_due_on else []
    if due.warranty_ends_on:
        flags.append(lifeline.Due(due.warranty_ends_on, _("Warranty"), _("Warranty ends, by date or kilometres.")))
    if due.inspection_due_on:
        flags.append(lifeline.Due(due.inspection_due_on, _("Inspection"), _("Statutory inspection.")))
    if due.insurance_ends_on:
        flags.append(lifeline.Due(due.insurance_ends_on, _("Insurance"), _("The insurance ends.")))
    return flags


def _service(due: Due) -> lifeline.Due:
    assert due.service_due_on is not None
    label = _("Service") if due.last_service_on else _("First service")
    if due.service_by != "km" or due.latest_on is None:
        return lifeline.Due(due.service_due_on, label, _by_date(due))
    early, late = band(due.latest_on, due.service_due_on, bool(due.pace_known))
    return lifeline.Due(due.service_due_on, label, _by_km(due), early=early, late=late)


def band(latest: date, due: date, known: bool) -> tuple[date, date]:
    """The earliest and latest day if the car is driven faster or slower than foreseen; at least two days each way."""
    share = SPREAD_KNOWN if known else SPREAD_UNKNOWN
    days = max(LEAST_SPREAD, (due - latest).days * share // 100)
    return due - timedelta(days=days), due + timedelta(days=days)


def _by_date(due: Due) -> str:
    if due.last_service_on:
        return _("By date, counted from the last service on %(day)s.") % {"day": due.last_service_on}
    return _("By date, counted from the delivery.")


def _by_km(due: Due) -> str:
    figures = {
        "target": number_format(due.target_km or 0, use_l10n=False, force_grouping=True),
        "km": number_format(due.latest_km or 0, use_l10n=False, force_grouping=True),
        "day": due.latest_on,
        "pace": round((due.pace_km or 0) / (due.pace_days or 1)),
    }
    if due.pace_known:
        return _("At %(target)s km; %(km)s km on %(day)s, about %(pace)s km a day.") % figures
    return _("At %(target)s km; %(km)s km on %(day)s, %(pace)s km a day assumed.") % figures


def open_tasks(facing: Facing) -> list[Task]:
    """The customer's open tasks, asked once per page."""
    return facing.once("care.open", lambda: queries.open_tasks_of_customer(facing.by, facing.customer.pk, facing.today))


def next_contact(facing: Facing) -> dict[str, Any] | None:
    """The next thing to talk about and why; None when there is nothing."""
    found = open_tasks(facing)
    return {"first": _shown(facing, found[0]), "more": len(found) - 1} if found else None


def tasks_panel(facing: Facing) -> list[dict[str, Any]] | None:
    """All open tasks."""
    return [_shown(facing, one) for one in open_tasks(facing)] or None


def _shown(facing: Facing, task: Task) -> dict[str, Any]:
    return {
        "task": task,
        "title": facing.once(f"care.title.{task.rule}", lambda: queries.rule_title(facing.by, task.rule, facing.today)),
        "why": queries.why(task.rule, task.facts),
        "url": reverse("contact:task", args=[task.pk]),
    }


PANELS = (
    Panel("care.next", "next", "care/_next.html", next_contact, "care.tasks.view", 10),
    Panel("care.tasks", "left", "care/_open.html", tasks_panel, "care.tasks.view", 20),
    Panel("care.tasks", "sheet", "care/_open.html", tasks_panel, "care.tasks.view", 20),
)

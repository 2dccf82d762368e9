"""What presses: for the morning of those who lead, and the line above the list."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, F, Max, Q

from cheyuan.engage.complaints.models import Complaint, Escalation
from cheyuan.engage.complaints.moves import CLOSED, WITHDRAWN
from cheyuan.engage.complaints.queries.complaints import WITH, complaints
from cheyuan.kernel.actor import Actor

SHOWN = 5


@dataclass(frozen=True)
class Pressing:
    """How many are open, late, without anybody, waiting for the customer; and the first whose limit runs out."""

    open: int
    late: int
    free: int
    waiting: int
    first: list[Complaint]


def pressing(by: Actor, at: datetime, shown: int = SHOWN) -> Pressing | None:
    """For whoever sees complaints; None for others. Two questions and one for the levels, however many there are."""
    if not by.may("complaints.view"):
        return None
    rows = complaints(by).exclude(state__in=(CLOSED, WITHDRAWN))
    counts = rows.aggregate(
        open=Count("pk"), late=Count("pk", filter=Q(due_at__lt=at)), free=Count("pk", filter=Q(assignee=None)),
        waiting=Count("pk", filter=Q(waits=True)),
    )  # fmt: skip
    first = list(rows.filter(due_at__isnull=False).select_related(*WITH).order_by("due_at", "pk")[:shown])
    levels = levels_of([one.pk for one in first])
    for one in first:
        one.level = levels.get(one.pk, 0)  # type: ignore[attr-defined]
    return Pressing(**counts, first=first)


def levels_of(ids: list[int]) -> dict[int, int]:
    """Complaint → how high its escalations went."""
    own = Escalation.objects.filter(complaint_id__in=ids, round=F("complaint__reopened"))
    rows = own.values("complaint_id").annotate(top=Max("level"))
    return {row["complaint_id"]: row["top"] for row in rows.order_by()} if ids else {}

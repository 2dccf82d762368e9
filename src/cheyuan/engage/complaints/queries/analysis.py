"""What the complaints of a week say (CARE-33): causes, trend, departments, people, improvements. A few questions in all."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Sum
from django.db.models.functions import TruncWeek

from cheyuan.engage.complaints.models import Clock, Complaint, Improvement
from cheyuan.engage.complaints.moves import WITHDRAWN
from cheyuan.engage.complaints.words import KINDS
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.clock import SHANGHAI, moment

WEEKS = 12
IN_TIME = ("answer", "solve")


@dataclass(frozen=True)
class Cause:
    """One kind of complaint: how many, its share and that of it and all before it (0–1)."""

    kind: str
    count: int
    share: float
    together: float


@dataclass(frozen=True)
class Week:
    """One week: received, closed, and how many limits were kept of those that ended."""

    monday: date
    received: int
    closed: int


@dataclass(frozen=True)
class Part:
    """A department or a person: complaints, still open, reopened, limits kept and ended, money approved (fen)."""

    key: Any
    count: int
    open: int
    reopened: int
    kept: int
    ended: int
    fen: int

    @property
    def share(self) -> float | None:
        """Limits kept of those that ended; None when none has."""
        return self.kept / self.ended if self.ended else None


@dataclass(frozen=True)
class Analysis:
    """Everything of one week."""

    monday: date
    count: int
    before: int
    causes: list[Cause]
    weeks: list[Week]
    departments: list[Part]
    people: list[Part]


def monday_of(day: date) -> date:
    """The week of a day."""
    return day - timedelta(days=day.weekday())


def analysis(by: Actor, monday: date) -> Analysis:
    """The week from ``monday`` on; Denied without ``complaints.analysis``."""
    by.require("complaints.analysis")
    rows = _received(by, monday, 1)
    causes = pareto(list(rows.values_list("kind").annotate(n=Count("pk")).order_by()))
    count = sum(one.count for one in causes)
    return Analysis(
        monday=monday, count=count, before=_received(by, monday - timedelta(days=7), 1).count(), causes=causes,
        weeks=_weeks(by, monday), departments=_parts(rows, "department"), people=_parts(rows, "assignee__name"),
    )  # fmt: skip


def pareto(counts: Sequence[tuple[str, int]]) -> list[Cause]:
    """Kinds by their number, the most frequent first, with the share of all up to and with each."""
    whole, so_far, found = sum(number for _kind, number in counts), 0, []
    for kind, number in sorted(counts, key=lambda one: (-one[1], one[0])):
        so_far += number
        found.append(Cause(kind, number, number / whole, so_far / whole))
    return found


def kinds() -> dict[str, object]:
    """Kind → what such complaints are called."""
    return dict(KINDS)


def _received(by: Actor, monday: date, weeks: int) -> "QuerySet[Complaint]":
    """What was received in the weeks that end with that of ``monday``; withdrawn ones were none."""
    since, until = monday - timedelta(days=7 * (weeks - 1)), monday + timedelta(days=7)
    rows = Complaint.objects.filter(
        store_id__in=by.store_ids, received_at__gte=moment(since), received_at__lt=moment(until)
    )
    return rows.exclude(state=WITHDRAWN)


def _weeks(by: Actor, monday: date) -> list[Week]:
    first, until = monday - timedelta(days=7 * (WEEKS - 1)), monday + timedelta(days=7)
    own = Complaint.objects.filter(store_id__in=by.store_ids).exclude(state=WITHDRAWN)
    received = _by_week(own, "received_at", first, until)
    closed = _by_week(own, "closed_at", first, until)
    days = [first + timedelta(days=7 * n) for n in range(WEEKS)]
    return [Week(day, received.get(day, 0), closed.get(day, 0)) for day in days]


def _by_week(rows: "QuerySet[Complaint]", field: str, first: date, until: date) -> dict[date, int]:
    within = rows.filter(**{f"{field}__gte": moment(first), f"{field}__lt": moment(until)})
    weeks = within.annotate(week=TruncWeek(field, tzinfo=SHANGHAI)).values_list("week").annotate(n=Count("pk"))
    return {week.astimezone(SHANGHAI).date(): number for week, number in weeks.order_by()}


def _parts(rows: "QuerySet[Complaint]", field: str) -> list[Part]:
    found = rows.values(field).annotate(
        count=Count("pk"), open=Count("pk", filter=Q(closed_at=None)), again=Count("pk", filter=Q(reopened__gt=0)),
        fen=Sum("compensation_fen"),
    )  # fmt: skip
    ended = Clock.objects.filter(complaint__in=rows.values("pk"), name__in=IN_TIME, kept__isnull=False)
    name = f"complaint__{field}"
    limits = ended.values(key=F(name)).annotate(ended=Count("pk"), in_time=Count("pk", filter=Q(kept=True)))
    known = {row["key"]: row for row in limits.order_by()}
    parts = [
        Part(
            row[field], row["count"], row["open"], row["again"], known.get(row[field], {}).get("in_time", 0),
            known.get(row[field], {}).get("ended", 0), row["fen"] or 0,
        )
        for row in found.order_by()
    ]  # fmt: skip
    return sorted(parts, key=lambda one: (-one.count, str(one.key or "")))


def improvements(by: Actor, monday: date) -> list[Improvement]:
    """Those of this week, and earlier ones that are not done yet or were done in it; the nearest day first."""
    by.require("complaints.analysis")
    since, until = moment(monday), moment(monday + timedelta(days=7))
    rows = Improvement.objects.filter(store_id__in=by.store_ids, week__lte=monday).select_related("owner")
    alive = Q(week=monday) | Q(done_at=None) | Q(done_at__gte=since, done_at__lt=until)
    return list(rows.filter(alive).order_by("due_on", "pk")[:100])

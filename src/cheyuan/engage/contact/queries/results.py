"""What came of the work: per colleague on a day, and today's coverage by rule (CARE-16)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Q, Sum

from cheyuan.engage.care import queries as tasks
from cheyuan.engage.contact.models import Attempt
from cheyuan.engage.contact.outcomes import BY_CODE, CORRECTIONS
from cheyuan.engage.contact.schedule import BIT
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.clock import day_of, moment


@dataclass(frozen=True)
class Result:
    """One colleague's day; ``minutes`` of talk."""

    account_id: int | None
    name: str
    attempts: int
    reached: int
    booked: int
    refused: int
    complaints: int
    minutes: int

    @property
    def share(self) -> float | None:
        """Reached of the attempts."""
        return self.reached / self.attempts if self.attempts else None


def results(by: Actor, day: date, *, everyone: bool = False) -> list[Result]:
    """Per colleague on a day, the busiest first; only one's own without the right to see the team's."""
    rows = Attempt.objects.filter(store_id__in=by.store_ids, day=day, undone_at=None, outcome__in=list(BY_CODE))
    if not (everyone and by.may("contact.team")):
        rows = rows.filter(account_id=by.account_id)
    figures = rows.values("account_id", "by_name").annotate(
        attempts=Count("pk"),
        reached_by=Count("pk", filter=Q(reached=True)),
        booked=Count("pk", filter=Q(outcome="booked")),
        refused=Count("pk", filter=Q(outcome__in=("refused", "do_not_contact"))),
        complaints=Count("pk", filter=Q(outcome="complaint")),
        seconds_sum=Sum("seconds"),
    )
    return [
        Result(
            one["account_id"], one["by_name"], one["attempts"], one["reached_by"], one["booked"], one["refused"],
            one["complaints"], round((one["seconds_sum"] or 0) / 60),
        )
        for one in figures.order_by("-attempts", "by_name")
    ]  # fmt: skip


@dataclass(frozen=True)
class Coverage:
    """One rule today: what was due, tried, reached and booked; ``late`` are open past their deadline, ``open`` all open."""

    rule: str
    due: int
    tried: int
    reached: int
    booked: int
    late: int
    open: int = 0


def coverage(by: Actor, at: datetime) -> list[Coverage]:
    """Per rule, of the tasks that were to be done by today: open ones offered, and those closed today."""
    today = day_of(at)
    rows = tasks.tasks(by).filter(
        Q(state="open", offer_on__lte=today) | Q(state__in=("done", "failed"), closed_at__gte=moment(today))
    )
    due = rows.exclude(rule__in=CORRECTIONS).order_by().values("rule").annotate(
        due=Count("pk"),
        tried=Count("pk", filter=Q(attempts__gt=0) | Q(state="done")),
        late=Count("pk", filter=Q(state="open", deadline__lt=at)),
        waiting=Count("pk", filter=Q(state="open")),
    )  # fmt: skip
    made = Attempt.objects.filter(store_id__in=by.store_ids, day=today, undone_at=None).values("rule").annotate(
        reached_by=Count("task_id", distinct=True, filter=Q(reached=True)),
        booked=Count("task_id", distinct=True, filter=Q(outcome="booked")),
    )  # fmt: skip
    spoken = {one["rule"]: (one["reached_by"], one["booked"]) for one in made}
    return [
        Coverage(one["rule"], one["due"], one["tried"], *spoken.get(one["rule"], (0, 0)), one["late"], one["waiting"])
        for one in due.order_by("rule")
    ]


SERVICE = ("R08a", "R08b", "R09", "R10")
LATELY = timedelta(days=60)
ENOUGH = 20


def best_part(by: Actor, at: datetime) -> str:
    """The part of the day in which most people were reached lately; "" while too little is known."""
    rows = Attempt.objects.filter(store_id__in=by.store_ids, day__gte=day_of(at - LATELY), undone_at=None)
    rows = rows.filter(outcome__in=list(BY_CODE)).values("part")
    known = rows.annotate(made=Count("pk"), spoke=Count("pk", filter=Q(reached=True))).filter(made__gte=ENOUGH)
    shares = {one["part"]: one["spoke"] / one["made"] for one in known}
    best = max(shares, key=lambda part: shares[part], default=0)
    return next((name for name, bit in BIT.items() if bit == best), "") if len(shares) > 1 else ""


def month_share(by: Actor, at: datetime) -> tuple[int, int]:
    """Service reminders of this month that are the actor's: how many are settled, of how many."""
    start = day_of(at).replace(day=1)
    rows = tasks.tasks(by).filter(rule__in=SERVICE, offer_on__gte=start, offer_on__lte=day_of(at))
    rows = rows.filter(Q(assignee_id=by.account_id) | Q(assignee=None, role__in=by.roles)).exclude(state="closed")
    found = rows.order_by().aggregate(done=Count("pk", filter=Q(state="done")), all=Count("pk"))
    return found["done"], found["all"]

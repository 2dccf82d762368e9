"""The four limits of a complaint: which run, since when, how long; reckoned anew after every step (CARE-31)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from cheyuan.base.policies.queries import values
from cheyuan.engage.complaints.hours import week_of
from cheyuan.engage.complaints.models import Clock, Complaint
from cheyuan.engage.complaints.moves import WITHDRAWN
from cheyuan.engage.complaints.ticking import Pause, Week, reaches, spent
from cheyuan.kernel.clock import day_of, moment

AHEAD = 60
"""How many days are looked ahead for the day on which a revisit may be made: longer than any holiday."""


@dataclass(frozen=True)
class Limit:
    """One clock: since when it counts, how many open minutes it has, when it stopped."""

    name: str
    round: int
    start: datetime
    minutes: int
    stop: datetime | None


def pauses_of(one: Complaint) -> list[Pause]:
    """The times in which we waited for the customer."""
    return [(datetime.fromisoformat(a), datetime.fromisoformat(b) if b else None) for a, b in one.pauses]


def limits(one: Complaint, policy: Mapping[str, Any], week: Week) -> Iterator[Limit]:
    """The clocks of the complaint as its moments say; those of earlier rounds are left as they stopped."""
    answered = one.answered_at or (one.solved_at if not one.reopened else None)
    yield Limit("answer", 0, one.received_at, policy["complaints.first_minutes"], answered)
    hours = policy["complaints.urgent_hours" if one.severity == "urgent" else "complaints.normal_hours"]
    yield Limit("solve", one.reopened, one.opened_at, hours * 60, one.solved_at)
    if one.solved_at:
        yield Limit("tell", one.reopened, one.solved_at, policy["complaints.tell_hours"] * 60, one.told_at)
    if one.told_at and one.revisit_on:
        start = opening(week, moment(one.revisit_on, zone=week.zone))
        yield Limit("revisit", one.reopened, start, policy["complaints.revisit_hours"] * 60, one.revisited_at)


def opening(week: Week, at: datetime) -> datetime:
    """The first opening on the day of ``at`` or after it; ``at`` itself when the store never opens."""
    days = (at.astimezone(week.zone).date() + timedelta(days=n) for n in range(AHEAD))
    return next((hours[0] for day in days if (hours := week.open_on(day))), at)


def reckon(one: Complaint) -> None:
    """Write the clocks of the complaint and what runs out next on it. Inside the step's transaction, the row locked."""
    policy = values("complaints.", one.store_id)
    week = week_of(one.store_id, day_of(one.received_at))
    pauses = pauses_of(one)
    wanted = [] if one.state == WITHDRAWN else list(limits(one, policy, week))
    rows = [_row(one, limit, policy, week, pauses) for limit in wanted]
    names = [limit.name for limit in wanted if limit.round == one.reopened]
    own = Clock.objects.filter(complaint=one)
    own.filter(round__gt=one.reopened).delete()
    own.filter(round__lt=one.reopened, stopped_at=None).exclude(name="answer").delete()
    own.filter(round=one.reopened).exclude(name__in=[*names, "answer"] if wanted else []).delete()
    Clock.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["store", "complaint", "name", "round"],
        update_fields=["started_at", "minutes", "warn_at", "due_at", "last_at", "stopped_at", "kept"],
    )  # fmt: skip
    running = [(row.due_at, row.name) for row in rows if row.due_at]
    one.due_at, one.clock = min(running, default=(None, ""))
    Complaint.objects.filter(pk=one.pk).update(clock=one.clock, due_at=one.due_at)


def _row(one: Complaint, limit: Limit, policy: Mapping[str, Any], week: Week, pauses: list[Pause]) -> Clock:
    row = Clock(
        store_id=one.store_id, complaint=one, name=limit.name, round=limit.round, started_at=limit.start,
        minutes=limit.minutes, stopped_at=limit.stop,
    )  # fmt: skip
    whole = timedelta(minutes=limit.minutes)
    if limit.stop:
        row.kept = spent(week, limit.start, limit.stop, pauses) <= whole
    else:
        row.warn_at = reaches(week, limit.start, whole * policy["complaints.warn_percent"] / 100, pauses)
        row.due_at = reaches(week, limit.start, whole, pauses)
        row.last_at = reaches(week, limit.start, whole * policy["complaints.head_percent"] / 100, pauses)
    return row

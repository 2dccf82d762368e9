"""Audits in figures: by agent and month, how much of each rule was drawn, and what failed (for the proposal of deductions)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Avg, Count, Q

from cheyuan.base.policies.queries import values
from cheyuan.engage.audits.models import Audit
from cheyuan.engage.audits.policies import PREFIX, RULES
from cheyuan.engage.audits.queries.audits import audits
from cheyuan.engage.contact import queries as contact
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.clock import day_of, moment
from cheyuan.kernel.dates import add_months


@dataclass(frozen=True)
class Figure:
    """One agent's month; ``score`` is the mean of the judged ones in percent."""

    agent_id: int
    name: str
    drawn: int
    judged: int
    passed: int
    failed: int
    answered: int
    score: float | None

    @property
    def share(self) -> float | None:
        """Passed of the judged."""
        return self.passed / self.judged if self.judged else None


def figures(by: Actor, month: date) -> list[Figure]:
    """By agent for the month that begins on a day, the most failed first; only one's own without the right to all."""
    rows = audits(by).filter(month=month, department="").order_by().values("agent_id").annotate(
        drawn=Count("pk"),
        judged=Count("pk", filter=~Q(state="open")),
        passed=Count("pk", filter=Q(state="passed")),
        failed=Count("pk", filter=Q(state="failed")),
        answered=Count("pk", filter=Q(answered_at__isnull=False)),
        mean=Avg("score"),
    )  # fmt: skip
    names = dict(audits(by).filter(month=month, department="").order_by("pk").values_list("agent_id", "agent_name"))
    found = [
        Figure(one["agent_id"], names[one["agent_id"]], one["drawn"], one["judged"], one["passed"], one["failed"],
               one["answered"], one["mean"])
        for one in rows
    ]  # fmt: skip
    return sorted(found, key=lambda one: (-one.failed, -one.judged, one.name, one.agent_id))


@dataclass(frozen=True)
class Sample:
    """One rule's month: people called, the share that the policy wants drawn (percent), how many were drawn and judged."""

    rule: str
    called: int
    share: int
    drawn: int
    judged: int


def samples(by: Actor, store_id: int, month: date, at: datetime) -> list[Sample]:
    """How far the sample of a month is, for the rules that are audited or were."""
    by.require("audits.all")
    shares = values(PREFIX, store_id, min(day_of(at), add_months(month, 1)))
    rows = Audit.objects.filter(store_id=store_id, month=month).order_by().values("rule")
    made = {
        one["rule"]: (one["drawn"], one["judged"])
        for one in rows.annotate(drawn=Count("pk"), judged=Count("pk", filter=~Q(state="open")))
    }
    called = contact.called(by, store_id, month, add_months(month, 1))
    found = [Sample(rule, called.get(rule, 0), shares[f"{PREFIX}{rule}"], *made.get(rule, (0, 0))) for rule in RULES]
    return [one for one in found if one.share or one.drawn]


@dataclass(frozen=True)
class Failed:
    """A failed audit as evidence: whose, which call, which rule, the score in percent, when and by whom it was judged."""

    audit_id: int
    rule: str
    agent_id: int
    agent_name: str
    attempt_id: int
    task_id: int
    called_at: datetime
    score: int
    judged_at: datetime
    judged_by_name: str
    answered_at: datetime | None


def failed(by: Actor, store_id: int, month: date) -> list[Failed]:
    """What a store judged as failed in a month (any day of it), by agent and time; only one's own without the right to all.

    The month of the judgement, not of the call: calls are drawn when their month is over, and a closed month stays as it was.
    """
    first = month.replace(day=1)
    within = (moment(first), moment(add_months(first, 1)))
    rows = audits(by).filter(
        store_id=store_id, state="failed", department="", judged_at__gte=within[0], judged_at__lt=within[1]
    )
    names = (
        "pk", "rule", "agent_id", "agent_name", "attempt_id", "task_id", "called_at", "score", "judged_at", "judged_by_name",
        "answered_at",
    )  # fmt: skip
    found = rows.order_by("agent_name", "called_at", "pk").values_list(*names)
    return [Failed(*row) for row in found]

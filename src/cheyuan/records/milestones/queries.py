"""The one gate to orders and jobs on their way."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from django.db.models import Q, QuerySet

from cheyuan.kernel.actor import Actor
from cheyuan.kernel.clock import day_of, moment, now
from cheyuan.kernel.errors import Missing
from cheyuan.records.milestones import following
from cheyuan.records.milestones.following import Follower as Follower
from cheyuan.records.milestones.following import Told as Told
from cheyuan.records.milestones.models import Job, Milestone
from cheyuan.records.milestones.steps import STEPS as STEPS
from cheyuan.records.milestones.steps import last_of
from cheyuan.records.milestones.words import STEPS as WORDS

MOST = 300
STEP_WORDS = WORDS
"""kind.step → the step in words."""


@dataclass
class Column:
    """One column of the board: a step and what stands there, longest first."""

    step: str
    jobs: list[Job] = field(default_factory=list)


def jobs(by: Actor) -> QuerySet[Job]:
    """Orders and jobs of the actor's stores, with customer and car."""
    by.require("milestones.view")
    rows: QuerySet[Job] = Job.objects.filter(store_id__in=by.store_ids)
    return rows.select_related("customer", "vehicle")


def job(by: Actor, job_id: int, *, lock: bool = False) -> Job:
    """One of them; Missing when it is not there for this actor."""
    rows = jobs(by).filter(pk=job_id)
    found = (rows.select_for_update(of=("self",)) if lock else rows).first()
    if found is None:
        raise Missing("job", job_id)
    return found


def board(by: Actor, kind: str) -> list[Column]:
    """The columns of a kind: everything open, and what was closed today."""
    columns = {step: Column(step) for step in STEPS[kind]}
    today = moment(day_of(now()))
    shown = Q(is_open=True) | Q(step=last_of(kind), since__gte=today)
    for one in jobs(by).filter(shown, kind=kind).exclude(step="").order_by("since", "pk")[:MOST]:
        if one.step in columns:
            columns[one.step].jobs.append(one)
    return list(columns.values())


def milestones(by: Actor) -> QuerySet[Milestone]:
    """All milestones of the actor's stores, with their jobs."""
    by.require("milestones.view")
    rows: QuerySet[Milestone] = Milestone.objects.filter(store_id__in=by.store_ids)
    return rows.select_related("job")


def of_job(by: Actor, job_id: int) -> list[Milestone]:
    """What a job has gone through, newest first; what was taken back too."""
    return list(milestones(by).filter(job_id=job_id).order_by("-at", "-pk")[:100])


def milestone(by: Actor, milestone_id: int) -> Milestone:
    """One of them; Missing when it is not there for this actor."""
    found = milestones(by).filter(pk=milestone_id).first()
    if found is None:
        raise Missing("milestone", milestone_id)
    return found


def newest(job_id: int) -> Milestone | None:
    """Where a job stands. Inside a scope."""
    rows = Milestone.objects.filter(job_id=job_id, undone_at=None)
    found: Milestone | None = rows.order_by("-at", "-pk").first()
    return found


def of_customer(by: Actor, customer_id: int) -> list[Job]:
    """What a customer has on the way, then what is done, newest first."""
    return list(jobs(by).filter(customer_id=customer_id).exclude(step="").order_by("-is_open", "-since")[:20])


def last_told(by: Actor, job_ids: Collection[int]) -> Mapping[int, Milestone]:
    """Job → its newest milestone, for a board full of cards; one question."""
    rows = milestones(by).filter(job_id__in=list(job_ids), undone_at=None).order_by("job_id", "-at", "-pk")
    return {row.job_id: row for row in rows.distinct("job_id")}


def busy(customer_ids: Collection[int]) -> set[int]:
    """Which of these customers have something on the way. Inside a scope."""
    rows = Job.objects.filter(customer_id__in=list(customer_ids), is_open=True)
    return {one for one in rows.values_list("customer_id", flat=True) if one}


def follow(follower: Follower) -> None:
    """Say who tells customers of milestones, in their own transaction; done in AppConfig.ready of a room above."""
    following.register(follower)
